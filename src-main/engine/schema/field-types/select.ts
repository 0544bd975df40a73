import { msg } from '@lingui/core/macro';
import { findOption, notAnOption } from '@shared/domain/field-types/select';
import type { FieldSettings } from '@shared/domain/schema';
import type { FieldTypeStorage } from './field-type-storage';
import { badValue, onlyColumn, textOperand } from './operands';
import { textOrNull } from './text';
import { isNullSql } from './text-condition';
import { valueCondition } from './value-condition';

/** A text as SQL. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The place of a key among those of the options; keys whose option is gone come after all. NULL stays NULL. */
export const optionOrder = (expr: string, keys: readonly string[]): string => {
  const cases = keys.map((key, index) => `WHEN ${quoteText(key)} THEN ${index}`);
  return cases.length === 0
    ? expr
    : `CASE WHEN ${expr} IS NULL THEN NULL ELSE CASE ${expr} ${cases.join(' ')} ELSE ${cases.length} END END`;
};

export const optionKeys = ({ options }: FieldSettings): readonly string[] => (options ?? []).map(({ key }) => key);

/** The key of the option that a caller names by key or label. Errors: `invalid_input`. */
export const readOptionKey = (input: unknown, settings: FieldSettings): string => {
  if (typeof input !== 'string') throw badValue(msg`Not an option`);
  const option = settings.options?.find(({ key }) => key === input) ?? findOption(settings, input);
  if (!option) throw badValue(notAnOption(input));
  return option.key;
};

export const selectStorage: FieldTypeStorage = {
  type: 'select',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: (input, { settings }) => (input === null || input === '' ? null : readOptionKey(input, settings)),
  toColumns: (stored) => [textOrNull(stored)],
  fromColumns: ([column]) => textOrNull(column),
  indexedValues: (stored) => (typeof stored === 'string' ? [stored] : []),
  // Labels would put the same few words into every record's entry.
  searchText: () => '',
  sortKeys: (columns, settings) => [optionOrder(onlyColumn(columns), optionKeys(settings))],
  condition: (op, operand, columns) => valueCondition('select', onlyColumn(columns), op, operand, textOperand),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
