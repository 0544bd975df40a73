import { describe, expect, test } from 'vitest';
import type { Pipeline } from '@shared/domain/pipelines';
import { DAY_MS, PIPELINES, pipelineEngine } from './pipelines-fixture';

const euros = (amount: number) => ({ amountMinor: amount * 100, currency: 'EUR' });

describe('since when', () => {
  test('a record notes when it came into its stage; another edit leaves that alone', async () => {
    const { add, set, stageOf, clock } = await pipelineEngine();
    const startMs = clock.nowMs();
    const id = await add({ name: 'A', stage: 'talk' });
    clock.advance(3 * DAY_MS);

    await set(id, { name: 'B', stage: 'Talk' });
    expect(await stageOf(id)).toEqual({ key: 'talk', since: startMs, reason: null });

    await set(id, { stage: 'Offer', amount: euros(10) });
    expect(await stageOf(id)).toEqual({ key: 'offer', since: startMs + 3 * DAY_MS, reason: null });
  });

  test('undo brings back the stage with the moment from which the record was in it', async () => {
    const { client, add, set, stageOf, clock } = await pipelineEngine();
    const id = await add({ name: 'A', stage: 'talk' });
    const before = await stageOf(id);
    clock.advance(DAY_MS);
    const { operationId } = await set(id, { stage: { key: 'lost', reason: 'price' } });
    clock.advance(DAY_MS);

    await client.history.undo({ operationId: operationId ?? undefined });

    expect(await stageOf(id)).toEqual(before);
  });

  test('what is known of the past may be said, the future may not', async () => {
    const { add, stageOf, clock } = await pipelineEngine();
    const since = clock.nowMs() - 90 * DAY_MS;

    const id = await add({ name: 'A', stage: { key: 'talk', since } });

    expect(await stageOf(id)).toMatchObject({ since });
    await expect(add({ name: 'B', stage: { key: 'talk', since: clock.nowMs() + 1 } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('a value written back as it was read changes nothing', async () => {
    const { add, set, stageOf, clock } = await pipelineEngine();
    const id = await add({ name: 'A', stage: { key: 'lost', reason: 'price' } });
    const read = structuredClone(await stageOf(id));
    clock.advance(DAY_MS);

    // A stage is JSON; only `readonly` keeps the types apart.
    expect(await set(id, { stage: read as { key: string } })).toMatchObject({ operationId: null });
  });
});

describe('what a stage asks for', () => {
  test('fields of this stage and of those before it must be filled, and are named where they are not', async () => {
    const { add, set, stageOf } = await pipelineEngine();
    const id = await add({ name: 'A', stage: 'talk' });

    await expect(set(id, { stage: 'signing' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: '"Signing" needs Amount, Close date.',
      data: { reason: 'stage_requires', missing: 'amount,closeDate', needsReason: false, stage: 'signing' },
    });
    expect(await stageOf(id)).toMatchObject({ key: 'talk' });

    await set(id, { stage: 'signing', amount: euros(5), closeDate: '2026-12-01' });
    expect(await stageOf(id)).toMatchObject({ key: 'signing' });
  });

  test('a field that the stage needs cannot be emptied there', async () => {
    const { add, set } = await pipelineEngine();
    const id = await add({ name: 'A', stage: 'offer', amount: euros(5) });

    await expect(set(id, { amount: null })).rejects.toMatchObject({ data: { missing: 'amount' } });
    await set(id, { stage: 'talk', amount: null });
  });

  test('a rule made later does not lock the records from before it', async () => {
    const { add, set, setPipelines } = await pipelineEngine();
    const id = await add({ name: 'A', stage: 'talk' });
    const [first, ...others] = PIPELINES;
    if (!first) throw new Error('No pipeline');
    const stages = first.stages.map((stage) =>
      stage.key === 'talk' ? { ...stage, requiredFields: ['source'] } : stage,
    );

    await setPipelines([{ ...first, stages }, ...others]);

    await set(id, { name: 'B' });
    await expect(add({ name: 'C', stage: 'talk' })).rejects.toMatchObject({ data: { missing: 'source' } });
  });

  test('a lost record needs a reason of its pipeline where that says so, and nothing that it never came to', async () => {
    const { add, set, stageOf } = await pipelineEngine();
    const id = await add({ name: 'A', stage: 'talk' });

    await expect(set(id, { stage: 'lost' })).rejects.toMatchObject({
      message: '"Lost" needs a reason.',
      data: { reason: 'stage_requires', missing: '', needsReason: true },
    });
    await expect(set(id, { stage: { key: 'lost', reason: 'Best fit' } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await set(id, { stage: { key: 'lost', reason: 'no answer' } });
    expect(await stageOf(id)).toMatchObject({ key: 'lost', reason: 'silent' });
    await expect(set(id, { stage: { key: 'lost', reason: null } })).rejects.toMatchObject({ code: 'invalid_input' });

    // The other pipeline lists none.
    await set(id, { stage: 'gone' });
    expect(await stageOf(id)).toMatchObject({ key: 'gone', reason: null });
  });

  test('a record that is taken up again has no reason any more', async () => {
    const { add, set, stageOf } = await pipelineEngine();
    const id = await add({ name: 'A', stage: { key: 'lost', reason: 'price' } });

    await set(id, { stage: 'talk' });

    expect(await stageOf(id)).toMatchObject({ key: 'talk', reason: null });
  });

  test('nothing is moved to what is archived; what is there stays and can be edited', async () => {
    const { add, set, setPipelines } = await pipelineEngine();
    const id = await add({ name: 'A', stage: 'due' });
    await setPipelines(PIPELINES.map((each): Pipeline => ({ ...each, isArchived: each.key === 'renewals' })));

    await set(id, { name: 'B', stage: 'due' });
    await expect(add({ name: 'C', stage: 'due' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'Stage: "Renewals" is archived: nothing can be moved there',
    });
  });
});

describe('reading', () => {
  const filled = async () => {
    const bench = await pipelineEngine();
    const { add, clock } = bench;
    await add({ name: 'talk', stage: { key: 'talk', since: clock.nowMs() - 9 * DAY_MS }, amount: euros(100) });
    await add({ name: 'due', stage: { key: 'due', since: clock.nowMs() - 29 * DAY_MS } });
    await add({ name: 'lost', stage: { key: 'lost', reason: 'price', since: clock.nowMs() - 99 * DAY_MS } });
    await add({ name: 'offer', stage: 'offer', amount: euros(7) });
    await add({ name: 'none' });
    return bench;
  };

  test('filters, sorts, groups and rows go by the stage and by what follows from it', async () => {
    const { client, find } = await filled();

    expect(await find('stage', 'is', 'talk')).toEqual(['talk']);
    expect(await find('stage', 'isEmpty')).toEqual(['none']);
    expect(await find('stage.pipeline', 'is', 'new')).toEqual(['talk', 'lost', 'offer']);
    expect(await find('stage.outcome', 'is', 'open')).toEqual(['talk', 'due', 'offer']);
    expect(await find('stage.reason', 'is', 'price')).toEqual(['lost']);
    expect(await find('stage.probability', 'gt', 20)).toEqual(['due', 'offer']);
    const { rows } = await client.records.query({
      object: 'opportunity',
      sort: [{ field: 'stage' }],
      fields: ['name', 'stage.pipeline', 'stage.isStale', 'stage.probability'],
    });
    expect(rows.map((row) => row['name'])).toEqual(['talk', 'offer', 'lost', 'due', 'none']);
    expect(rows[0]).toMatchObject({ 'stage.pipeline': 'new', 'stage.isStale': false, 'stage.probability': 20 });
    const { groups } = await client.records.aggregate({
      object: 'opportunity',
      groupBy: ['stage'],
      aggregates: [{ fn: 'count' }, { fn: 'countUnique', field: 'stage' }],
    });
    expect(new Set(groups.map(({ keys }) => keys[0]))).toEqual(new Set(['due', 'lost', 'offer', 'talk', null]));
    const byOutcome = await client.records.aggregate({
      object: 'opportunity',
      groupBy: ['stage.outcome'],
      aggregates: [{ fn: 'count' }],
    });
    expect(byOutcome.groups.find(({ keys }) => keys[0] === 'open')?.values).toEqual([3]);
  });

  test('a deal becomes stale as time goes by, without a write; one that has ended never does', async () => {
    const { client, find, clock } = await filled();
    const countStale = async () => {
      const window = await client.records.window({
        object: 'opportunity',
        filter: { field: 'stage.isStale', op: 'is', value: true },
        sort: [{ field: 'name' }],
        offset: 0,
        limit: 50,
      });
      return window.total;
    };
    expect(await find('stage.isStale', 'is', true)).toEqual([]);
    expect(await countStale()).toBe(0);

    clock.advance(1.5 * DAY_MS);
    expect(await find('stage.isStale', 'is', true)).toEqual(['talk', 'due']);
    expect(await countStale()).toBe(2);
    expect(await find('stage.isStale', 'isNot', true)).toEqual(['lost', 'offer', 'none']);
  });

  test('the menu of values lists stages by name, told apart by their pipelines', async () => {
    const { client, add } = await filled();
    await add({ name: 'gone', stage: 'gone' });
    const values = async (search?: string) => {
      const found = await client.records.distinct({
        object: 'opportunity',
        field: 'stage',
        limit: 20,
        ...(search === undefined ? {} : { search }),
      });
      return found.values.map(({ value, label }) => [value, label]);
    };

    expect(await values('lost')).toEqual([
      ['gone', 'Renewals / Lost'],
      ['lost', 'New business / Lost'],
    ]);
    expect(await values()).toContainEqual(['talk', 'Talk']);
  });

  test('a change of chances is seen at once in what was there before', async () => {
    const { find, setPipelines } = await filled();

    await setPipelines(
      PIPELINES.map((each) => ({ ...each, stages: each.stages.map((stage) => ({ ...stage, probability: 33 })) })),
    );

    expect(await find('stage.probability', 'is', 33)).toHaveLength(4);
  });
});

test('a custom object takes a pipeline at once, and only one field of that type', async () => {
  const { client } = await pipelineEngine();
  const { name: object } = await client.schema.createObject({ labelSingular: 'Applicant', labelPlural: 'Applicants' });
  const field = await client.schema.createField({ object, label: 'Phase', type: 'stage' });
  const { row } = await client.records.create({ object, values: { name: 'Ann', phase: 'In progress' } });

  expect(field.settings.pipelines?.[0]?.stages.map(({ key }) => key)).toEqual(['new', 'active', 'won', 'lost']);
  expect(row['phase']).toMatchObject({ key: 'active' });
  await expect(client.schema.createField({ object, label: 'Other', type: 'stage' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: 'Applicants have a stage already: add a pipeline to it instead.',
  });
});

describe('the settings', () => {
  const refused = async (change: (pipelines: Pipeline[]) => void): Promise<string> => {
    const { setPipelines } = await pipelineEngine();
    const next = structuredClone([...PIPELINES]);
    change(next);
    const error: unknown = await setPipelines(next).catch((cause: unknown) => cause);
    return error instanceof Error ? error.message : 'accepted';
  };
  const first = (pipelines: Pipeline[]) => {
    const [pipeline] = pipelines;
    if (!pipeline) throw new Error('No pipeline');
    return pipeline;
  };

  test('what would be mistaken for something else, or lead nowhere, is refused with the reason', async () => {
    expect(await refused((all) => all.push({ ...first(all), key: 'copy' }))).toBe(
      'Two pipelines are called "New business"',
    );
    expect(await refused((all) => all.push({ ...first(all), key: 'copy', label: 'Copy' }))).toBe(
      'Two stages have the key "talk"',
    );
    expect(
      await refused((all) => first(all).stages.push({ key: 'x', label: 'talk ', color: 'gray', probability: 1 })),
    ).toBe('Two stages are called "talk"');
    expect(
      await refused((all) =>
        first(all).stages.push({
          key: 'x',
          label: 'X',
          color: 'gray',
          probability: 1,
          requiredFields: ['nothing'],
        }),
      ),
    ).toBe('"X" cannot require "nothing": there is no such field');
    expect(await refused((all) => all.splice(0, 2, { ...first(all), isArchived: true }))).toBe(
      'At least one stage of one pipeline must not be archived',
    );
    expect(await refused((all) => first(all).lossReasons.push({ key: 'p', label: 'price' }))).toBe(
      'Two reasons are called "price"',
    );
  });

  test('a stage that records are in does not go', async () => {
    const { add, setPipelines } = await pipelineEngine();
    await add({ name: 'A', stage: 'due' });

    await expect(setPipelines(PIPELINES.slice(0, 1))).rejects.toMatchObject({
      code: 'invalid_input',
      data: { reason: 'stage_in_use', stage: 'due', count: 1 },
    });
  });
});
