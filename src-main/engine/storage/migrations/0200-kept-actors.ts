import type { Migration } from './migration';

type Db = Parameters<Migration['up']>[0];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const BEFORE = /\b(created_by|updated_by) TEXT\b/g;
/** An index over the name within the JSON says nothing any more. */
const OF_ACTORS = /\b(created_by|updated_by)\b/;

/** The table with numbers in place of the JSON, written anew: only so does it become smaller. Its indexes are as they were. */
const rewrite = (db: Db, table: string): void => {
  const [made = ''] = db.pluck<string>("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", [table]);
  const indexes = db.pluck<string>(
    "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
    [table],
  );
  const columns = db.pluck<string>('SELECT name FROM pragma_table_info(?) ORDER BY cid', [table]);
  const values = columns.map((column) =>
    column === 'created_by' || column === 'updated_by'
      ? `(SELECT id FROM actor_text WHERE value = ${column})`
      : quoted(column),
  );
  const after = made.replaceAll(BEFORE, '$1 INTEGER');
  db.exec(`
INSERT OR IGNORE INTO actor_text(value) SELECT created_by FROM ${quoted(table)} WHERE json_valid(created_by)
  UNION SELECT updated_by FROM ${quoted(table)} WHERE json_valid(updated_by);
INSERT OR IGNORE INTO actor(kind, name, member)
  SELECT value ->> '$.kind', value ->> '$.name', value ->> '$.id' FROM actor_text WHERE id IS NULL;
UPDATE actor_text SET id = (SELECT id FROM actor WHERE kind = value ->> '$.kind' AND name = value ->> '$.name'
  AND ifnull(member, '') = ifnull(value ->> '$.id', '')) WHERE id IS NULL;
ALTER TABLE ${quoted(table)} RENAME TO actor_rewritten;
${after};
INSERT INTO ${quoted(table)}(${columns.map(quoted).join(', ')}) SELECT ${values.join(', ')} FROM actor_rewritten ORDER BY rid;
DROP TABLE actor_rewritten;
${indexes.filter((sql) => !OF_ACTORS.test(sql)).join(';\n')}`);
};

/** Statistics of tables for the planner, which go with a table that is dropped. */
const keepStatistics = (db: Db, work: () => void): void => {
  const kept = db.pluck<string>("SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat1', 'sqlite_stat4')");
  for (const name of kept) db.exec(`CREATE TABLE kept_${name} AS SELECT * FROM ${name}`);
  work();
  for (const name of kept)
    db.exec(`DELETE FROM ${name}; INSERT INTO ${name} SELECT * FROM kept_${name}; DROP TABLE kept_${name}`);
};

/** Keeps each actor once; records name them by number. */
export const keptActors: Migration = {
  version: 200,
  up: (db) => {
    db.exec(`
-- Whoever made or changed records: kind ("person", "import" ...), name at that time, id of the member. Rows never change.
CREATE TABLE actor(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, member TEXT) STRICT;
CREATE UNIQUE INDEX actor_once ON actor(kind, name, ifnull(member, ''));
`);
    const tables = db.pluck<string>(
      `SELECT name FROM sqlite_schema AS s WHERE type = 'table' AND name GLOB 'r_*'
       AND 2 = (SELECT count(*) FROM pragma_table_info(s.name) WHERE name IN ('created_by', 'updated_by') AND type = 'TEXT')`,
    );
    if (tables.length === 0) return;
    keepStatistics(db, () => {
      db.exec('CREATE TABLE actor_text(value TEXT PRIMARY KEY, id INTEGER) STRICT, WITHOUT ROWID');
      for (const table of tables) rewrite(db, table);
      db.exec('DROP TABLE actor_text');
    });
  },
};
