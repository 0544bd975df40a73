import { expect, test } from 'vitest';
import { RecordId } from '@shared/domain/ids';
import type { EngineClient } from '@shared/contract/index';
import { everything, newMember } from '../../helpers/as-member';
import { type TestClock, testEngine } from '../../helpers/test-engine';

const MINUTE_MS = 60_000;

/** The moment that now is, which everything that follows comes after. */
const moment = (clock: TestClock): number => {
  const atMs = clock.nowMs();
  clock.advance(MINUTE_MS);
  return atMs;
};

const only = (id: RecordId) => ({ ids: [id] });

const fieldsOf = async (client: EngineClient, object: string, id: RecordId) => {
  const { updatedAt: _at, updatedBy: _by, ...row } = await client.records.get({ object, id });
  return row;
};

test('a record is brought back with all it held, shown before, as one action with one undo', async () => {
  const { client, clock } = await testEngine();
  const { row: acme } = await client.records.create({ object: 'company', values: { name: 'Acme' } });
  const { row: person } = await client.records.create({
    object: 'person',
    values: { name: { first: 'Ann', last: 'Lee' }, emails: ['a@x.org', 'b@x.org'], company: acme.id, rating: 3 },
  });
  const then = await fieldsOf(client, 'person', person.id);
  const atMs = moment(clock);
  await client.records.update({
    object: 'person',
    id: person.id,
    values: { name: { first: 'Ann', last: 'Berg' }, emails: ['c@x.org'], company: null, jobTitle: 'Boss' },
  });
  const now = await fieldsOf(client, 'person', person.id);
  const request = { object: 'person', selection: only(person.id), atMs };

  const preview = await client.history.previewRestore(request);
  const unchanged = await fieldsOf(client, 'person', person.id);
  const restored = await client.history.restoreTo(request);
  const after = await fieldsOf(client, 'person', person.id);
  await client.history.undo({});

  expect(preview).toMatchObject({ total: 1, examined: 1, skippedCount: 0 });
  expect(preview.records[0]?.changes.map(({ field }) => field)).toEqual(['name', 'company', 'emails', 'jobTitle']);
  expect(preview.records[0]).toMatchObject({ title: 'Ann Berg', comesBack: false });
  expect(unchanged).toEqual(now);
  expect(restored).toMatchObject({ count: 1, skippedCount: 0 });
  expect(after).toEqual(then);
  expect(await fieldsOf(client, 'person', person.id)).toEqual(now);
  expect((await client.history.operations({ verbs: ['revert'] })).operations).toMatchObject([
    { subject: 'Ann Lee', object: 'person', count: 1, isUndone: true },
  ]);
});

