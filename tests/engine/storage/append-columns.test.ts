import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '@main/engine/storage/open-database';
import { tempFolder } from '../../helpers/temp-folder';

const open = () => {
  const file = path.join(tempFolder(), 'w.db');
  const database = openDatabase({ file, mode: 'writer' });
  database.inTransaction((db) => db.exec('CREATE TABLE t(rid INTEGER PRIMARY KEY, a TEXT) STRICT'));
  return { file, database };
};

const COLUMNS = [
  { name: 'b"c', sqlType: 'TEXT' },
  { name: 'd', sqlType: 'INTEGER' },
] as const;

test('columns are added as ALTER TABLE adds them', () => {
  const { database } = open();
  database.inTransaction((db) => {
    db.exec('CREATE TABLE u(rid INTEGER PRIMARY KEY, a TEXT) STRICT; INSERT INTO t VALUES (1, NULL)');
    db.exec('ALTER TABLE u ADD COLUMN "b""c" TEXT; ALTER TABLE u ADD COLUMN "d" INTEGER');
  });

  const added = database.inTransaction((db) => {
    db.addColumns('t', COLUMNS);
    return db.run('UPDATE t SET d = ? WHERE "b""c" IS NULL', [7]).changes;
  });

  const sql = database.read.pluck<string>("SELECT sql FROM sqlite_schema WHERE name IN ('t', 'u') ORDER BY name");
  expect(added).toBe(1);
  expect(sql[0]).toBe(sql[1]?.replace('TABLE u', 'TABLE t'));
  expect(() => database.inTransaction((db) => db.run('UPDATE t SET d = ?', ['x']))).toThrow('cannot store TEXT');
  expect(database.pragma('quick_check')).toEqual([{ quick_check: 'ok' }]);
  database.close();
});

test('other connections see added columns from the commit on, and nobody after a rollback', () => {
  const { file, database } = open();
  const reader = openDatabase({ file, mode: 'reader' });
  const names = (of: typeof database): readonly string[] =>
    of.read.pluck<string>("SELECT name FROM pragma_table_info('t')");

  const failing = () =>
    database.inTransaction((db) => {
      db.addColumns('t', COLUMNS);
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  const rolledBack = [names(database), names(reader)];
  database.inTransaction((db) => db.addColumns('t', COLUMNS));
  const committed = [names(database), names(reader)];

  expect(rolledBack).toEqual([
    ['rid', 'a'],
    ['rid', 'a'],
  ]);
  expect(committed).toEqual([
    ['rid', 'a', 'b"c', 'd'],
    ['rid', 'a', 'b"c', 'd'],
  ]);
  reader.close();
  database.close();
});

test('what is no such table is refused, and the schema stays closed to statements', () => {
  const { database } = open();

  const add = () => database.inTransaction((db) => db.addColumns('nothing', COLUMNS));

  expect(add).toThrow('no STRICT table');
  expect(() => database.inTransaction((db) => db.run("UPDATE sqlite_schema SET sql = ''"))).toThrow(
    'may not be modified',
  );
  database.close();
});
