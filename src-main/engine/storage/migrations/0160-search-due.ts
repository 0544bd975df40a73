import type { Migration } from './migration';

/** Records that search is still to hear of. Derived: it could be made anew out of the records. */
export const searchDue: Migration = {
  version: 160,
  up: (db) =>
    db.exec(`
-- parts: 1 the title, 2 the other texts, 3 both.
CREATE TABLE search_due(rid INTEGER PRIMARY KEY, parts INTEGER NOT NULL) STRICT;
`),
};
