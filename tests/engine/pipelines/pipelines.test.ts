import { describe, expect, test } from 'vitest';
import { DAY_MS, PIPELINES, pipelineEngine } from './pipelines-fixture';

const money = (amount: number, currency = 'EUR') => ({ amountMinor: amount * 100, currency });

describe('stage history', () => {
  test('it says for how long a record was in each stage, who moved it, and leaves other changes out', async () => {
    const { client, add, set, clock } = await pipelineEngine();
    const startMs = clock.nowMs();
    const id = await add({ name: 'A', stage: { key: 'talk', since: startMs - 5 * DAY_MS } });
    clock.advance(2 * DAY_MS);
    await set(id, { name: 'B' });
    await set(id, { stage: { key: 'lost', reason: 'price' } });
    clock.advance(DAY_MS);

    const { stays } = await client.pipelines.stageHistory({ object: 'opportunity', id });

    expect(stays).toMatchObject([
      { stage: 'talk', enteredAtMs: startMs - 5 * DAY_MS, leftAtMs: startMs + 2 * DAY_MS, durationMs: 7 * DAY_MS },
      { stage: 'lost', reason: 'price', leftAtMs: null, durationMs: DAY_MS, actor: { kind: 'person' } },
    ]);
  });

  test('a move that was undone is no stay, and the stay before it goes on', async () => {
    const { client, add, set, clock } = await pipelineEngine();
    const id = await add({ name: 'A', stage: 'talk' });
    clock.advance(DAY_MS);
    await set(id, { stage: 'offer', amount: money(1) });
    clock.advance(DAY_MS);
    await client.history.undo({});

    const { stays } = await client.pipelines.stageHistory({ object: 'opportunity', id });

    expect(stays).toMatchObject([{ stage: 'talk', leftAtMs: null, durationMs: 2 * DAY_MS }]);
  });

  test('an object without pipelines has none to tell of', async () => {
    const { client } = await pipelineEngine();
    const { row } = await client.records.create({ object: 'company', values: { name: 'Acme' } });

    await expect(client.pipelines.stageHistory({ object: 'company', id: row.id })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('forecast', () => {
  const question = { object: 'opportunity', amountField: 'amount', dateField: 'closeDate' } as const;
  const filled = async () => {
    const bench = await pipelineEngine();
    const { add } = bench;
    await add({ name: 'a', stage: 'talk', amount: money(1000), closeDate: '2026-11-30' });
    await add({ name: 'b', stage: 'offer', amount: money(500), closeDate: '2026-11-01' });
    await add({ name: 'c', stage: 'offer', amount: money(300, 'USD'), closeDate: '2026-12-31' });
    await add({ name: 'd', stage: 'won', amount: money(70), closeDate: '2026-12-01' });
    await add({ name: 'e', stage: { key: 'lost', reason: 'price' }, amount: money(9), closeDate: '2026-12-02' });
    await add({ name: 'f', stage: 'due', closeDate: '2026-11-15' });
    await add({ name: 'no stage', amount: money(1_000_000), closeDate: '2026-11-15' });
    await add({ name: 'no date', stage: 'talk', amount: money(1_000_000) });
    await add({ name: 'too late', stage: 'talk', amount: money(1_000_000), closeDate: '2027-02-01' });
    return bench;
  };

  test('it adds up what is open, weighted, won and lost by month and currency, months without anything included', async () => {
    const { client } = await filled();

    const { months, total } = await client.pipelines.forecast({ ...question, from: '2026-11', to: '2027-01' });

    expect(months).toMatchObject([
      { month: '2026-11', openCount: 3, open: [money(1500)], weighted: [money(500)], won: [] },
      {
        month: '2026-12',
        openCount: 1,
        wonCount: 1,
        lostCount: 1,
        open: [money(300, 'USD')],
        weighted: [money(180, 'USD')],
        won: [money(70)],
        lost: [money(9)],
      },
      { month: '2027-01', openCount: 0, open: [], weighted: [] },
    ]);
    expect(total).toMatchObject({ openCount: 4, open: [money(1500), money(300, 'USD')], won: [money(70)] });
  });

  test('it can be of one pipeline, of some records, and by a moment', async () => {
    const { client } = await filled();
    const span = { from: '2026-11', to: '2026-12' };

    const renewals = await client.pipelines.forecast({ ...question, ...span, pipeline: 'renewals' });
    const some = await client.pipelines.forecast({
      ...question,
      ...span,
      filter: { field: 'name', op: 'isAnyOf', value: ['a', 'd'] },
    });
    const made = await client.pipelines.forecast({ ...question, ...span, dateField: 'createdAt' });

    expect(renewals.total).toMatchObject({ openCount: 1, open: [] });
    expect(some.total).toMatchObject({ openCount: 1, wonCount: 1, open: [money(1000)] });
    expect(made.months[0]).toMatchObject({ openCount: 6, wonCount: 1, lostCount: 1 });
  });

  test.each([
    [{ from: '2026-12', to: '2026-11' }, 'The forecast ends before it begins.'],
    [{ from: '2020-01', to: '2026-11' }, 'A forecast spans 60 months at most.'],
    [{ from: '2026-11', to: '2026-11', amountField: 'name' }, '"name" holds no money.'],
    [{ from: '2026-11', to: '2026-11', dateField: 'amount' }, '"amount" is no date.'],
    [{ from: '2026-11', to: '2026-11', object: 'company' }, 'Companies have no pipelines.'],
  ])('a question that has no answer is refused: %j', async (change, message) => {
    const { client } = await pipelineEngine();

    await expect(client.pipelines.forecast({ ...question, ...change })).rejects.toMatchObject({
      code: 'invalid_input',
      message,
    });
  });
});

describe('removing stages', () => {
  test('records go where they are sent, and one undo brings back stages and records', async () => {
    const { client, add, stageOf, clock } = await pipelineEngine();
    const talk = await add({ name: 'A', stage: 'talk' });
    const due = await add({ name: 'B', stage: 'due' });
    const gone = await add({ name: 'C', stage: 'gone' });
    await client.records.delete({ object: 'opportunity', selection: { ids: [gone] } });
    const before = await Promise.all([talk, due, gone].map(stageOf));
    clock.advance(DAY_MS);
    const count = await client.pipelines.removeStages({
      object: 'opportunity',
      moves: [
        { stage: 'due', to: 'talk' },
        { stage: 'renewed', to: null },
        { stage: 'gone', to: null },
      ],
    });
    const pipelinesOf = async () => {
      const { objects } = await client.schema.get({});
      const fields = objects.find(({ name }) => name === 'opportunity')?.fields;
      return fields?.find(({ name }) => name === 'stage')?.settings.pipelines?.map(({ key }) => key);
    };

    expect(count).toEqual({ count: 2 });
    expect(await pipelinesOf()).toEqual(['new']);
    expect(await Promise.all([talk, due, gone].map(stageOf))).toEqual([
      before[0],
      { key: 'talk', since: clock.nowMs(), reason: null },
      null,
    ]);

    await client.history.undo({});

    expect(await pipelinesOf()).toEqual(['new', 'renewals']);
    expect(await Promise.all([talk, due, gone].map(stageOf))).toEqual(before);
  });

  test('a stage cannot be sent to one that goes too, and one stage must stay', async () => {
    const { client } = await pipelineEngine();
    const remove = (moves: { stage: string; to: string | null }[]) =>
      client.pipelines.removeStages({ object: 'opportunity', moves });
    const all = PIPELINES.flatMap(({ stages }) => stages.map(({ key }) => ({ stage: key, to: null })));

    await expect(
      remove([
        { stage: 'talk', to: 'offer' },
        { stage: 'offer', to: null },
      ]),
    ).rejects.toMatchObject({ code: 'invalid_input', data: { stage: 'talk' } });
    await expect(remove([{ stage: 'nope', to: null }])).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(all)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
