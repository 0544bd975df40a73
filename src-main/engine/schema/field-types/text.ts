import { msg } from '@lingui/core/macro';
import { cleanText, foldCase } from '@shared/domain/field-types/clean-text';
import { MAX_LONG_TEXT, MAX_TEXT } from '@shared/domain/field-types/text';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import type { SqlValue } from '../../storage/db';
import type { FieldTypeStorage } from './field-type-storage';
import { badValue, onlyColumn } from './operands';
import { isNullSql, textCondition } from './text-condition';

/** Longest text that `value_index` keeps: what is longer is no key. */
const MAX_INDEXED = 500;

const normalizeText = (input: FieldInput, max: number): FieldValue => {
  if (input === null) return null;
  // A file's column of numbers may well be a text field's.
  if (typeof input !== 'string' && typeof input !== 'number' && typeof input !== 'boolean')
    throw badValue(msg`Not a text`);
  const clean = cleanText(String(input));
  if (clean.length > max) throw badValue(msg`Longer than ${max} characters`);
  return clean === '' ? null : clean;
};

export const textOrNull = (value: FieldValue | SqlValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

export const textStorage: FieldTypeStorage = {
  type: 'text',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: (input) => normalizeText(input, MAX_TEXT),
  toColumns: (stored) => [textOrNull(stored)],
  fromColumns: ([column]) => textOrNull(column),
  indexedValues: (stored) => (typeof stored === 'string' && stored.length <= MAX_INDEXED ? [foldCase(stored)] : []),
  searchText: (stored) => textOrNull(stored) ?? '',
  sortKeys: (columns) => [`${onlyColumn(columns)} COLLATE NOCASE`],
  condition: (op, operand, columns) => textCondition('text', onlyColumn(columns), op, operand),
  distinct: (columns) => ({ sql: onlyColumn(columns), isList: false, isText: true }),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};

export const longTextStorage: FieldTypeStorage = {
  ...textStorage,
  type: 'longText',
  normalize: (input) => normalizeText(input, MAX_LONG_TEXT),
  indexedValues: () => [],
  distinct: undefined,
  condition: (op, operand, columns) => textCondition('longText', onlyColumn(columns), op, operand),
};
