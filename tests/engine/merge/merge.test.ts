import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import type { RecordId } from '@shared/domain/ids';
import type { RecordRight } from '@shared/domain/roles';
import type { ValuesInput } from '@shared/domain/values';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';

const create = async (client: EngineClient, object: string, values: ValuesInput): Promise<RecordId> =>
  (await client.records.create({ object, values })).row.id;

/** Everything that can be read of the workspace's records, by object. */
const snapshot = async (client: EngineClient) => {
  const { objects } = await client.schema.get({});
  const all: Record<string, unknown> = {};
  for (const { name } of objects) {
    for (const state of ['live', 'trash'] as const) {
      const { rows } = await client.records.query({ object: name, state, page: { limit: 100 } });
      // When something was touched is no part of what it holds.
      all[`${name} ${state}`] = rows.map(({ updatedAt: _at, updatedBy: _by, ...row }) => row);
    }
  }
  return all;
};

const twoPeople = async (client: EngineClient) => {
  const older = await create(client, 'company', { name: 'Fjordgate' });
  const newer = await create(client, 'company', { name: 'Fjordgate AS' });
  const ann = await create(client, 'person', {
    name: 'Ann Lee',
    emails: ['ann@fjord.no'],
    phones: ['+4722334455'],
    company: older,
    jobTitle: 'Buyer',
  });
  const double = await create(client, 'person', {
    name: 'Ann B. Lee',
    emails: ['ANN@fjord.no', 'ann@home.no'],
    company: newer,
  });
  return { older, newer, ann, double };
};

