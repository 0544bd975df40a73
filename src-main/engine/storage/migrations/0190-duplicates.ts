import type { Migration } from './migration';

/** What a scan for duplicates has found, and what people said of it. Of this device: a scan makes it anew, but for what was dismissed. */
export const duplicates: Migration = {
  version: 190,
  up: (db) =>
    db.exec(`
-- a < b: row ids. score: thousandths. reasons: JSON. grp: shared by pairs that hang together. scan: the one that saw it last. state: open or dismissed;
-- what was merged has a record in the trash.
CREATE TABLE duplicate_pair(a INTEGER NOT NULL, b INTEGER NOT NULL, obj TEXT NOT NULL, score INTEGER NOT NULL, reasons TEXT NOT NULL,
  grp INTEGER NOT NULL, scan INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY(a, b)) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_pair_b ON duplicate_pair(b);
CREATE INDEX duplicate_pair_score ON duplicate_pair(obj, state, score);
-- changed: 1 when more has changed since than was looked at again.
CREATE TABLE duplicate_scan(obj TEXT NOT NULL PRIMARY KEY, scan INTEGER NOT NULL, scanned_at_ms INTEGER NOT NULL, records INTEGER NOT NULL,
  changed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`),
};
