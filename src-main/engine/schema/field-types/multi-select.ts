import { multiSelectRules } from '@shared/domain/field-types/multi-select';
import type { FieldTypeStorage } from './field-type-storage';
import { listToColumns, normalizeTextList, textListFromColumns } from './json-column';
import { listCondition } from './list-condition';
import { onlyColumn, textOperand } from './operands';
import { readText } from './parse-context';
import { optionKeys, optionOrder, readOptionKey } from './select';
import { isNullSql } from './text-condition';
import { valueCondition } from './value-condition';

const MAX_CHOSEN = 1000;

/** Sorted by the option chosen first. */
export const multiSelectStorage: FieldTypeStorage = {
  type: 'multiSelect',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: (input, context) => {
    if (typeof input === 'string') return readText(multiSelectRules, input, context);
    return normalizeTextList(
      input,
      MAX_CHOSEN,
      (text) => readOptionKey(text, context.settings),
      (key) => key,
    );
  },
  toColumns: listToColumns,
  fromColumns: textListFromColumns,
  indexedValues: () => [],
  searchText: () => '',
  sortKeys: (columns, settings) => [optionOrder(`json_extract(${onlyColumn(columns)}, '$[0]')`, optionKeys(settings))],
  condition: (op, operand, columns) =>
    listCondition(onlyColumn(columns), op, operand, (element, of, value) =>
      valueCondition('multiSelect', element, of, value, textOperand),
    ),
  distinct: (columns) => ({ sql: onlyColumn(columns), isList: true, isText: false }),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
