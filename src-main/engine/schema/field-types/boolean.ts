import { msg } from '@lingui/core/macro';
import { booleanRules } from '@shared/domain/field-types/boolean';
import type { FieldTypeStorage } from './field-type-storage';
import { badOperand, badValue, onlyColumn } from './operands';
import { isNullSql } from './text-condition';
import { textParseContext } from './parse-context';
import { valueCondition } from './value-condition';

export const booleanStorage: FieldTypeStorage = {
  type: 'boolean',
  columns: [{ suffix: '', sqlType: 'INTEGER' }],
  parts: {},
  normalize: (input, context) => {
    if (input === null || typeof input === 'boolean') return input;
    if (input === 0 || input === 1) return input === 1;
    const result = typeof input === 'string' ? booleanRules.parseText(input, textParseContext(context)) : undefined;
    if (!result?.ok) throw badValue(msg`Neither yes nor no`);
    return result.value;
  },
  toColumns: (stored) => [typeof stored === 'boolean' ? Number(stored) : null],
  fromColumns: ([column]) => (typeof column === 'number' ? column === 1 : null),
  indexedValues: () => [],
  searchText: () => '',
  sortKeys: (columns) => [onlyColumn(columns)],
  condition: (op, operand, columns) =>
    valueCondition('boolean', onlyColumn(columns), op, operand, (of, value) => {
      if (typeof value !== 'boolean') throw badOperand(of, msg`true or false`);
      return Number(value);
    }),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
