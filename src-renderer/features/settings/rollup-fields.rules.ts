import { assertNever } from '@shared/domain/assert-never';
import { valueTypeOf, type FieldDef, type FieldType, type ObjectDef, type RollupFunction } from '@shared/domain/schema';

const NUMBERS: ReadonlySet<FieldType> = new Set(['number', 'integer', 'percent', 'rating', 'currency']);
const DAYS: ReadonlySet<FieldType> = new Set(['date', 'dateTime']);
/** Kept elsewhere than in one value of the record. */
const UNCOUNTED: ReadonlySet<FieldType> = new Set(['relations', 'position']);

const fits = (fn: RollupFunction, type: FieldType): boolean => {
  switch (fn) {
    case 'count':
      return false;
    case 'countFilled':
    case 'countUnique':
      return !UNCOUNTED.has(type);
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return NUMBERS.has(type);
    case 'earliest':
    case 'latest':
      return DAYS.has(type);
    case 'any':
    case 'all':
      return type === 'boolean';
    default:
      return assertNever(fn);
  }
};

/** The fields of related records that a function can be applied to. */
export const rolledUpFields = (related: ObjectDef, fn: RollupFunction): readonly FieldDef[] =>
  related.fields.filter((field) => field.deletedAtMs === null && fits(fn, valueTypeOf(field)));
