import { expect, test } from 'vitest';
import { openDatabase } from '@main/engine/storage/open-database';
import { insertTogether } from '@main/engine/storage/row-buffer';

const INSERT = 'INSERT INTO t(a)';

test.each([
  ['all', (db) => db.all('SELECT a FROM t')],
  ['get', (db) => [db.get('SELECT a FROM t')]],
  ['iterate', (db) => [...db.iterate('SELECT a FROM t')]],
  ['pluck', (db) => db.pluck('SELECT a FROM t')],
  ['lists', (db) => db.lists('SELECT a FROM t')],
] satisfies readonly (readonly [string, (db: ReturnType<typeof insertTogether>['db']) => readonly unknown[]])[])(
  'rows that wait are there for whoever reads by %s',
  (_name, read) => {
    const database = openDatabase({ file: ':memory:', mode: 'writer' });
    const seen = database.inTransaction((transaction) => {
      transaction.exec('CREATE TABLE t(a)');
      const { db, rows } = insertTogether(transaction);
      rows.insert(INSERT, [1]);
      return read(db).length;
    });

    expect(seen).toBe(1);
    database.close();
  },
);

test('waiting rows come before the statement that follows them, and none is lost', () => {
  const database = openDatabase({ file: ':memory:', mode: 'writer' });

  const left = database.inTransaction((transaction) => {
    transaction.exec('CREATE TABLE t(a)');
    const { db, rows } = insertTogether(transaction);
    for (let a = 0; a < 60; a += 1) rows.insert(INSERT, [a]);
    db.run('DELETE FROM t WHERE a < 55');
    rows.insert(INSERT, [60]);
    rows.flush();
    return transaction.pluck('SELECT a FROM t ORDER BY a');
  });

  expect(left).toEqual([55, 56, 57, 58, 59, 60]);
  database.close();
});