test('a merge keeps what is filled, joins lists and takes what was written last', async () => {
  const { client, clock } = await testEngine();
  const { newer, ann, double } = await twoPeople(client);
  clock.advance(1000);
  await client.records.update({ object: 'person', id: double, values: { name: 'Annabel Lee' } });

  const { row, mergedCount } = await client.records.merge({ object: 'person', ids: [double, ann], into: ann });

  expect(mergedCount).toBe(1);
  expect(row).toMatchObject({
    id: ann,
    name: { first: 'Annabel', last: 'Lee' },
    emails: ['ann@fjord.no', 'ann@home.no'],
    phones: ['+4722334455'],
    company: { id: newer },
    jobTitle: 'Buyer',
  });
  expect(await client.records.get({ object: 'person', id: double })).toMatchObject({
    deletedAt: expect.any(Number) as unknown,
  });
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test('a choice of a record or a value goes before what a merge would take', async () => {
  const { client } = await testEngine();
  const { older, ann, double } = await twoPeople(client);

  const { row } = await client.records.merge({
    object: 'person',
    ids: [ann, double],
    into: double,
    take: { company: ann, emails: double },
    values: { jobTitle: 'Head of buying' },
  });

  expect(row).toMatchObject({
    id: double,
    company: { id: older },
    emails: ['ANN@fjord.no', 'ann@home.no'],
    jobTitle: 'Head of buying',
  });
});

test('a preview says what a merge then does', async () => {
  const { client } = await testEngine();
  const { ann, double } = await twoPeople(client);

  const preview = await client.records.previewMerge({ object: 'person', ids: [ann, double] });

  expect(preview.into).toBe(ann);
  const from = new Map(preview.fields.map((field) => [field.field, field.from]));
  expect(from.get('emails')).toEqual([ann, double]);
  expect(from.get('company')).toEqual([double]);
  expect(from.get('jobTitle')).toEqual([ann]);
  expect(from.get('position')).toBeUndefined();
  expect((await client.records.merge({ object: 'person', ids: [ann, double] })).row.id).toBe(ann);
});

test('relations, notes, tasks and many-to-many links lead to the survivor, in the trash too', async () => {
  const { client } = await testEngine();
  const { ann, double } = await twoPeople(client);
  const target = { object: 'person', id: double };
  const note = await create(client, 'note', { title: 'Called', target });
  const binned = await create(client, 'note', { title: 'Old', target });
  await client.records.delete({ object: 'note', selection: { ids: [binned] } });
  await client.schema.createField({
    object: 'person',
    label: 'Events',
    type: 'relations',
    settings: { target: 'company' },
  });
  const host = await create(client, 'company', { name: 'Host' });
  await client.records.update({ object: 'person', id: double, values: { events: [host] } });

  const { movedCount } = await client.records.merge({ object: 'person', ids: [ann, double], into: ann });

  expect(movedCount).toBe(2);
  expect(await client.records.get({ object: 'note', id: note })).toMatchObject({
    target: { object: 'person', id: ann },
  });
  await client.records.restore({ object: 'note', selection: { ids: [binned] } });
  expect(await client.records.get({ object: 'note', id: binned })).toMatchObject({ target: { id: ann } });
  expect(await client.records.get({ object: 'person', id: ann })).toMatchObject({ events: [{ id: host }] });
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test('a relation between merged records does not become one of the survivor to itself', async () => {
  const { client } = await testEngine();
  const parent = await create(client, 'company', { name: 'Group' });
  const child = await create(client, 'company', { name: 'Group Ltd', parent });
  const grandchild = await create(client, 'company', { name: 'Branch', parent: child });

  const { row } = await client.records.merge({ object: 'company', ids: [parent, child], into: child });

  expect(row['parent']).toBeNull();
  expect(await client.records.get({ object: 'company', id: grandchild })).toMatchObject({ parent: { id: child } });
});

test('an undo brings everything back exactly, and a redo merges again', async () => {
  const { client } = await testEngine();
  const { ann, double } = await twoPeople(client);
  await create(client, 'note', { title: 'Called', target: { object: 'person', id: double } });
  await client.schema.createField({
    object: 'person',
    label: 'Knows',
    type: 'relations',
    settings: { target: 'person' },
  });
  const third = await create(client, 'person', { name: 'Bo' });
  await client.records.update({ object: 'person', id: double, values: { knows: [third, ann] } });
  const before = await snapshot(client);
  const { operationId } = await client.records.merge({ object: 'person', ids: [ann, double], into: ann });
  const merged = await snapshot(client);

  const undone = await client.history.undo({ operationId });

  expect(undone).toMatchObject({ skippedCount: 0, operation: { verb: 'merge', subject: 'Ann B. Lee', count: 2 } });
  expect(await snapshot(client)).toEqual(before);
  expect(await client.records.survivor({ object: 'person', id: double })).toEqual({ survivor: null });
  expect(await client.history.redo({})).toMatchObject({ skippedCount: 0 });
  expect(await snapshot(client)).toEqual(merged);
  expect((await client.records.survivor({ object: 'person', id: double })).survivor).toMatchObject({ id: ann });
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test('an undo after later edits leaves those alone and says so', async () => {
  const { client } = await testEngine();
  const { newer, ann, double } = await twoPeople(client);
  const { operationId } = await client.records.merge({ object: 'person', ids: [ann, double], into: ann });
  await client.records.update({ object: 'person', id: ann, values: { name: 'Ann Later' } });

  const undone = await client.history.undo({ operationId });

  expect(undone.skipped).toEqual([{ object: 'person', id: ann, field: 'name' }]);
  expect(await client.records.get({ object: 'person', id: ann })).toMatchObject({ name: { last: 'Later' } });
  expect(await client.records.get({ object: 'person', id: double })).toMatchObject({
    deletedAt: null,
    company: { id: newer },
  });
});

test('a value that must be unique goes to the survivor', async () => {
  const { client } = await testEngine();
  await client.schema.createField({ object: 'company', label: 'Tax number', type: 'text', isUnique: true });
  const kept = await create(client, 'company', { name: 'Ada' });
  const gone = await create(client, 'company', { name: 'Ada Ltd', taxNumber: 'NO 1' });

  const { row, operationId } = await client.records.merge({ object: 'company', ids: [kept, gone], into: kept });

  expect(row).toMatchObject({ taxNumber: 'NO 1' });
  expect(await client.history.undo({ operationId })).toMatchObject({ skippedCount: 0 });
  expect(await client.records.get({ object: 'company', id: gone })).toMatchObject({ taxNumber: 'NO 1' });
});

test('several merges on end lead to the last, whose history holds that of all', async () => {
  const { client } = await testEngine();
  const [a, b, c] = [
    await create(client, 'person', { name: 'A A' }),
    await create(client, 'person', { name: 'B B' }),
    await create(client, 'person', { name: 'C C' }),
  ];
  await client.records.update({ object: 'person', id: a, values: { jobTitle: 'First' } });
  await client.records.merge({ object: 'person', ids: [a, b], into: b, take: { name: b } });
  await client.records.merge({ object: 'person', ids: [b, c], into: c, take: { name: c } });

  const { survivor } = await client.records.survivor({ object: 'person', id: a });
  const { entries } = await client.history.record({ object: 'person', id: c });

  expect(survivor).toEqual({ id: c, title: 'C C' });
  const lines = entries.map(({ kind, mergedFrom }) => `${kind} ${mergedFrom ?? 'own'}`);
  expect(lines).toEqual([
    'update own',
    'merge B B',
    'update B B',
    'merge A A',
    'update A A',
    'create own',
    'create B B',
    'create A A',
  ]);
});

test('records of any object are merged, also of one that people made', async () => {
  const { client } = await testEngine();
  const { name } = await client.schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites' });
  await client.schema.createField({ object: name, label: 'Photos', type: 'array' });
  const { titleField } = (await client.schema.get({})).objects.find((object) => object.name === name) ?? {};
  const first = await create(client, name, { [titleField ?? '']: 'North', photos: ['a'] });
  const second = await create(client, name, { photos: ['a', 'b'] });

  const { row } = await client.records.merge({ object: name, ids: [first, second] });

  expect(row).toMatchObject({ [titleField ?? '']: 'North', photos: ['a', 'b'] });
});

test('a merge wants two records that are there, of one object', async () => {
  const { client } = await testEngine();
  const { older, ann, double } = await twoPeople(client);
  await client.records.delete({ object: 'person', selection: { ids: [double] } });
  const merge = (ids: RecordId[], more = {}) => client.records.merge({ object: 'person', ids, ...more });

  await expect(merge([ann, ann])).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(merge([ann, double])).rejects.toMatchObject({ data: { reason: 'in_trash' } });
  await expect(merge([ann, older])).rejects.toMatchObject({ code: 'not_found' });
});

test('a merge asks for the rights to edit and to delete, and leaves alone what its caller may not change', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const { ann, double } = await twoPeople(client);
  const memberWith = async (name: string, rights: readonly RecordRight[]) => {
    const person = everything({ rights: [...rights], fields: { phones: 'readOnly', jobTitle: 'hidden' } });
    return (await newMember(engine, name, { objects: { person } })).client;
  };
  const editor = await memberWith('Ed', ['see', 'edit']);
  const merger = await memberWith('Mel', ['see', 'edit', 'delete']);
  const input = { object: 'person', ids: [ann, double], into: double };

  await expect(editor.records.merge(input)).rejects.toMatchObject({ code: 'forbidden', data: { right: 'delete' } });
  await merger.records.merge(input);

  expect(await client.records.get({ object: 'person', id: double })).toMatchObject({ phones: null, jobTitle: null });
});