test('one field is brought back alone', async () => {
  const { client, clock } = await testEngine();
  const { row } = await client.records.create({ object: 'company', values: { name: 'Acme', industry: 'Steel' } });
  const atMs = moment(clock);
  await client.records.update({ object: 'company', id: row.id, values: { name: 'Acme AG', industry: 'Tin' } });

  await client.history.restoreTo({ object: 'company', selection: only(row.id), atMs, fields: ['industry'] });

  expect(await client.records.get({ object: 'company', id: row.id })).toMatchObject({
    name: 'Acme AG',
    industry: 'Steel',
  });
  await expect(
    client.history.restoreTo({ object: 'company', selection: only(row.id), atMs, fields: ['createdAt'] }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a deleted record returns with what it held and what pointed to it; nothing is ever deleted', async () => {
  const { client, clock } = await testEngine();
  const { row: acme } = await client.records.create({ object: 'company', values: { name: 'Acme' } });
  const { row: person } = await client.records.create({ object: 'person', values: { company: acme.id } });
  const atMs = moment(clock);
  const { row: later } = await client.records.create({ object: 'company', values: { name: 'Later' } });
  await client.records.update({ object: 'company', id: acme.id, values: { name: 'Acme AG' } });
  await client.records.delete({ object: 'company', selection: only(acme.id) });
  const selection = { ids: [acme.id, later.id] };

  const preview = await client.history.previewRestore({ object: 'company', selection, atMs });
  const restored = await client.history.restoreTo({ object: 'company', selection, atMs });

  expect(preview.records).toMatchObject([{ id: acme.id, comesBack: true }]);
  expect(restored).toMatchObject({ count: 1, skippedCount: 1, skipped: [{ id: later.id, field: null }] });
  expect(await client.records.get({ object: 'company', id: acme.id })).toMatchObject({ name: 'Acme', deletedAt: null });
  expect(await client.records.get({ object: 'company', id: later.id })).toMatchObject({ deletedAt: null });
  expect(await client.records.get({ object: 'person', id: person.id })).toMatchObject({ company: { id: acme.id } });
});

test('links between records come and go with their moment, past what is in the trash', async () => {
  const { client, clock } = await testEngine();
  await client.schema.createField({
    object: 'opportunity',
    label: 'Partners',
    name: 'partners',
    type: 'relations',
    settings: { target: 'company', inverseLabel: 'Deals', inverseName: 'deals' },
  });
  const make = async (name: string) => (await client.records.create({ object: 'company', values: { name } })).row.id;
  const [a, b, c, d] = [await make('A'), await make('B'), await make('C'), await make('D')];
  const { row: deal } = await client.records.create({
    object: 'opportunity',
    values: { name: 'Big', partners: [a, b, d] },
  });
  const atMs = moment(clock);
  await client.records.update({ object: 'opportunity', id: deal.id, values: { partners: [a, c] } });
  await client.records.delete({ object: 'company', selection: only(d) });
  const partners = async (): Promise<ReadonlySet<string>> => {
    const { total, rows } = await client.records.query({
      object: 'company',
      filter: { related: 'deals', has: 'any', where: { field: 'id', op: 'is', value: deal.id } },
    });
    expect(rows).toHaveLength(total);
    return new Set(rows.map(({ id }) => id));
  };

  const restored = await client.history.restoreTo({ object: 'opportunity', selection: only(deal.id), atMs });
  const after = await partners();
  await client.history.undo({});

  expect(after).toEqual(new Set([a, b]));
  expect(restored).toMatchObject({ count: 1, skipped: [{ field: 'partners' }] });
  expect(await partners()).toEqual(new Set([a, c]));
});

test('what a rule of today speaks against is left as it is, by record and field, with the reason', async () => {
  const { client, clock } = await testEngine();
  await client.schema.createField({
    object: 'company',
    label: 'Tax id',
    name: 'taxId',
    type: 'text',
    isUnique: true,
  });
  await client.schema.createField({
    object: 'company',
    label: 'Tier',
    name: 'tier',
    type: 'select',
    settings: {
      options: [
        { key: 'gold', label: 'Gold', color: 'gray' },
        { key: 'tin', label: 'Tin', color: 'gray' },
      ],
    },
  });
  const { row: parent } = await client.records.create({ object: 'company', values: { name: 'Parent' } });
  const { row } = await client.records.create({
    object: 'company',
    values: { name: 'Acme', taxId: 'T1', tier: 'gold', parent: parent.id, industry: 'Steel' },
  });
  const atMs = moment(clock);
  await client.records.update({
    object: 'company',
    id: row.id,
    values: { taxId: 'T2', tier: 'tin', parent: null, industry: 'Tin' },
  });
  await client.records.create({ object: 'company', values: { name: 'Thief', taxId: 'T1' } });
  await client.records.delete({ object: 'company', selection: only(parent.id) });
  await client.schema.updateField({
    object: 'company',
    name: 'tier',
    settings: { options: [{ key: 'tin', label: 'Tin', color: 'gray' }] },
  });

  const result = await client.history.restoreTo({ object: 'company', selection: only(row.id), atMs });

  expect(result).toMatchObject({ count: 1, skippedCount: 3 });
  expect(result.skipped.map(({ title }) => title)).toEqual(['Acme', 'Acme', 'Acme']);
  expect(new Set(result.skipped.map(({ field }) => field))).toEqual(new Set(['parent', 'taxId', 'tier']));
  expect(result.skipped.every(({ reason }) => reason.message !== '')).toBe(true);
  expect(await client.records.get({ object: 'company', id: row.id })).toMatchObject({
    industry: 'Steel',
    taxId: 'T2',
    tier: 'tin',
  });
});

test('nobody brings back what their role does not let them write or see', async () => {
  const engine = await testEngine();
  const { client, clock } = engine;
  const bo = await newMember(engine, 'Bo', {
    objects: { company: everything({ fields: { industry: 'readOnly', description: 'hidden' } }) },
  });
  const { row } = await client.records.create({
    object: 'company',
    values: { name: 'Acme', industry: 'Steel', description: 'Secret' },
  });
  const atMs = moment(clock);
  await client.records.update({
    object: 'company',
    id: row.id,
    values: { name: 'Acme AG', industry: 'Tin', description: 'Other' },
  });

  const result = await bo.client.history.restoreTo({ object: 'company', selection: only(row.id), atMs });

  expect(result.skipped).toMatchObject([{ field: 'industry' }]);
  expect(await client.records.get({ object: 'company', id: row.id })).toMatchObject({
    name: 'Acme',
    industry: 'Tin',
    description: 'Other',
  });
});

test('a stage is brought back with since when the record was in it', async () => {
  const { client, clock } = await testEngine();
  const { row: deal } = await client.records.create({ object: 'opportunity', values: { name: 'Big' } });
  const { objects } = await client.schema.get({});
  const field = objects.find(({ name }) => name === 'opportunity')?.fields.find(({ type }) => type === 'stage');
  const [first, second] = field?.settings.pipelines?.[0]?.stages ?? [];
  await client.records.update({ object: 'opportunity', id: deal.id, values: { stage: first?.key ?? '' } });
  const then = await client.records.get({ object: 'opportunity', id: deal.id });
  const atMs = moment(clock);
  await client.records.update({ object: 'opportunity', id: deal.id, values: { stage: second?.key ?? '' } });

  await client.history.restoreTo({ object: 'opportunity', selection: only(deal.id), atMs });

  expect((await client.records.get({ object: 'opportunity', id: deal.id }))['stage']).toEqual(then['stage']);
});

test('many are brought back by a job in slices, as one action that is undone as one', async () => {
  const engine = await testEngine();
  const { client, clock } = engine;
  const ids: RecordId[] = [];
  for (let n = 0; n < 1200; n += 1)
    ids.push((await client.records.create({ object: 'company', values: { name: `C${n}` } })).row.id);
  const atMs = moment(clock);
  const all = { set: { object: 'company' } };
  await client.records.updateMany({ object: 'company', selection: all, values: { industry: 'Tin' } });
  const tin = async () =>
    (await client.records.count({ object: 'company', filter: { field: 'industry', op: 'is', value: 'Tin' } })).total;
  const selection = { set: { object: 'company', filter: { field: 'industry', op: 'is' as const, value: 'Tin' } } };

  const result = await client.history.restoreTo({ object: 'company', selection, atMs });
  const left = await tin();
  const [job] = (await client.jobs.list({})).jobs;
  await client.history.undo({ operationId: result.operationId ?? undefined });

  expect(result).toMatchObject({ count: 1200, skippedCount: 0 });
  expect(left).toBe(0);
  expect(job).toMatchObject({ state: 'done' });
  expect((await client.history.operations({ verbs: ['revert'] })).operations).toMatchObject([
    { count: 1200, subject: null },
  ]);
  expect(await tin()).toBe(1200);
});
