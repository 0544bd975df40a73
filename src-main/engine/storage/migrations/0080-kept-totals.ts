import type { Migration } from './migration';

/** Counts and sums by a field of few values, kept in the transaction that changes them. Derived: dropping a row here only makes the next reader count. */
export const keptTotals: Migration = {
  version: 80,
  up: (db) =>
    db.exec(`
-- Which totals are kept: of records (of = ''), or of the values of a field, by the values of another (by = '': in all).
CREATE TABLE kept_total(obj TEXT NOT NULL, by TEXT NOT NULL, of TEXT NOT NULL, by_type TEXT NOT NULL, of_type TEXT NOT NULL,
  PRIMARY KEY(obj, by, of)) STRICT, WITHOUT ROWID;
-- n records of the group whose value is filled, and their sum; money apart by currency.
CREATE TABLE kept_total_value(obj TEXT NOT NULL, by TEXT NOT NULL, of TEXT NOT NULL, k TEXT NOT NULL, currency TEXT NOT NULL,
  n INTEGER NOT NULL, total INTEGER NOT NULL, PRIMARY KEY(obj, by, of, k, currency)) STRICT, WITHOUT ROWID;
`),
};
