import type { FieldDef, FieldType, ObjectDef } from '@shared/domain/schema';

/** Something that a formula may name. */
export interface UsableField {
  readonly path: string;
  readonly label: string;
  readonly field: FieldDef;
}

const UNUSABLE: ReadonlySet<FieldType> = new Set([
  'relation',
  'relations',
  'morphRelation',
  'files',
  'json',
  'position',
]);

const isUsable = (field: FieldDef): boolean => field.deletedAtMs === null && !UNUSABLE.has(field.type);

/** The object's own fields, then those of the records that its relations lead to. */
export const usableFields = (objects: readonly ObjectDef[], owner: ObjectDef): readonly UsableField[] => {
  const own = owner.fields.filter(isUsable).map((field) => ({ path: field.name, label: field.label, field }));
  const related = owner.fields
    .filter(({ type, deletedAtMs }) => type === 'relation' && deletedAtMs === null)
    .flatMap((relation) =>
      (objects.find(({ name }) => name === relation.settings.target)?.fields ?? [])
        .filter((field) => isUsable(field) && !field.isSystem)
        .map((field) => ({
          path: `${relation.name}.${field.name}`,
          label: `${relation.label} › ${field.label}`,
          field,
        })),
    );
  return [...own, ...related];
};
