import { rulesFor } from '@shared/domain/field-types';
import type { Condition, Operator } from '@shared/domain/query';
import type { FieldDef, FieldType } from '@shared/domain/schema';
import type { FieldInput } from '@shared/domain/values';

/** What a filter says of one field. Without a value (and an operator that wants one) it is not finished. */
export type FieldCondition = Pick<Condition, 'op' | 'value'>;

/** What the value of a condition looks like. */
export type ValueShape = 'none' | 'one' | 'many' | 'range' | 'span' | 'period';

export const shapeOf = (operator: Operator): ValueShape => {
  switch (operator) {
    case 'isMe':
    case 'isEmpty':
    case 'isNotEmpty':
      return 'none';
    case 'isAnyOf':
    case 'isNoneOf':
    case 'hasAll':
      return 'many';
    case 'between':
      return 'range';
    case 'inLast':
    case 'notInLast':
    case 'inNext':
    case 'notInNext':
      return 'span';
    case 'inPeriod':
    case 'notInPeriod':
      return 'period';
    case 'is':
    case 'isNot':
    case 'contains':
    case 'notContains':
    case 'startsWith':
    case 'endsWith':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return 'one';
  }
};

export const operatorsOf = (type: FieldType): readonly Operator[] => rulesFor(type).operators;

/** A condition to begin with: the type's usual operator, no value yet. */
export const startCondition = (field: FieldDef): FieldCondition => {
  const op = operatorsOf(field.type)[0] ?? 'isNotEmpty';
  if (field.type === 'boolean') return { op: 'is', value: true };
  return withOperator({ op }, op);
};

/** Whether a query may use it. */
export const isComplete = ({ op, value }: FieldCondition): boolean => {
  const shape = shapeOf(op);
  if (shape === 'none') return true;
  if (value === undefined || value === null || value === '') return false;
  if (shape === 'many') return Array.isArray(value) && value.length > 0;
  if (shape === 'range') {
    return Array.isArray(value) && value.length === 2 && value.every((end) => end !== null && end !== '');
  }
  return true;
};

const listOf = (value: FieldInput | undefined): FieldInput[] =>
  value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value : [value];

/** Another operator, with as much of the value as still makes sense. */
export const withOperator = ({ op: before, value }: FieldCondition, op: Operator): FieldCondition => {
  const from = shapeOf(before);
  const to = shapeOf(op);
  if (to === 'none') return { op };
  if (from === to && value !== undefined) return { op, value };
  if (to === 'span') return { op, value: { amount: 30, unit: 'day' } };
  if (to === 'period') return { op, value: 'thisMonth' };
  const isPlain = from === 'one' || from === 'many' || from === 'range';
  const kept = isPlain ? listOf(value) : [];
  if (to === 'many') return { op, value: kept.filter((each) => each !== null) };
  if (to === 'range') return { op, value: [kept[0] ?? null, kept[1] ?? null] };
  const [first] = kept;
  return first === undefined ? { op } : { op, value: first };
};
