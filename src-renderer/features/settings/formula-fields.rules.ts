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

const NUMBERS: ReadonlySet<FieldType> = new Set(['currency', 'number', 'integer', 'percent', 'rating']);

/** Two formulas that work on this object: over a field of its own, and over a relation where it has one. */
export const formulaExamples = (
  objects: readonly ObjectDef[],
  owner: ObjectDef,
): { readonly first: string; readonly second: string } => {
  const usable = usableFields(objects, owner).filter(({ field }) => !field.isSystem);
  const amount = usable.find(({ path, field }) => NUMBERS.has(field.type) && !path.includes('.'));
  const related = owner.fields.find(({ type, deletedAtMs }) => type === 'relation' && deletedAtMs === null);
  const title = objects.find(({ name }) => name === related?.settings.target)?.titleField;
  const own = owner.titleField;
  return {
    first: amount ? `${amount.path} * 0.2` : `upper(${own})`,
    second: related && title !== undefined ? `${own} + " (" + ${related.name}.${title} + ")"` : `length(${own})`,
  };
};
