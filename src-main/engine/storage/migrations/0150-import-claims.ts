import type { Migration } from './migration';

/** Which records the rows of an unfinished import were about: an import that is taken up again goes on as it would have. */
export const importClaims: Migration = {
  version: 150,
  up: (db) =>
    db.exec(`
CREATE TABLE import_claim(import_id TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (import_id, rid)) STRICT, WITHOUT ROWID;
`),
};
