import type { Migration } from './migration';

/** Indexes that follow use: which there are, and when each was last of use. Derived: a row that goes takes its index along. */
export const keptIndexes: Migration = {
  version: 90,
  up: (db) =>
    db.exec(`
-- sort: JSON, [{ field, direction, nulls }] with the field by its key, and its part behind a dot.
CREATE TABLE kept_index(name TEXT NOT NULL PRIMARY KEY, obj TEXT NOT NULL, sort TEXT NOT NULL, used_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`),
};
