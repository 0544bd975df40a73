import type { FieldValue } from '@shared/domain/values';
import type { SqlValue } from '../../storage/db';
import { storedValue } from './writable-object';
import type { WritableField, WritableObject } from './writable-object';

/** The normalised copies of a field's value: what `value_index` keeps of it. */
export const indexedValues = (field: WritableField, cells: readonly SqlValue[]): readonly string[] =>
  indexedOf(field, storedValue(field, cells));

/** The same of a stored value. */
export const indexedOf = (field: WritableField, stored: FieldValue): readonly string[] => {
  if (stored === null) return [];
  const values = field.model.storage.indexedValues(stored);
  return values.length < 2 ? values : [...new Set(values)];
};

export interface Words {
  readonly title: string;
  readonly body: string;
}

const wordsOf = (field: WritableField, stored: FieldValue): string =>
  stored === null ? '' : field.model.storage.searchText(stored, field.model.def.settings);

const isSearched = (object: WritableObject, field: WritableField): boolean =>
  field !== object.titleField && !field.model.def.isSystem && field.model.def.deletedAtMs === null;

/** The words of a record that holds these values and nothing else. */
export const wordsOfValues = (
  object: WritableObject,
  values: readonly { readonly field: WritableField; readonly stored: FieldValue }[],
): Words => {
  let title = '';
  let body = '';
  for (const { field, stored } of values) {
    if (field === object.titleField) title = wordsOf(field, stored);
    else if (isSearched(object, field)) {
      const words = wordsOf(field, stored);
      if (words !== '') body = body === '' ? words : `${body}\n${words}`;
    }
  }
  return { title, body };
};

const fieldWords = (field: WritableField, cells: readonly SqlValue[]): string => {
  for (let i = field.from; i < field.to; i += 1) {
    if (cells[i] === null || cells[i] === undefined) continue;
    return wordsOf(field, storedValue(field, cells));
  }
  return '';
};

/** What full-text search finds a record by. Fields in the trash are not searched. */
export const recordWords = (object: WritableObject, cells: readonly SqlValue[]): Words => {
  const title = fieldWords(object.titleField, cells);
  let body = '';
  for (const field of object.fields) {
    if (!isSearched(object, field)) continue;
    const words = fieldWords(field, cells);
    if (words !== '') body = body === '' ? words : `${body}\n${words}`;
  }
  return { title, body };
};

/** The name of a record as history says it. */
export const recordTitle = (object: WritableObject, cells: readonly SqlValue[]): string => {
  const { model } = object.titleField;
  const stored = storedValue(object.titleField, cells);
  return stored === null ? '' : model.rules.formatText(stored, { settings: model.def.settings });
};
