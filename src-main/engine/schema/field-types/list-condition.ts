import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import type { Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { allOf, anyOf, fragment, not } from '../sql-fragment';
import type { SqlFragment } from './field-type-storage';
import { badOperand, listOperand, textListOperand } from './operands';

/** Builds a condition on one element, given as an SQL expression. */
export type ElementCondition = (element: string, op: Operator, operand: FieldInput | undefined) => SqlFragment;

/** Each element that must be there is a search through the list of its own, and SQLite bounds the depth of an expression. */
const MAX_ALL = 200;

const boundedList = (op: Operator, operand: FieldInput | undefined): readonly FieldInput[] => {
  const elements = listOperand(op, operand);
  if (elements.length > MAX_ALL) throw badOperand(op, msg`a list of at most ${MAX_ALL} values`);
  return elements;
};

export const anyElement = (column: string, condition: SqlFragment): SqlFragment => ({
  sql: `EXISTS (SELECT 1 FROM json_each(${column}) AS el WHERE ${condition.sql})`,
  params: condition.params,
});

/**
 * Conditions on a column that holds a JSON list and is NULL when empty. They ask whether any element fulfils them; `isNot`, `isNoneOf` and
 * `notContains` whether none does. `is` with a list compares the whole set.
 */
export const listCondition = (
  column: string,
  op: Operator,
  operand: FieldInput | undefined,
  onElement: ElementCondition,
): SqlFragment => {
  const isEmpty = fragment(`(${column} IS NULL)`);
  const again = (positive: Operator) => listCondition(column, positive, operand, onElement);
  switch (op) {
    case 'isEmpty':
      return isEmpty;
    case 'isNotEmpty':
      return not(isEmpty);
    case 'is': {
      if (operand === null || operand === '') return isEmpty;
      if (!Array.isArray(operand)) return anyElement(column, onElement('el.value', op, operand));
      if (operand.length === 0) return isEmpty;
      return allOf([again('hasAll'), not(anyElement(column, not(onElement('el.value', 'isAnyOf', operand))))]);
    }
    case 'hasAll':
      return allOf(boundedList(op, operand).map((element) => anyElement(column, onElement('el.value', 'is', element))));
    case 'isAnyOf': {
      const { hasEmpty } = textListOperand(op, operand);
      const any = anyElement(column, onElement('el.value', op, operand));
      return hasEmpty ? anyOf([isEmpty, any]) : any;
    }
    case 'isNot':
      return not(again('is'));
    case 'isNoneOf':
      return not(again('isAnyOf'));
    case 'notContains':
      return not(again('contains'));
    case 'contains':
    case 'startsWith':
    case 'endsWith':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
    case 'between':
    case 'inLast':
    case 'notInLast':
    case 'inNext':
    case 'notInNext':
    case 'inPeriod':
    case 'notInPeriod':
    case 'isMe':
      // What elements do not have, they refuse.
      return anyElement(column, onElement('el.value', op, operand));
    default:
      return assertNever(op);
  }
};
