import { msg } from '@lingui/core/macro';
import { isTextList, uniqueBy } from '@shared/domain/field-types/list-text';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import type { SqlValue } from '../../storage/db';
import { badValue } from './operands';

/** A column's JSON, or undefined: what cannot be read counts as empty rather than making its row unreadable. */
export const parseJson = (column: SqlValue | undefined): unknown => {
  if (typeof column !== 'string') return undefined;
  try {
    return JSON.parse(column);
  } catch {
    return undefined;
  }
};

export const listToColumns = (stored: FieldValue): readonly SqlValue[] => [
  Array.isArray(stored) && stored.length > 0 ? JSON.stringify(stored) : null,
];

/** The one text of a list that has one without escapes, as most have: a page of people holds a hundred such lists, and parsing them took a quarter of its time. */
const onlyText = (json: string): string | undefined =>
  json.startsWith('["') && json.indexOf('"', 2) === json.length - 2 && json.endsWith(']') && !json.includes('\\')
    ? json.slice(2, -2)
    : undefined;

export const textListFromColumns = ([column]: readonly SqlValue[]): FieldValue => {
  const only = typeof column === 'string' ? onlyText(column) : undefined;
  if (only !== undefined) return [only];
  const list = parseJson(column);
  return isTextList(list) && list.length > 0 ? list : null;
};

/** Cleans each text of a list; empty ones go, those that are the same by `keyOf` come once. Errors: `invalid_input` naming the element. */
export const normalizeTextList = (
  input: FieldInput,
  max: number,
  clean: (text: string) => string,
  keyOf: (value: string) => string,
): FieldValue => {
  if (input === null) return null;
  if (!isTextList(input)) throw badValue(msg`Not a list of texts`);
  const values = uniqueBy(input.filter((text) => text.trim() !== '').map(clean), keyOf);
  if (values.length > max) throw badValue(msg`More than ${max} values`);
  return values.length === 0 ? null : values;
};
