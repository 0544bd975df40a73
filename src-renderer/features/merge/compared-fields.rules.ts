import type { RecordId } from '@shared/domain/ids';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { isEmptyValue } from '../../fields/field-value';

/** Fields of records that are to become one, in the order of the object. */
export interface ComparedFields {
  /** Any record says something in them. */
  readonly filled: readonly FieldDef[];
  /** And not all say the same. */
  readonly different: readonly FieldDef[];
}

/** Only fields that a merge can choose a value of (`from`) are compared. */
export const fieldsToCompare = (
  { fields }: ObjectDef,
  rows: readonly Row[],
  from: ReadonlyMap<string, readonly RecordId[]>,
): ComparedFields => {
  const filled = fields
    .filter(({ name, deletedAtMs }) => deletedAtMs === null && from.has(name))
    .filter(({ name }) => rows.some((row) => !isEmptyValue(row[name] ?? null)))
    .toSorted((a, b) => a.order - b.order);
  const isSame = ({ name }: FieldDef): boolean =>
    new Set(rows.map((row) => JSON.stringify(row[name] ?? null))).size <= 1;
  return { filled, different: filled.filter((field) => !isSame(field)) };
};
