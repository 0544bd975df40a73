import type { Migration } from './migration';

/**
 * Who works in the workspace, and what each role may do. Their rows are records of the log like other metadata (rec.obj '_member', '_role');
 * the first member and the standard roles are made when the workspace is next opened.
 */
export const membersAndRoles: Migration = {
  version: 20,
  up: (db) =>
    db.exec(`
CREATE TABLE member(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, email TEXT, role TEXT, is_active INTEGER,
  deleted_at_ms INTEGER) STRICT;
CREATE TABLE role(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, name TEXT, rules TEXT, is_standard INTEGER NOT NULL,
  sort_order INTEGER, deleted_at_ms INTEGER) STRICT;
`),
};
