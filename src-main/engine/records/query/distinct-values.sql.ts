import type { DistinctValues, SqlFragment } from '../../schema/field-types/field-type-storage';
import { sameTextKey } from '../../schema/field-types/text-condition';
import type { ReadDb } from '../../storage/db';
import type { Joins } from './joins';
import type { CompiledSet } from './record-set';
import { whileWanted } from './while-wanted.sql';

export interface DistinctRow {
  readonly value: string | number | null;
  readonly count: number;
}

/** The values of `values` (with its bound `params`) in a set for which `wanted` holds of `v`; the most frequent first. */
export const listDistinct = (
  db: ReadDb,
  set: CompiledSet,
  joins: Joins,
  values: DistinctValues & { readonly params: SqlFragment['params'] },
  wanted: SqlFragment,
  limit: number,
): readonly DistinctRow[] => {
  // A list without elements still is a record without a value.
  const from = values.isList ? `${joins.from()} LEFT JOIN json_each(${values.sql}) AS el` : joins.from();
  const where = whileWanted(set.where);
  const value = values.isList ? 'el.value' : values.sql;
  return db.all<DistinctRow>(
    `SELECT min(v) AS value, count(*) AS count FROM (SELECT ${value} AS v FROM ${from} WHERE ${where.sql})
     WHERE ${wanted.sql} GROUP BY ${values.isText ? sameTextKey('v') : 'v'} ORDER BY count DESC, value LIMIT ?`,
    [...values.params, ...where.params, ...wanted.params, limit],
  );
};
