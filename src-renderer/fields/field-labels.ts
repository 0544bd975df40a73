import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AggregateFunction, Operator, Period, RelativeSpan } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import type { AddressPart, Coordinate } from '@shared/domain/values';

/** What a type of field is called where one is chosen. */
export const TYPE_LABELS: Readonly<Record<FieldType, MessageDescriptor>> = {
  text: msg`Text`,
  longText: msg`Long text`,
  richText: msg`Formatted text`,
  number: msg`Number`,
  integer: msg`Whole number`,
  percent: msg`Percent`,
  currency: msg`Currency`,
  boolean: msg`Checkbox`,
  date: msg`Date`,
  dateTime: msg`Date and time`,
  select: msg`Select`,
  multiSelect: msg`Multi-select`,
  stage: msg`Pipeline stage`,
  rating: msg`Rating`,
  fullName: msg`Full name`,
  emails: msg`E-mails`,
  phones: msg`Phones`,
  links: msg`Links`,
  address: msg`Address`,
  relation: msg`Relation, one`,
  morphRelation: msg`Relation, any object`,
  relations: msg`Relation, many`,
  files: msg`Files`,
  member: msg`Member`,
  array: msg`List of texts`,
  json: msg`JSON`,
  autoNumber: msg`Running number`,
  actor: msg`Author`,
  position: msg`Manual order`,
  formula: msg`Formula`,
  rollup: msg`Rollup`,
};

export const OPERATOR_LABELS: Readonly<Record<Operator, MessageDescriptor>> = {
  is: msg`is`,
  isNot: msg`is not`,
  isAnyOf: msg`is any of`,
  isNoneOf: msg`is none of`,
  hasAll: msg`has all of`,
  contains: msg`contains`,
  notContains: msg`does not contain`,
  startsWith: msg`starts with`,
  endsWith: msg`ends with`,
  lt: msg`is less than`,
  lte: msg`is at most`,
  gt: msg`is more than`,
  gte: msg`is at least`,
  between: msg`is between`,
  inLast: msg`in the last`,
  notInLast: msg`not in the last`,
  inNext: msg`in the next`,
  notInNext: msg`not in the next`,
  inPeriod: msg`is in`,
  notInPeriod: msg`is not in`,
  isMe: msg`is me`,
  isEmpty: msg`is empty`,
  isNotEmpty: msg`is not empty`,
};

const DATE_OPERATOR_LABELS: Partial<Readonly<Record<Operator, MessageDescriptor>>> = {
  lt: msg`is before`,
  lte: msg`is on or before`,
  gt: msg`is after`,
  gte: msg`is on or after`,
};

const LIST_OPERATOR_LABELS: Partial<Readonly<Record<Operator, MessageDescriptor>>> = {
  isAnyOf: msg`has any of`,
  isNoneOf: msg`has none of`,
};

/** The same comparison reads differently for days and for lists. */
export const operatorLabel = (type: FieldType, operator: Operator): MessageDescriptor => {
  if (type === 'date' || type === 'dateTime') return DATE_OPERATOR_LABELS[operator] ?? OPERATOR_LABELS[operator];
  if (type === 'multiSelect') return LIST_OPERATOR_LABELS[operator] ?? OPERATOR_LABELS[operator];
  return OPERATOR_LABELS[operator];
};

export const PERIOD_LABELS: Readonly<Record<Period, MessageDescriptor>> = {
  today: msg`today`,
  yesterday: msg`yesterday`,
  tomorrow: msg`tomorrow`,
  thisWeek: msg`this week`,
  lastWeek: msg`last week`,
  nextWeek: msg`next week`,
  thisMonth: msg`this month`,
  lastMonth: msg`last month`,
  nextMonth: msg`next month`,
  thisQuarter: msg`this quarter`,
  lastQuarter: msg`last quarter`,
  nextQuarter: msg`next quarter`,
  thisYear: msg`this year`,
  lastYear: msg`last year`,
  nextYear: msg`next year`,
};

export const UNIT_LABELS: Readonly<Record<RelativeSpan['unit'], MessageDescriptor>> = {
  day: msg`days`,
  week: msg`weeks`,
  month: msg`months`,
  quarter: msg`quarters`,
  year: msg`years`,
};

export const ADDRESS_PART_LABELS: Readonly<Record<AddressPart | Coordinate, MessageDescriptor>> = {
  street: msg`Street`,
  city: msg`City`,
  state: msg`State or region`,
  postalCode: msg`Postal code`,
  country: msg`Country`,
  latitude: msg`Latitude`,
  longitude: msg`Longitude`,
};

export const AGGREGATE_LABELS: Readonly<Record<AggregateFunction, MessageDescriptor>> = {
  count: msg`Count`,
  countEmpty: msg`Empty`,
  countFilled: msg`Filled`,
  countUnique: msg`Unique`,
  percentEmpty: msg`Empty, %`,
  percentFilled: msg`Filled, %`,
  sum: msg`Sum`,
  avg: msg`Average`,
  min: msg`Least`,
  max: msg`Most`,
  median: msg`Median`,
  earliest: msg`Earliest`,
  latest: msg`Latest`,
  range: msg`Range`,
};
