import { isDerived, type ObjectDef, valueTypeOf } from '@shared/domain/schema';

const shown = new WeakMap<readonly ObjectDef[], readonly ObjectDef[]>();

/**
 * The data model as lists, pages and filters work with it: a computed field is one of the type of its values, which nobody writes. The settings show it as
 * what it is. The same for the same objects.
 */
export const shownObjects = (objects: readonly ObjectDef[]): readonly ObjectDef[] => {
  const known = shown.get(objects);
  if (known) return known;
  const made = objects.map((object) =>
    object.fields.some(isDerived)
      ? { ...object, fields: object.fields.map((field) => ({ ...field, type: valueTypeOf(field) })) }
      : object,
  );
  shown.set(objects, made);
  return made;
};
