import { msg } from '@lingui/core/macro';
import { cleanText, foldCase } from '@shared/domain/field-types/clean-text';
import { displayName, splitFullName } from '@shared/domain/field-types/full-name';
import type { FieldInput, FieldValue, FullNameValue } from '@shared/domain/values';
import type { FieldTypeStorage } from './field-type-storage';
import { badValue } from './operands';
import { textOrNull } from './text';
import { textCondition } from './text-condition';

const SHAPE = '{ first, last }';

const MAX_PART = 500;

/** "First Last" as one expression, NULL when both are empty. */
const wholeName = (columns: readonly string[]): string => {
  const [first = 'NULL', last = 'NULL'] = columns;
  return `nullif(concat_ws(' ', ${first}, ${last}), '')`;
};

/** The parts that a caller gives, either may be missing; undefined when it is something else. Checked by hand: it runs for every row of an import. */
const givenParts = (input: FieldInput): FullNameValue | undefined => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  const name = { first: '', last: '' };
  for (const key of Object.keys(input)) {
    const part = input[key];
    if ((key !== 'first' && key !== 'last') || typeof part !== 'string' || part.length > MAX_PART) return undefined;
    name[key] = part;
  }
  return name;
};

/** What `normalize` or `fromColumns` made: its shape alone tells. A schema here would be run for every row of an import. */
const storedName = (stored: FieldValue): FullNameValue | undefined =>
  typeof stored === 'object' && stored !== null && 'first' in stored && 'last' in stored ? stored : undefined;

/** Sorted by last name, then first; a name of one part by that part. */
export const fullNameStorage: FieldTypeStorage = {
  type: 'fullName',
  columns: [
    { suffix: '__first', sqlType: 'TEXT' },
    { suffix: '__last', sqlType: 'TEXT' },
  ],
  parts: { first: { column: 0, type: 'text' }, last: { column: 1, type: 'text' } },
  normalize: (input) => {
    if (input === null || input === '') return null;
    const given = typeof input === 'string' ? splitFullName(input) : givenParts(input);
    if (!given) throw badValue(msg`A name is given as ${SHAPE} or as text`);
    const first = cleanText(given.first);
    const last = cleanText(given.last);
    if (first.length > MAX_PART || last.length > MAX_PART) throw badValue(msg`Longer than ${MAX_PART} characters`);
    return first === '' && last === '' ? null : { first, last };
  },
  toColumns: (stored) => {
    const name = storedName(stored);
    return [textOrNull(name?.first), textOrNull(name?.last)];
  },
  fromColumns: ([first, last]) =>
    textOrNull(first) === null && textOrNull(last) === null
      ? null
      : { first: textOrNull(first) ?? '', last: textOrNull(last) ?? '' },
  indexedValues: (stored) => {
    const name = storedName(stored);
    return name ? [foldCase(displayName(name))] : [];
  },
  searchText: (stored) => {
    const name = storedName(stored);
    return name ? displayName(name) : '';
  },
  sortKeys: ([first = 'NULL', last = 'NULL']) => [
    `coalesce(${last}, ${first}) COLLATE NOCASE`,
    `${first} COLLATE NOCASE`,
  ],
  condition: (op, operand, columns) => textCondition('fullName', wholeName(columns), op, operand),
  distinct: (columns) => ({ sql: wholeName(columns), isList: false, isText: true }),
  emptyCondition: ([first = 'NULL', last = 'NULL']) => `(${first} IS NULL AND ${last} IS NULL)`,
};
