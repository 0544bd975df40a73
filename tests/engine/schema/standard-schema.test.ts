import { expect, test } from 'vitest';
import { createSchemaRegistry } from '@main/engine/schema/registry';
import { STANDARD_OBJECTS } from '@main/engine/schema/standard-objects';
import { openSeeded } from './seeded-database';

test('a new workspace has the standard objects, each with a table that has a column for every field', () => {
  const { read } = openSeeded();

  const schema = createSchemaRegistry().reload(read);

  expect([...schema.objects.keys()]).toEqual(STANDARD_OBJECTS.map((object) => object.name));
  for (const object of schema.objects.values()) {
    const columns = new Set(read.pluck<string>('SELECT name FROM pragma_table_info(?)', [object.table]));
    for (const field of object.fields.values()) for (const column of field.columns) expect(columns).toContain(column);
  }
});

test('two new workspaces give their metadata the same ids', () => {
  const ids = () => openSeeded().read.pluck<string>('SELECT id FROM rec ORDER BY id');

  expect(ids()).toEqual(ids());
});

test('a list by name, by age, by relation or in the trash walks an index and sorts nothing', () => {
  const { read } = openSeeded();
  const person = createSchemaRegistry().reload(read).objects.get('person');
  const nameKeys = person?.titleField.storage.sortKeys(
    person.titleField.columns.map((column) => `"${column}"`),
    {},
  );
  const plan = (tail: string) =>
    read
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT rid FROM r_person ${tail}`)
      .map((row) => row.detail)
      .join('; ');

  const plans = [
    plan(`WHERE deleted_at IS NULL ORDER BY ${nameKeys?.join(', ')}, rid LIMIT 50`),
    plan('WHERE deleted_at IS NULL ORDER BY created_at DESC, rid DESC LIMIT 50'),
    plan("WHERE deleted_at IS NULL AND (f_company IS 'x')"),
    plan('WHERE deleted_at IS NOT NULL ORDER BY deleted_at'),
  ];

  for (const each of plans) {
    expect(each).toMatch(/USING (COVERING )?INDEX/);
    expect(each).not.toMatch(/TEMP B-TREE/);
  }
});
