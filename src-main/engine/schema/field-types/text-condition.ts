import { assertNever } from '@shared/domain/assert-never';
import { foldCase, foldText } from '@shared/domain/field-types/clean-text';
import type { Operator } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';
import { anyOf, fragment, not } from '../sql-fragment';
import type { SqlFragment } from './field-type-storage';
import { textListOperand, textOperand, wrongOperator } from './operands';

// oxlint-disable-next-line no-control-regex -- exactly the characters of one byte in UTF-8
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** True for values that hold more than ASCII. Only they pay for a call of JavaScript: LIKE and NOCASE fold ASCII alone. */
const isWide = (expr: string): string => `octet_length(${expr}) > length(${expr})`;

/** A LIKE pattern around the folded text, without case and accents. */
const like = (expr: string, before: '' | '%', text: string, after: '' | '%'): SqlFragment => {
  const folded = foldText(text);
  const pattern = `${before}${escapeLike(folded)}${after}`;
  const wide = `(${isWide(expr)} AND fold_text(${expr}) LIKE ? ESCAPE '\\')`;
  return isAscii(folded)
    ? fragment(`(${expr} IS NOT NULL AND (${expr} LIKE ? ESCAPE '\\' OR ${wide}))`, pattern, pattern)
    : fragment(`(${expr} IS NOT NULL AND ${wide})`, pattern);
};

const equals = (expr: string, text: string): SqlFragment =>
  isAscii(text)
    ? fragment(`(${expr} COLLATE NOCASE IS ?)`, text)
    : fragment(`(${expr} IS NOT NULL AND ${isWide(expr)} AND fold_case(${expr}) = ?)`, foldCase(text));

const equalsAny = (expr: string, texts: readonly string[]): SqlFragment => {
  const ascii = texts.filter(isAscii);
  const wide = texts.filter((text) => !isAscii(text)).map(foldCase);
  return anyOf([
    ...(ascii.length > 0
      ? [
          fragment(
            `(${expr} IS NOT NULL AND ${expr} COLLATE NOCASE IN (SELECT value FROM json_each(?)))`,
            JSON.stringify(ascii),
          ),
        ]
      : []),
    ...(wide.length > 0
      ? [
          fragment(
            `(${expr} IS NOT NULL AND ${isWide(expr)} AND fold_case(${expr}) IN (SELECT value FROM json_each(?)))`,
            JSON.stringify(wide),
          ),
        ]
      : []),
  ]);
};

/** One expression for all texts that `is` takes for the same. */
export const sameTextKey = (expr: string): string =>
  `CASE WHEN ${isWide(expr)} THEN fold_case(${expr}) ELSE lower(${expr}) END`;

export const isNullSql = (expr: string): string => `(${expr} IS NULL)`;

/**
 * Conditions on a text expression that is NULL when empty. Equality ignores case; contains, starts and ends with also ignore accents.
 */
export const textCondition = (
  type: FieldType,
  expr: string,
  op: Operator,
  operand: FieldInput | undefined,
): SqlFragment => {
  switch (op) {
    case 'isEmpty':
      return fragment(isNullSql(expr));
    case 'isNotEmpty':
      return fragment(`(${expr} IS NOT NULL)`);
    case 'is':
      return operand === null || operand === '' ? fragment(isNullSql(expr)) : equals(expr, textOperand(op, operand));
    case 'isNot':
      return not(textCondition(type, expr, 'is', operand));
    case 'isAnyOf': {
      const { texts, hasEmpty } = textListOperand(op, operand);
      return anyOf([equalsAny(expr, texts), ...(hasEmpty ? [fragment(isNullSql(expr))] : [])]);
    }
    case 'isNoneOf':
      return not(textCondition(type, expr, 'isAnyOf', operand));
    case 'contains':
      return like(expr, '%', textOperand(op, operand), '%');
    case 'notContains':
      return not(textCondition(type, expr, 'contains', operand));
    case 'startsWith':
      return like(expr, '', textOperand(op, operand), '%');
    case 'endsWith':
      return like(expr, '%', textOperand(op, operand), '');
    case 'hasAll':
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
      throw wrongOperator(type, op);
    default:
      return assertNever(op);
  }
};
