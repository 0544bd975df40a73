import { expect, test } from 'vitest';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { importFile, stage } from '../exchange/exchange-fixture';

/** More than are worked out in the transaction that changes the data model. */
const PEOPLE = 10_400;

/** People with a number each, in ten companies. */
const crowd = async (): Promise<TestEngine> => {
  const engine = await testEngine();
  await engine.client.schema.createField({ object: 'person', label: 'Points', name: 'points', type: 'integer' });
  const lines = Array.from({ length: PEOPLE }, (_, n) => `Ann Lee${n},${n},Company ${n % 10}`);
  await importFile(engine, stage(engine, `Name,Points,Company\n${lines.join('\n')}\n`, 'people.csv'), {
    object: 'person',
    createFields: false,
    matchBy: null,
  });
  return engine;
};

const double = ({ client }: TestEngine) =>
  client.schema.createField({
    object: 'person',
    label: 'Double',
    name: 'double',
    type: 'formula',
    settings: { expression: 'points * 2' },
  });

const sumOf = async ({ client }: TestEngine, object: string, field: string): Promise<unknown> =>
  (await client.records.aggregate({ object, aggregates: [{ fn: 'sum', field }] })).groups[0]?.values[0];

const newest = async ({ client }: TestEngine) => {
  const { rows } = await client.records.query({
    object: 'person',
    sort: [{ field: 'points', direction: 'desc' }],
    fields: ['points'],
    page: { limit: 1 },
  });
  const [row] = rows;
  if (!row) throw new Error('Nobody is there');
  return row.id;
};

const SUM = (PEOPLE * (PEOPLE - 1)) / 2;

test('a formula of many records is worked out in the background, while what others write is right at once', async () => {
  const engine = await crowd();
  const { client } = engine;
  const last = await newest(engine);

  await double(engine);
  const { row } = await client.records.update({ object: 'person', id: last, values: { points: 0 } });
  const early = await sumOf(engine, 'person', 'double');
  const { findings } = await client.workspace.doctor({});
  await engine.engine.jobs.whenIdle();

  expect(row).toMatchObject({ double: 0 });
  expect(early).toBeLessThan(2 * SUM);
  expect(findings).toEqual([]);
  expect(await sumOf(engine, 'person', 'double')).toBe(2 * (SUM - (PEOPLE - 1)));
  expect((await client.jobs.list({ filter: { kind: 'records.recompute' } })).jobs).toMatchObject([
    { state: 'done', progress: 1, title: { values: { label: 'Double' } } },
  ]);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test('what sums up a formula of many records follows it, whichever of them is made first', async () => {
  const engine = await crowd();
  const { client } = engine;
  const rollup = { related: 'people', fn: 'sum', field: 'double' } as const;
  await double(engine);
  await client.schema.createField({
    object: 'company',
    label: 'Total',
    name: 'total',
    type: 'rollup',
    settings: { rollup },
  });
  await engine.engine.jobs.whenIdle();
  const first = await sumOf(engine, 'company', 'total');

  await client.schema.updateField({ object: 'person', name: 'double', settings: { expression: 'points * 3' } });
  await engine.engine.jobs.whenIdle();

  expect(first).toBe(2 * SUM);
  expect(await sumOf(engine, 'company', 'total')).toBe(3 * SUM);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test('a backup that is made while a formula is worked out brings back a workspace in which that goes on', async () => {
  const first = await crowd();
  await double(first);
  const { name } = await first.client.backups.create({});
  await first.engine.jobs.whenIdle();
  await first.client.backups.restore({ name });

  const second = await first.reopen();
  await second.engine.jobs.whenIdle();

  expect(await sumOf(second, 'person', 'double')).toBe(2 * SUM);
  expect(await second.client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test('a formula goes on being worked out when Outpost is closed and opened, and stops where it is undone', async () => {
  const first = await crowd();
  await double(first);
  const second = await first.reopen();
  await second.engine.jobs.whenIdle();
  const whole = await sumOf(second, 'person', 'double');
  await second.client.schema.updateField({ object: 'person', name: 'double', settings: { expression: 'points * 5' } });
  await second.client.history.undo({});
  await second.engine.jobs.whenIdle();

  expect(whole).toBe(2 * SUM);
  expect(await sumOf(second, 'person', 'double')).toBe(2 * SUM);
  expect(await second.client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  expect(second.errors).toEqual([]);
});
