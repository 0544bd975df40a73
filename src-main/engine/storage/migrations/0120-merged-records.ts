import type { Migration } from './migration';

/** Which record a merged one went into. Derived from the log, where the deletion names the record (`m`); a restore takes the row away. */
export const mergedRecords: Migration = {
  version: 120,
  up: (db) =>
    db.exec(`
CREATE TABLE merged_record(rid INTEGER PRIMARY KEY, into_rid INTEGER NOT NULL) STRICT;
CREATE INDEX merged_record_into ON merged_record(into_rid);
`),
};
