import { assertNever } from '@shared/domain/assert-never';
import type { Operator } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { anyOf, fragment, not } from '../sql-fragment';
import type { SqlFragment } from './field-type-storage';
import { listOperand, pairOperand, wrongOperator } from './operands';

/** Reads one value of a condition into what its column holds. Errors: `invalid_input`. */
export type ReadOperand = (op: Operator, operand: FieldInput | undefined) => string | number;

const COMPARISONS: Readonly<Partial<Record<Operator, string>>> = { lt: '<', lte: '<=', gt: '>', gte: '>=' };

/** Conditions on a column whose values compare as SQLite compares them: numbers, days, keys, ids. */
export const valueCondition = (
  type: FieldType,
  column: string,
  op: Operator,
  operand: FieldInput | undefined,
  read: ReadOperand,
): SqlFragment => {
  switch (op) {
    case 'isEmpty':
      return fragment(`(${column} IS NULL)`);
    case 'isNotEmpty':
      return fragment(`(${column} IS NOT NULL)`);
    case 'is':
      return operand === null ? fragment(`(${column} IS NULL)`) : fragment(`(${column} IS ?)`, read(op, operand));
    case 'isNot':
      return operand === null
        ? fragment(`(${column} IS NOT NULL)`)
        : fragment(`(${column} IS NOT ?)`, read(op, operand));
    case 'isAnyOf': {
      const values = listOperand(op, operand);
      const given = values.filter((value) => value !== null).map((value) => read(op, value));
      // One parameter however long the list: the statement stays the same and stays prepared.
      const any = fragment(
        `(${column} IS NOT NULL AND ${column} IN (SELECT value FROM json_each(?)))`,
        JSON.stringify(given),
      );
      return given.length < values.length ? anyOf([any, fragment(`(${column} IS NULL)`)]) : any;
    }
    case 'isNoneOf':
      return not(valueCondition(type, column, 'isAnyOf', operand, read));
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return fragment(`(${column} IS NOT NULL AND ${column} ${COMPARISONS[op] ?? ''} ?)`, read(op, operand));
    case 'between': {
      const [from, to] = pairOperand(op, operand);
      return fragment(`(${column} IS NOT NULL AND ${column} BETWEEN ? AND ?)`, read(op, from), read(op, to));
    }
    case 'hasAll':
    case 'contains':
    case 'notContains':
    case 'startsWith':
    case 'endsWith':
    case 'inLast':
    case 'notInLast':
    case 'inNext':
    case 'notInNext':
    case 'inPeriod':
    case 'notInPeriod':
    case 'isMe':
      throw wrongOperator(type, op);
    default:
      return assertNever(op);
  }
};
