import type { Migration } from './migration';

/** What a job changes: the records that were chosen for it when it was asked for, and the action that its changes belong to. Local to the device. */
export const jobWork: Migration = {
  version: 281,
  up: (db) =>
    db.exec(`
-- operation: null until something changed. rids: row ids in the order of the work, four bytes each with the lowest first; null where the action itself says what is changed.
CREATE TABLE job_work(job_id INTEGER PRIMARY KEY, operation INTEGER, rids BLOB) STRICT;
CREATE INDEX job_work_operation ON job_work(operation) WHERE operation IS NOT NULL;
`),
};
