import type { AggregateFunction, Operator } from '../query';

export const TEXT_OPERATORS: readonly Operator[] = [
  'contains',
  'notContains',
  'is',
  'isNot',
  'startsWith',
  'endsWith',
  'isAnyOf',
  'isNoneOf',
  'isEmpty',
  'isNotEmpty',
];

export const NUMBER_OPERATORS: readonly Operator[] = [
  'is',
  'isNot',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'isAnyOf',
  'isNoneOf',
  'isEmpty',
  'isNotEmpty',
];

export const DATE_OPERATORS: readonly Operator[] = [
  'is',
  'isNot',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'inLast',
  'notInLast',
  'inNext',
  'notInNext',
  'inPeriod',
  'notInPeriod',
  'isEmpty',
  'isNotEmpty',
];

export const ONE_OF_OPERATORS: readonly Operator[] = ['isAnyOf', 'isNoneOf', 'is', 'isNot', 'isEmpty', 'isNotEmpty'];

/** Lists of options. `is` and `isNot` compare with one element or, given a list, with the whole set. */
export const SET_OPERATORS: readonly Operator[] = [
  'isAnyOf',
  'isNoneOf',
  'hasAll',
  'is',
  'isNot',
  'isEmpty',
  'isNotEmpty',
];

/** Lists of linked records, by id. */
export const LINK_LIST_OPERATORS: readonly Operator[] = ['isAnyOf', 'isNoneOf', 'hasAll', 'isEmpty', 'isNotEmpty'];

/** Lists of texts: a condition holds when any element fulfils it, the negative ones when none does. */
export const TEXT_LIST_OPERATORS: readonly Operator[] = [
  'contains',
  'notContains',
  'is',
  'isNot',
  'startsWith',
  'endsWith',
  'isAnyOf',
  'isNoneOf',
  'hasAll',
  'isEmpty',
  'isNotEmpty',
];

export const PRESENCE_OPERATORS: readonly Operator[] = ['isEmpty', 'isNotEmpty'];

export const COUNTING_AGGREGATES: readonly AggregateFunction[] = [
  'countEmpty',
  'countFilled',
  'countUnique',
  'percentEmpty',
  'percentFilled',
];

/** min and max of a date say the same as earliest and latest. */
export const DATE_AGGREGATES: readonly AggregateFunction[] = [
  ...COUNTING_AGGREGATES,
  'earliest',
  'latest',
  'range',
  'min',
  'max',
];

export const NUMBER_AGGREGATES: readonly AggregateFunction[] = [
  ...COUNTING_AGGREGATES,
  'sum',
  'avg',
  'min',
  'max',
  'range',
  'median',
];

export const PRESENCE_AGGREGATES: readonly AggregateFunction[] = [
  'countEmpty',
  'countFilled',
  'percentEmpty',
  'percentFilled',
];
