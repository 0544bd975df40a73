import { msg } from '@lingui/core/macro';
import { inverseNameOf, relationTargets } from '@shared/domain/inverses';
import type { FieldDef, FieldSettings } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { chooseApiName } from './api-names';
import type { ObjectModel, SchemaModel } from './model';

/** By API name of the object, in lower case. */
type TakenNames = ReadonlyMap<string, Set<string>>;

const ownFields = (object: ObjectModel): readonly FieldDef[] => object.def.fields.filter((field) => !field.isSystem);

/**
 * Names that a field or an inverse can no longer have, those of the object's fields and of the relations that lead to it, also of what is in the trash.
 */
export const takenNames = (schema: SchemaModel, except?: FieldDef): TakenNames => {
  const all = [...schema.objectsByKey.values()];
  const taken = new Map(
    all.map((object) => [object.def.name, new Set(ownFields(object).map(({ name }) => name.toLowerCase()))]),
  );
  for (const object of all) {
    for (const field of ownFields(object)) {
      if (field === except) continue;
      for (const target of relationTargets(field))
        taken.get(target)?.add(inverseNameOf(object.def, field).toLowerCase());
    }
  }
  return taken;
};

/**
 * The settings of a new field with the name by which its targets know it: the one asked for, or one made from its label there with a number where one of
 * them has that already. Takes the name; leaves fields alone that are no relation. Errors: `invalid_input` with `name`.
 */
export const nameInverse = (
  field: Pick<FieldDef, 'type' | 'settings'>,
  object: ObjectModel,
  taken: TakenNames,
): FieldSettings => {
  const targets = relationTargets(field).map((target) => taken.get(target) ?? new Set<string>());
  if (targets.length === 0) return field.settings;
  const { inverseName: wanted, inverseLabel = '' } = field.settings;
  const all = new Set(targets.flatMap((names) => [...names]));
  const inverseName = chooseApiName(wanted, inverseLabel, object.def.name, all);
  for (const names of targets) names.add(inverseName.toLowerCase());
  return { ...field.settings, inverseName };
};

/** A relation keeps the name of its inverse, so an object that has that name already cannot become one of its targets. Errors: `invalid_input`. */
export const assertInverseFits = (
  schema: SchemaModel,
  object: ObjectModel,
  field: FieldDef,
  settings: FieldSettings,
): void => {
  const name = inverseNameOf(object.def, field);
  const taken = takenNames(schema, field);
  const before = new Set(relationTargets(field));
  for (const target of relationTargets({ ...field, settings })) {
    if (before.has(target) || !taken.get(target)?.has(name.toLowerCase())) continue;
    const label = schema.objects.get(target)?.def.labelPlural ?? target;
    throw new AppError('invalid_input', msg`${label} already have a field "${name}".`, {
      field: field.name,
      target,
      name,
    });
  }
};
