import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '@main/engine/storage/migrations/index';
import { type OpenDatabase, openDatabase } from '@main/engine/storage/open-database';
import * as tables from '@main/engine/storage/schema/static-tables';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

const described = (table: SQLiteTable) => {
  const { columns, primaryKeys } = getTableConfig(table);
  const key = new Set(primaryKeys.flatMap((primary) => primary.columns.map(({ name }) => name)));
  return columns.map((column) => ({
    name: column.name,
    type: column.getSQLType().toUpperCase(),
    isKey: column.primary || key.has(column.name),
    // SQLite says of a rowid that it may be NULL; nobody can store one.
    isNotNull: column.notNull && !column.primary,
  }));
};

describe('the tables that drizzle describes are those that the migrations make', () => {
  let database: OpenDatabase;
  beforeAll(() => {
    database = openDatabase({ file: ':memory:', mode: 'writer' });
    database.inTransaction((db) => {
      for (const migration of MIGRATIONS) migration.up(db);
    });
  });
  afterAll(() => {
    database.close();
  });

  test.each(Object.entries(tables))('%s', (_name, table) => {
    const { name } = getTableConfig(table);
    const keyed = new Set(described(table).flatMap((column) => (column.isKey ? [column.name] : [])));

    const made = database.read
      .all<Column>('SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid', [name])
      .map((column) => ({
        name: column.name,
        type: column.type,
        isKey: column.pk > 0,
        isNotNull: column.notnull === 1 && !(keyed.size === 1 && column.pk > 0),
      }));

    expect(made).not.toEqual([]);
    expect(made).toEqual(described(table));
  });
});
