import type { FieldInput, FieldValue, FileValue, RelationValue, ValuesInput } from '@shared/domain/values';

const toElementInput = (element: string | FileValue | RelationValue): FieldInput =>
  typeof element === 'object' && 'title' in element ? element.id : structuredClone(element);

/** A value in the form in which it is written: links by id, without the titles that reading adds. */
export const toFieldInput = (value: FieldValue): FieldInput => {
  if (value === null || typeof value !== 'object') return value;
  if ('object' in value) return { object: value.object, id: value.id };
  if ('title' in value) return value.id;
  if (Array.isArray(value)) return value.map(toElementInput);
  // Lists and composite values are read and written alike; copying drops only `readonly`.
  return structuredClone(value) as FieldInput;
};

/** The fields of a record in the form in which they are written. */
export const toValuesInput = (values: Readonly<Record<string, FieldValue>>): ValuesInput =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]): readonly [string, FieldInput] => [field, toFieldInput(value)]),
  );
