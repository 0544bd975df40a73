import { msg } from '@lingui/core/macro';
import { isDay } from '@shared/domain/field-types/day';
import { fragment } from '../sql-fragment';
import { dayOperand, relativeCondition } from './date-span';
import type { FieldTypeStorage } from './field-type-storage';
import { badValue, onlyColumn } from './operands';
import { textOrNull } from './text';
import { isNullSql } from './text-condition';
import { valueCondition } from './value-condition';

const WITH_TIME = /^(\d{4}-\d{2}-\d{2})T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?$/;

export const dateStorage: FieldTypeStorage = {
  type: 'date',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: (input) => {
    if (input === null || input === '') return null;
    const text = typeof input === 'string' ? input.trim() : '';
    const day = WITH_TIME.exec(text)?.[1] ?? text;
    if (!isDay(day)) throw badValue(msg`Not a date as YYYY-MM-DD`);
    return day;
  },
  toColumns: (stored) => [textOrNull(stored)],
  fromColumns: ([column]) => textOrNull(column),
  indexedValues: (stored) => (typeof stored === 'string' ? [stored] : []),
  searchText: () => '',
  sortKeys: (columns) => [onlyColumn(columns)],
  condition: (op, operand, columns, context) => {
    const column = onlyColumn(columns);
    const relative = relativeCondition(op, operand, context, ({ from, to }) =>
      fragment(`(${column} IS NOT NULL AND ${column} BETWEEN ? AND ?)`, from, to),
    );
    return relative ?? valueCondition('date', column, op, operand, (of, value) => dayOperand(of, value, context));
  },
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
