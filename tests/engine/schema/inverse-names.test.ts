import { expect, test } from 'vitest';
import { inversesByObject } from '@shared/domain/inverses';
import { createSchemaRegistry } from '@main/engine/schema/registry';
import { inverseNames } from '@main/engine/storage/migrations/0060-inverse-names';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { openSeeded } from './seeded-database';

type Client = TestEngine['client'];

const addRelation = (client: Client, label: string, settings: Record<string, unknown> = {}, object = 'person') =>
  client.schema.createField({ object, label, type: 'relation', settings: { target: 'company', ...settings } });

test('the standard relations have names on both sides', () => {
  const { objects } = createSchemaRegistry().reload(openSeeded().read);

  const names = Object.fromEntries([...objects].map(([name, { inverses }]) => [name, [...inverses.keys()].toSorted()]));

  expect(names).toEqual({
    person: ['notes', 'opportunities', 'tasks'],
    company: ['notes', 'opportunities', 'people', 'subsidiaries', 'tasks'],
    opportunity: ['notes', 'tasks'],
    task: [],
    note: [],
  });
  expect(objects.get('company')?.inverses.get('people')).toMatchObject({
    label: 'People',
    object: { def: { name: 'person' } },
    field: { def: { name: 'company' } },
  });
});

test('a new relation is named on the other side by its label there, with a number where the name is taken', async () => {
  const { client } = await testEngine();

  const advised = await addRelation(client, 'Advises', { inverseLabel: 'Board members' });
  const second = await addRelation(client, 'Second employer');
  const asked = await addRelation(client, 'Owner of', { inverseName: 'owners' });

  expect(advised.settings).toMatchObject({ inverseName: 'boardMembers', inverseLabel: 'Board members' });
  expect(second.settings.inverseName).toBe('people2');
  expect(asked.settings.inverseName).toBe('owners');
});

test('a name on the other side is never used twice, not even for what is in the trash', async () => {
  const { client } = await testEngine();
  await addRelation(client, 'Advises', { inverseName: 'advisers' });
  await client.schema.deleteField({ object: 'person', name: 'advises' });

  const outcomes = await Promise.allSettled([
    addRelation(client, 'Also advises', { inverseName: 'Advisers' }),
    addRelation(client, 'Works with', { inverseName: 'industry' }),
    client.schema.createField({ object: 'company', label: 'x', name: 'advisers', type: 'text' }),
    client.schema.createField({ object: 'company', label: 'Advisers', type: 'text' }),
  ]);

  expect(outcomes).toMatchObject([
    { reason: { code: 'invalid_input', data: { name: 'Advisers' } } },
    { reason: { code: 'invalid_input', data: { name: 'industry' } } },
    { reason: { code: 'invalid_input', data: { name: 'advisers' } } },
    { value: { name: 'advisers2' } },
  ]);
});

test('a relation to its own object names both ends apart', async () => {
  const { client } = await testEngine();

  const manager = await addRelation(client, 'Manager', { target: 'person', inverseLabel: 'Manager' });

  expect(manager).toMatchObject({ name: 'manager', settings: { inverseName: 'manager2' } });
});

test('the name stays when label and settings change', async () => {
  const { client } = await testEngine();
  await addRelation(client, 'Advises', { inverseName: 'advisers' });

  const changed = await client.schema.updateField({
    object: 'person',
    name: 'advises',
    settings: { inverseLabel: 'Wise people', onTargetDelete: 'refuse' },
  });
  const renamed = client.schema.updateField({ object: 'person', name: 'advises', settings: { inverseName: 'wise' } });

  expect(changed.settings).toMatchObject({ inverseName: 'advisers', inverseLabel: 'Wise people' });
  await expect(renamed).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a relation cannot be led to an object that has its name already', async () => {
  const { client } = await testEngine();
  const settings = { targets: ['person'], inverseName: 'industry' };
  await client.schema.createField({ object: 'task', label: 'Concerns', type: 'morphRelation', settings });

  const widened = client.schema.updateField({
    object: 'task',
    name: 'concerns',
    settings: { targets: ['person', 'company'] },
  });

  await expect(widened).rejects.toMatchObject({ code: 'invalid_input', data: { target: 'company', name: 'industry' } });
});

test('two devices that took the same name get one with a number, the same on both', async () => {
  const { client } = await testEngine();
  await addRelation(client, 'One', { inverseName: 'ones' });
  await addRelation(client, 'Two', { inverseName: 'twos' });
  const { objects } = await client.schema.get({});
  const merged = objects.map((object) => ({
    ...object,
    fields: object.fields.map((field) =>
      field.name === 'two' ? { ...field, settings: { ...field.settings, inverseName: 'ones' } } : field,
    ),
  }));

  const there = inversesByObject(merged).get('company');
  const here = inversesByObject(merged.toReversed()).get('company');

  expect([...(there?.keys() ?? [])]).toEqual(expect.arrayContaining(['ones', 'ones2']));
  expect(here?.get('ones')?.field.name).toBe(there?.get('ones')?.field.name);
});

test('a workspace from before has the names of the standard relations after the migration, and nothing else changed', () => {
  const seeded = openSeeded();
  const rows = () => seeded.read.all('SELECT * FROM meta_field ORDER BY rid');
  const fresh = rows();
  seeded.inTransaction((db) => db.exec("UPDATE meta_field SET settings = json_remove(settings, '$.inverseName')"));

  seeded.inTransaction((db) => inverseNames.up(db));

  const withParsed = (row: unknown) => {
    const { settings, ...rest } = row as { settings: string };
    return { ...rest, settings: JSON.parse(settings) as unknown };
  };
  expect(rows().map(withParsed)).toEqual(fresh.map(withParsed));
});

test('a relation older than these names has one that does not follow its labels', async () => {
  const { client } = await testEngine();
  await addRelation(client, 'Advises');
  const { objects } = await client.schema.get({});
  const older = objects.map((object) => ({
    ...object,
    fields: object.fields.map((field) =>
      field.name === 'advises' ? { ...field, settings: { target: 'company' } } : field,
    ),
  }));

  const names = [...(inversesByObject(older).get('company')?.keys() ?? [])];

  expect(names).toContain('person_advises');
});
