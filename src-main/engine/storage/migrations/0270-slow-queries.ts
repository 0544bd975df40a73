import type { Migration } from './migration';

/** Queries that took long, by their shapes. Derived and of this machine: it may be emptied at any time. */
export const slowQueries: Migration = {
  version: 270,
  up: (db) =>
    db.exec(`
-- shape: JSON, what was asked without the values of its conditions; times in ms; buckets: JSON, how many took how long; plan: JSON, of the last one.
CREATE TABLE slow_query(shape TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL, unfinished INTEGER NOT NULL, total_ms REAL NOT NULL, worst_ms REAL NOT NULL,
  last_ms REAL NOT NULL, last_at_ms INTEGER NOT NULL, last_rows INTEGER NOT NULL, buckets TEXT NOT NULL, plan TEXT NOT NULL) STRICT, WITHOUT ROWID;
`),
};
