import type { ReadDb, WriteDb } from '../../storage/db';
import type { KeptTotal, TotalValue } from './total.rules';

const COLUMNS = 'obj, by, of, by_type AS byType, of_type AS ofType';

export const listKeptTotals = (db: ReadDb): readonly KeptTotal[] => db.all(`SELECT ${COLUMNS} FROM kept_total`);

export const listKeptTotalsOf = (db: ReadDb, obj: string): readonly KeptTotal[] =>
  db.all(`SELECT ${COLUMNS} FROM kept_total WHERE obj = ?`, [obj]);

export const findKeptTotal = (db: ReadDb, obj: string, by: string, of: string): KeptTotal | undefined =>
  db.get(`SELECT ${COLUMNS} FROM kept_total WHERE obj = ? AND by = ? AND of = ?`, [obj, by, of]);

/** Groups without records are left out. */
export const listTotalValues = (db: ReadDb, { obj, by, of }: KeptTotal): readonly TotalValue[] =>
  db.all(
    `SELECT k AS key, currency, n AS count, total FROM kept_total_value WHERE obj = ? AND by = ? AND of = ? AND n > 0
     ORDER BY k, currency`,
    [obj, by, of],
  );

/** From now on these are kept; `values` are what they are at this moment. */
export const insertKeptTotal = (db: WriteDb, kept: KeptTotal, values: readonly TotalValue[]): void => {
  deleteKeptTotal(db, kept);
  db.run('INSERT INTO kept_total(obj, by, of, by_type, of_type) VALUES (?, ?, ?, ?, ?)', [
    kept.obj,
    kept.by,
    kept.of,
    kept.byType,
    kept.ofType,
  ]);
  for (const value of values) addToTotal(db, kept, value);
};

export const deleteKeptTotal = (db: WriteDb, { obj, by, of }: KeptTotal): void => {
  db.run('DELETE FROM kept_total WHERE obj = ? AND by = ? AND of = ?', [obj, by, of]);
  db.run('DELETE FROM kept_total_value WHERE obj = ? AND by = ? AND of = ?', [obj, by, of]);
};

export const addToTotal = (
  db: WriteDb,
  { obj, by, of }: KeptTotal,
  { key, currency, count, total }: TotalValue,
): void => {
  db.run(
    `INSERT INTO kept_total_value(obj, by, of, k, currency, n, total) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(obj, by, of, k, currency) DO UPDATE SET n = n + excluded.n, total = total + excluded.total`,
    [obj, by, of, key, currency, count, total],
  );
};

/** Where the change log ends: the same number before and after means that nothing was written in between. */
export const logEnd = (db: ReadDb): number => db.pluck<number>('SELECT coalesce(max(pos), 0) FROM change_log')[0] ?? 0;
