import type { Migration } from './migration';

/** Indexes that follow use may also hold what a view filters by. */
export const filteredIndexes: Migration = {
  version: 282,
  up: (db) =>
    db.exec(`
-- filter: JSON, that of the view that the index was made for; NULL for an index over an order alone.
ALTER TABLE kept_index ADD COLUMN filter TEXT;
`),
};
