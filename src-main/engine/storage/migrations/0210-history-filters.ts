import type { Migration } from './migration';

/** Lets history be read by time, newest first, and what it is filtered by be looked at without the actions themselves. */
export const historyFilters: Migration = {
  version: 210,
  up: (db) =>
    db.exec(`
CREATE INDEX operation_history ON operation(at_ms, id, verb, object, actor ->> '$.id', actor ->> '$.kind') WHERE count > 0;
`),
};
