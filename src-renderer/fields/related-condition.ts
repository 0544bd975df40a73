import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { CountOperator, Filter, Quantifier, RelatedCondition } from '@shared/domain/query';

/** How many related records a condition asks for: a quantifier, or a way to compare their number. */
export type RelatedAmount = Quantifier | CountOperator;

/** In the order in which they are offered. */
export const RELATED_AMOUNT_LABELS: Readonly<Record<RelatedAmount, MessageDescriptor>> = {
  any: msg`has any`,
  none: msg`has none`,
  all: msg`has only`,
  gte: msg`has at least`,
  gt: msg`has more than`,
  lte: msg`has at most`,
  lt: msg`has fewer than`,
  is: msg`has exactly`,
  isNot: msg`has not exactly`,
};

export const RELATED_AMOUNTS: readonly RelatedAmount[] = [
  'any',
  'none',
  'all',
  'gte',
  'gt',
  'lte',
  'lt',
  'is',
  'isNot',
];

export const amountOf = (condition: RelatedCondition): RelatedAmount =>
  'has' in condition ? condition.has : condition.count.op;

/** The number that a condition compares with; undefined where it counts nothing. */
export const numberOf = (condition: RelatedCondition): number | undefined =>
  'has' in condition ? undefined : condition.count.value;

const isQuantifier = (amount: RelatedAmount): amount is Quantifier =>
  amount === 'any' || amount === 'all' || amount === 'none';

/** The condition with another amount; a number that was there stays. */
export const withAmount = (condition: RelatedCondition, amount: RelatedAmount, value?: number): RelatedCondition => {
  const { related, where } = condition;
  const list = where === undefined ? { related } : { related, where };
  if (isQuantifier(amount)) return { ...list, has: amount };
  return { ...list, count: { op: amount, value: value ?? numberOf(condition) ?? 1 } };
};

/** The condition with other demands on the related records; undefined: any record. */
export const withWhere = (condition: RelatedCondition, where: Filter | undefined): RelatedCondition => {
  const { where: _before, ...rest } = condition;
  return where === undefined ? rest : { ...rest, where };
};
