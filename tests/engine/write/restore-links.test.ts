import { expect, test } from 'vitest';
import type { RecordId } from '@shared/domain/ids';
import type { FieldInput } from '@shared/domain/values';
import { testEngine } from '../../helpers/test-engine';

const withCompany = async () => {
  const engine = await testEngine();
  const { client } = engine;
  const create = async (object: string, values: Record<string, FieldInput>): Promise<RecordId> =>
    (await client.records.create({ object, values })).row.id;
  const company = await create('company', { name: 'Fjordgate' });
  const person = await create('person', { name: 'Ann', company });
  const task = await create('task', { title: 'Call', target: { object: 'company', id: company } });
  const remove = (object: string, ...ids: RecordId[]) => client.records.delete({ object, selection: { ids } });
  const restore = (object: string, ...ids: RecordId[]) => client.records.restore({ object, selection: { ids } });
  const companyOf = async (id: RecordId) => (await client.records.get({ object: 'person', id }))['company'];
  const targetOf = async (id: RecordId) => (await client.records.get({ object: 'task', id }))['target'];
  return { ...engine, create, company, person, task, remove, restore, companyOf, targetOf };
};

test('a record that returns from the trash has the links again that its deletion cleared', async () => {
  const { company, person, task, remove, restore, companyOf, targetOf, client } = await withCompany();

  await remove('company', company);
  expect([await companyOf(person), await targetOf(task)]).toEqual([null, null]);
  await restore('company', company);

  expect(await companyOf(person)).toMatchObject({ id: company, title: 'Fjordgate' });
  expect(await targetOf(task)).toMatchObject({ object: 'company', id: company });
  await client.history.undo({});
  expect([await companyOf(person), await targetOf(task)]).toEqual([null, null]);
  await client.history.undo({});
  expect(await companyOf(person)).toMatchObject({ id: company });
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('a link that somebody has set or cleared since stays as it is', async () => {
  const { client, create, company, person, remove, restore, companyOf } = await withCompany();
  const other = await create('company', { name: 'Kestrel' });
  const bob = await create('person', { name: 'Bob', company });
  await remove('company', company);
  await client.records.update({ object: 'person', id: person, values: { company: other } });
  await client.records.update({ object: 'person', id: bob, values: { company: other } });
  await client.records.update({ object: 'person', id: bob, values: { company: null } });

  await restore('company', company);

  expect(await companyOf(person)).toMatchObject({ id: other });
  expect(await companyOf(bob)).toBeNull();
});

test('records deleted together have their own links again, also when only some return', async () => {
  const { create, company, person, remove, restore, companyOf } = await withCompany();
  const second = await create('company', { name: 'Second' });
  const bob = await create('person', { name: 'Bob', company: second });
  await remove('company', company, second);

  await restore('company', second);

  expect(await companyOf(bob)).toMatchObject({ id: second });
  expect(await companyOf(person)).toBeNull();
  await restore('company', company);
  expect(await companyOf(person)).toMatchObject({ id: company });
});

test('a record that is in the trash itself has the link again when both have returned', async () => {
  const { company, person, remove, restore, companyOf } = await withCompany();
  await remove('company', company);
  await remove('person', person);

  await restore('company', company);
  await restore('person', person);

  expect(await companyOf(person)).toMatchObject({ id: company });
});

test('a link that only one record may have returns to it', async () => {
  const { client, company, person, remove, restore } = await withCompany();
  const settings = { target: 'company' };
  await client.schema.createField({ object: 'person', label: 'Runs', type: 'relation', settings, isUnique: true });
  await client.records.update({ object: 'person', id: person, values: { runs: company } });

  await remove('company', company);
  await restore('company', company);

  expect(await client.records.get({ object: 'person', id: person })).toMatchObject({ runs: { id: company } });
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('links return however often a deletion or a restore was undone and done again', async () => {
  const { client, company, person, task, remove, restore, companyOf, targetOf } = await withCompany();
  await remove('company', company);
  await client.history.undo({});
  await client.history.redo({});
  await client.history.undo({});
  await client.history.redo({});

  await restore('company', company);
  const restored = [await companyOf(person), await targetOf(task)];
  await client.history.undo({});
  await restore('company', company);
  const again = [await companyOf(person), await targetOf(task)];

  expect(restored).toMatchObject([{ id: company }, { id: company }]);
  expect(again).toMatchObject([{ id: company }, { id: company }]);
});
