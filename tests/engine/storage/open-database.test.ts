import path from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '@main/engine/storage/open-database';
import { tempFolder } from '../../helpers/temp-folder';

test('a transaction that throws leaves no trace', () => {
  const database = openDatabase({ file: ':memory:', mode: 'writer' });
  database.inTransaction((db) => db.exec('CREATE TABLE t(a)'));

  const failing = () =>
    database.inTransaction((db) => {
      db.run('INSERT INTO t VALUES (?)', [1]);
      throw new Error('no');
    });

  expect(failing).toThrow('no');
  expect(database.read.all('SELECT * FROM t')).toEqual([]);
  database.close();
});

test('a transaction does not nest', () => {
  const database = openDatabase({ file: ':memory:', mode: 'writer' });

  expect(() => database.inTransaction(() => database.inTransaction(() => 1))).toThrow('already open');
  database.close();
});

test('a reader cannot write and sees what was committed', () => {
  const file = path.join(tempFolder(), 'w.db');
  const writer = openDatabase({ file, mode: 'writer' });
  writer.inTransaction((db) => db.exec('CREATE TABLE t(a)'));
  const reader = openDatabase({ file, mode: 'reader' });

  writer.inTransaction((db) => db.run('INSERT INTO t VALUES (?)', [7]));

  expect(reader.read.pluck('SELECT a FROM t')).toEqual([7]);
  expect(() => reader.inTransaction((db) => db.run('INSERT INTO t VALUES (?)', [8]))).toThrow('readonly');
  reader.close();
  writer.close();
});

test('two walks of the same statement do not disturb each other', () => {
  const database = openDatabase({ file: ':memory:', mode: 'writer' });
  database.inTransaction((db) => db.exec('CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)'));
  const first = database.read.iterate('SELECT a FROM t ORDER BY a');
  const second = database.read.iterate('SELECT a FROM t ORDER BY a');

  expect([first.next().value, second.next().value, first.next().value]).toEqual([{ a: 1 }, { a: 1 }, { a: 2 }]);
  first.return?.();
  second.return?.();
  database.close();
});
