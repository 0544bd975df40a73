import { expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import type { HistoryChange } from '@shared/contract/history.contract';
import type { EngineClient } from '@shared/contract/index';
import { connectAs, everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';
import { listOperationRows } from '@main/engine/change-log/operation-list.sql';
import { writeFixture } from '../../helpers/write-fixture';

const HOUR_MS = 3_600_000;

/** Every page of the changes that a filter means. */
const allChanges = async (
  client: EngineClient,
  filter: Parameters<EngineClient['history']['changes']>[0],
): Promise<readonly HistoryChange[]> => {
  const changes: HistoryChange[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<EngineClient['history']['changes']>> = await client.history.changes({
      ...filter,
      ...(cursor === null ? {} : { cursor }),
    });
    changes.push(...page.changes);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return changes;
};

/** Ann makes a person, Bo a company an hour later, Ann links them and deletes the company. */
const twoMembers = async () => {
  const engine = await testEngine();
  const { client } = engine;
  const { id: boId } = await client.members.add({ name: 'Bo', role: 'owner' });
  const bo = await connectAs(engine, boId);
  const startMs = engine.clock.nowMs();
  const { row: person } = await client.records.create({
    object: 'person',
    values: { name: { first: 'Ann', last: 'Lee' } },
  });
  engine.clock.advance(HOUR_MS);
  const { row: company } = await bo.records.create({ object: 'company', values: { name: 'Acme' } });
  engine.clock.advance(HOUR_MS);
  await client.records.update({ object: 'person', id: person.id, values: { company: company.id } });
  engine.clock.advance(HOUR_MS);
  await client.records.delete({ object: 'company', selection: { ids: [company.id] } });
  return { engine, client, bo, boId, person, company, startMs };
};

test('actions are found by member, object, kind, time and record', async () => {
  const { client, boId, person, company, startMs } = await twoMembers();
  const found = async (filter: Parameters<EngineClient['history']['operations']>[0]) =>
    (await client.history.operations(filter)).operations.map(({ verb, object }) => `${verb} ${object ?? ''}`);

  expect(await found({ members: [boId] })).toEqual(['create company']);
  expect(await found({ object: 'person' })).toEqual(['update person', 'create person']);
  expect(await found({ verbs: ['delete', 'update'] })).toEqual(['delete company', 'update person']);
  expect(await found({ actorKinds: ['import'] })).toEqual([]);
  expect(await found({ fromMs: startMs + HOUR_MS, toMs: startMs + 2 * HOUR_MS })).toEqual(['create company']);
  expect(await found({ object: 'company', record: company.id })).toEqual(['delete company', 'create company']);
  // The deletion of the company took the person's link away.
  expect(await found({ object: 'person', record: person.id })).toEqual([
    'delete company',
    'update person',
    'create person',
  ]);
  expect(await found({ record: person.id })).toHaveLength(3);
  await expect(found({ object: 'company', record: person.id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(found({ object: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
});

test('changes say which records and fields, from what to what, and are found by object, field and action', async () => {
  const { client, person, company } = await twoMembers();
  const [deletion] = (await client.history.operations({ verbs: ['delete'] })).operations;

  const ofField = await allChanges(client, { object: 'person', field: 'company' });
  const ofDeletion = await allChanges(client, { operationId: deletion?.id });

  expect(ofField).toMatchObject([
    { verb: 'delete', changes: [{ field: 'company', before: { id: company.id }, after: null }] },
    { verb: 'update', recordId: person.id, title: 'Ann Lee', changes: [{ label: 'Company', before: null }] },
  ]);
  expect(ofDeletion).toMatchObject([
    { object: 'company', kind: 'delete', recordId: company.id, title: 'Acme', changes: [] },
    { object: 'person', kind: 'update', recordId: person.id },
  ]);
  await expect(client.history.changes({ object: 'person', field: 'nothing' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('pages of changes give each change once, also within one action', async () => {
  const { client } = await testEngine();
  const ids: RecordId[] = [];
  for (const first of ['A', 'B', 'C', 'D', 'E'])
    ids.push((await client.records.create({ object: 'person', values: { name: { first, last: '' } } })).row.id);
  await client.records.updateMany({ object: 'person', selection: { ids }, values: { jobTitle: 'Boss' } });

  const all = await allChanges(client, { object: 'person' });
  const paged = await allChanges(client, { object: 'person', limit: 2 });

  expect(all).toHaveLength(10);
  expect(paged).toEqual(all);
  await expect(client.history.changes({ cursor: '1.2' })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a change of the data model is listed for those who may change it', async () => {
  const engine = await testEngine();
  const { client } = engine;
  await client.schema.createField({ object: 'person', label: 'Shoe size', name: 'shoeSize', type: 'number' });
  const bo = await newMember(engine, 'Bo', { settings: [] });

  const told = await allChanges(client, { verbs: ['schema'] });

  expect(told).toContainEqual(
    expect.objectContaining({ object: null, title: 'Shoe size', kind: 'create', verb: 'schema' }),
  );
  expect(await allChanges(bo.client, { verbs: ['schema'] })).toEqual([]);
});

test('with limits, one sees of an action of many records the changes of those in sight, without hidden fields', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const bo = await newMember(engine, 'Bo', {
    objects: { company: everything({ records: 'own' }), person: everything({ fields: { jobTitle: 'hidden' } }) },
  });
  const { row: his } = await bo.client.records.create({ object: 'company', values: { name: 'His' } });
  const { row: hers } = await client.records.create({ object: 'company', values: { name: 'Hers' } });
  const { row: person } = await client.records.create({ object: 'person', values: { jobTitle: 'Spy' } });
  await client.records.updateMany({
    object: 'company',
    selection: { ids: [his.id, hers.id] },
    values: { industry: 'Steel' },
  });

  const companies = await allChanges(bo.client, { object: 'company' });
  const people = await allChanges(bo.client, { object: 'person' });

  expect(companies.map(({ recordId, kind }) => [recordId, kind])).toEqual([
    [his.id, 'update'],
    [his.id, 'create'],
  ]);
  expect(JSON.stringify(people)).not.toContain('Spy');
  expect(people).toMatchObject([{ recordId: person.id, kind: 'create' }]);
});

test('what was deleted for good is still told by the history', async () => {
  const { client } = await testEngine();
  const { row } = await client.records.create({ object: 'company', values: { name: 'Gone Ltd' } });
  await client.records.delete({ object: 'company', selection: { ids: [row.id] } });
  await client.records.purge({ object: 'company', selection: { ids: [row.id] } });

  const changes = await allChanges(client, {});

  const created = changes.find(({ kind }) => kind === 'create');
  expect(created).toMatchObject({ title: '', recordId: row.id });
  expect(created?.changes).toContainEqual({ field: 'name', label: 'Name', before: null, after: 'Gone Ltd' });
});

test('a filter is looked up in an index, newest first, without sorting', () => {
  const { db } = writeFixture();
  const plans: string[] = [];
  const explaining = {
    ...db,
    all: <R>(sql: string, params?: Parameters<typeof db.all>[1]): R[] => {
      plans.push(
        ...db.all<{ readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params).map(({ detail }) => detail),
      );
      return [];
    },
  };

  listOperationRows(
    explaining,
    { members: ['x'], actorKinds: ['person'], verbs: ['create'], object: 'person', fromMs: 1 },
    { atMs: 2, id: 0 },
    50,
  );

  expect(plans.join('\n')).toContain('USING INDEX operation_history (at_ms>? AND at_ms<?)');
  expect(plans.join('\n')).not.toContain('TEMP B-TREE');
});
