import type { FieldModel, ObjectModel } from '../schema/model';
import type { ReadDb, WriteDb } from '../storage/db';
import { identifier } from '../storage/identifier';
import type { TotalValue } from '../records/totals/total.rules';

/** What a kept total should hold, counted: in the order of `listTotalValues`. */
export const countTotalValues = (
  db: ReadDb,
  object: ObjectModel,
  by: FieldModel | undefined,
  of: FieldModel | undefined,
): readonly TotalValue[] => {
  const group = by?.columns[0] === undefined ? undefined : identifier(by.columns[0]);
  const [amount, currency] = (of?.columns ?? []).map(identifier);
  const isMoney = of?.def.type === 'currency' && currency !== undefined;
  return db
    .all<TotalValue>(
      `SELECT ${group === undefined ? "''" : `CASE WHEN ${group} IS NULL THEN '' ELSE '=' || ${group} END`} AS key,
       ${isMoney ? `coalesce(${currency}, '')` : "''"} AS currency,
       count(*) AS count, ${amount === undefined ? '0' : `coalesce(sum(${amount}), 0)`} AS total
     FROM ${identifier(object.table)} WHERE deleted_at IS NULL ${amount === undefined ? '' : `AND ${amount} IS NOT NULL`}
     GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .filter(({ count }) => count > 0);
};

/** Counts an object's records and keeps that. */
export const recount = (db: WriteDb, { table, def }: ObjectModel): void => {
  db.run(
    `INSERT INTO object_count(obj, live, trashed)
     SELECT ?, coalesce(sum(deleted_at IS NULL), 0), coalesce(sum(deleted_at IS NOT NULL), 0) FROM ${identifier(table)} WHERE true
     ON CONFLICT(obj) DO UPDATE SET live = excluded.live, trashed = excluded.trashed`,
    [def.key],
  );
};
