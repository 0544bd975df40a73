import { expect, test } from 'vitest';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';
import { pipelineEngine } from '../pipelines/pipelines-fixture';

const EVERYTHING = { set: { object: 'opportunity' } } as const;
const AMOUNT = { amountMinor: 1000, currency: 'EUR' };

test('a bulk edit goes past the records that their stage refuses, says which and why, and is one undo', async () => {
  const { client, add, stageOf } = await pipelineEngine();
  const ready = [await add({ name: 'A', amount: AMOUNT }), await add({ name: 'C', amount: AMOUNT })];
  const bare = await add({ name: 'B' });

  const edit = await client.records.updateMany({
    object: 'opportunity',
    selection: EVERYTHING,
    values: { stage: 'offer' },
  });
  const stages = await Promise.all([...ready, bare].map(stageOf));
  await client.history.undo({});

  expect(edit).toMatchObject({
    count: 2,
    refusedCount: 1,
    refused: [{ id: bare, title: 'B', reason: { message: expect.stringContaining('needs') as string } }],
  });
  expect(stages).toMatchObject([{ key: 'offer' }, { key: 'offer' }, null]);
  expect(await Promise.all(ready.map(stageOf))).toEqual([null, null]);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test('where every record is refused, the edit fails with the reason and leaves no action', async () => {
  const { client, add } = await pipelineEngine();
  await add({ name: 'A' });
  await add({ name: 'B' });
  const before = await client.history.operations({});

  const edit = client.records.updateMany({ object: 'opportunity', selection: EVERYTHING, values: { stage: 'offer' } });

  await expect(edit).rejects.toMatchObject({ code: 'invalid_input', data: { missing: 'amount' } });
  expect(await client.history.operations({})).toEqual(before);
});

test('at most twenty refused records are named, all are counted, across slices', async () => {
  const { client, add } = await pipelineEngine();
  for (let made = 0; made < 1010; made += 1) await add({ name: `Deal ${made}` });
  const last = await add({ name: 'Last', amount: AMOUNT });

  const edit = await client.records.updateMany({
    object: 'opportunity',
    selection: EVERYTHING,
    values: { stage: 'offer' },
  });

  expect(edit).toMatchObject({ count: 1, refusedCount: 1010 });
  expect(edit.refused).toHaveLength(20);
  expect(await client.records.get({ object: 'opportunity', id: last })).toMatchObject({ stage: { key: 'offer' } });
});

test('a unique value goes to the first record, and the others are refused', async () => {
  const { client } = await testEngine();
  await client.schema.createField({ object: 'company', label: 'Code', type: 'text', isUnique: true });
  for (const name of ['A', 'B']) await client.records.create({ object: 'company', values: { name } });

  const edit = await client.records.updateMany({
    object: 'company',
    selection: { set: { object: 'company' } },
    values: { code: 'X' },
  });

  expect(edit).toMatchObject({ count: 1, refusedCount: 1 });
});

test('records that would leave what a member may see are refused, the others change, and nobody hears of those out of sight', async () => {
  const engine = await testEngine();
  const filter = {
    or: [
      { field: 'employees', op: 'lt' as const, value: 10 },
      { field: 'name', op: 'is' as const, value: 'Kept' },
    ],
  };
  const { client } = await newMember(engine, 'Bo', { objects: { company: everything({ records: 'filter', filter }) } });
  const add = async (name: string, employees: number) =>
    (await engine.client.records.create({ object: 'company', values: { name, employees } })).row.id;
  const kept = await add('Kept', 5);
  const leaving = await add('Leaving', 6);
  const unseen = await add('Unseen', 500);

  const edit = await client.records.updateMany({
    object: 'company',
    selection: { ids: [kept, leaving, unseen] },
    values: { employees: 50 },
  });

  expect(edit).toMatchObject({ count: 1, refusedCount: 1, refused: [{ id: leaving, title: 'Leaving' }] });
  expect(await engine.client.records.get({ object: 'company', id: kept })).toMatchObject({ employees: 50 });
});
