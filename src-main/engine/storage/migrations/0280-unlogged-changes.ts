import type { Migration } from './migration';

/** What changes without a row in the change log, kept beside it so that the workspace can be brought back to any moment. */
export const unloggedChanges: Migration = {
  version: 280,
  up: (db) =>
    db.exec(`
-- pos: the newest row of change_log when it happened. p: JSON. Belongs to this file, as row ids do.
CREATE TABLE unlogged_change(id INTEGER PRIMARY KEY, pos INTEGER NOT NULL, at_ms INTEGER NOT NULL, p TEXT NOT NULL) STRICT;
`),
};
