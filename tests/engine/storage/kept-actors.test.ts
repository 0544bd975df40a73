import { expect, test } from 'vitest';
import { keptActors } from '@main/engine/storage/migrations/0200-kept-actors';
import { MIGRATIONS } from '@main/engine/storage/migrations/index';
import { openDatabase } from '@main/engine/storage/open-database';

const ANN = '{"kind":"person","name":"Ann","id":"a"}';
const OTHER_ANN = '{"kind":"person","name":"Ann"}';
const FILE = '{"kind":"import","name":"a\\"b\\n.csv","id":"a"}';
const SAME_FILE = '{"id":"a","name":"a\\"b\\n.csv","kind":"import"}';

/** A workspace of the version before, with records of two kinds. */
const openOld = () => {
  const database = openDatabase({ file: ':memory:', mode: 'writer' });
  database.inTransaction((db) => {
    for (const migration of MIGRATIONS) if (migration.version < keptActors.version) migration.up(db);
    for (const table of ['r_person', 'r_link-x'])
      db.exec(`CREATE TABLE "${table}"(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, created_at INTEGER, updated_at INTEGER,
        created_by TEXT, updated_by TEXT, deleted_at INTEGER, position TEXT) STRICT;
        ALTER TABLE "${table}" ADD COLUMN "f_n" ANY;
        CREATE INDEX "${table}_created" ON "${table}"(created_at) WHERE deleted_at IS NULL;
        CREATE INDEX "${table}_author" ON "${table}"(json_extract("created_by", '$.name')) WHERE deleted_at IS NULL`);
    const add = (table: string, rid: number, by: readonly (string | null)[], n: number | string | null): void => {
      db.run(`INSERT INTO "${table}" VALUES (?, ?, 1, 2, ?, ?, NULL, 'p', ?)`, [rid, `id${rid}`, ...by, n]);
    };
    add('r_person', 9, [ANN, ANN], 1.5);
    add('r_person', 2, [OTHER_ANN, FILE], 'text');
    add('r_person', 5, [null, 'no JSON'], null);
    add('r_person', 6, ['{"name":"no kind"}', SAME_FILE], 3);
    add('r_link-x', 7, [SAME_FILE, ANN], null);
    db.exec('ANALYZE');
  });
  return database;
};

test('records of the version before name their actors by number, each kept once, and nothing else of them changes', () => {
  const database = openOld();
  const { read } = database;
  const statistics = read.all("SELECT * FROM sqlite_stat1 WHERE tbl GLOB 'r_*' ORDER BY idx");

  database.inTransaction((db) => keptActors.up(db));

  const actors = new Map(
    read
      .all<{ readonly id: number }>('SELECT * FROM actor')
      .map(({ id, ...actor }): [number | null, object] => [id, actor]),
  );
  const rows = (table: string) =>
    read
      .all<{ readonly created_by: number | null; readonly updated_by: number | null }>(`SELECT * FROM "${table}"`)
      .map((row) => ({
        ...row,
        created_by: actors.get(row.created_by) ?? row.created_by,
        updated_by: actors.get(row.updated_by) ?? row.updated_by,
      }));
  const ann = { kind: 'person', name: 'Ann', member: 'a' };
  const file = { kind: 'import', name: 'a"b\n.csv', member: 'a' };
  const row = (rid: number, created_by: object | null, updated_by: object | null, f_n: unknown) => ({
    rid,
    id: `id${rid}`,
    created_at: 1,
    updated_at: 2,
    created_by,
    updated_by,
    deleted_at: null,
    position: 'p',
    f_n,
  });
  expect(actors.size).toBe(3);
  expect(rows('r_person')).toEqual([
    row(2, { kind: 'person', name: 'Ann', member: null }, file, 'text'),
    row(5, null, null, null),
    row(6, null, file, 3),
    row(9, ann, ann, 1.5),
  ]);
  expect(rows('r_link-x')).toEqual([row(7, file, ann, null)]);
  expect(read.all("SELECT * FROM sqlite_stat1 WHERE tbl GLOB 'r_*' ORDER BY idx")).toEqual(statistics);
});

test('indexes stay, but for those over what is no more; nothing of the move is left behind', () => {
  const database = openOld();
  const { read } = database;
  const schema = () => read.all<{ readonly name: string }>('SELECT name, sql FROM sqlite_schema ORDER BY name');
  const before = schema().filter(({ name }) => !name.endsWith('_author') && !/^r_[a-z-]+$/.test(name));

  database.inTransaction((db) => keptActors.up(db));

  const after = schema().filter(({ name }) => !/^(r_[a-z-]+|actor.*)$/.test(name));
  expect(after).toEqual(before);
  expect(schema().flatMap(({ name }) => (name.startsWith('actor') ? name : []))).toEqual(['actor', 'actor_once']);
  expect(read.pluck("SELECT DISTINCT type FROM pragma_table_info('r_person') WHERE name GLOB '*_by'")).toEqual([
    'INTEGER',
  ]);
});
