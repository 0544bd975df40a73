import { expect, test } from 'vitest';
import type { FieldType } from '@shared/domain/schema';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import { formatMessage } from '@shared/messages/format-message';
import { conversionsOf } from '@shared/domain/conversions';
import { FIELD_TYPES, type FieldSettings } from '@shared/domain/schema';
import { toAppError } from '@main/engine-entry/engine-client';
import { allRows } from '../exchange/exchange-fixture';
import { PIPELINES } from '../pipelines/pipelines-fixture';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const withValues = async (
  { client }: TestEngine,
  type: FieldType,
  values: readonly FieldInput[],
  settings: FieldSettings = {},
) => {
  await client.schema.createField({ object: 'company', label: 'Budget', type, settings });
  for (const [at, budget] of values.entries())
    await client.records.create({ object: 'company', values: { name: `C${at}`, budget } });
};

const budgets = async (engine: TestEngine): Promise<readonly FieldValue[]> =>
  (await allRows(engine, 'company'))
    .map(({ name, budget }) => [JSON.stringify(name), budget ?? null] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, budget]) => budget);

const budgetField = async ({ client }: TestEngine) =>
  (await client.schema.get({})).objects
    .find(({ name }) => name === 'company')
    ?.fields.filter(({ label }) => label === 'Budget') ?? [];

const REF = { object: 'company', name: 'budget' } as const;

test('a preview counts what converts and what does not, with examples, and changes nothing', async () => {
  const engine = await testEngine();
  await withValues(engine, 'text', ['1,200', '3', 'about five', null]);

  const preview = await engine.client.schema.previewConversion({ ...REF, to: 'number' });

  expect(preview).toMatchObject({ converted: 2, unconverted: 1 });
  expect(preview.examples.map(({ before, after }) => [before, after])).toEqual([
    ['1,200', '1200'],
    ['3', '3'],
  ]);
  expect(preview.misfits.map(({ before, reason }) => [before, formatMessage(reason)])).toEqual([
    ['about five', 'Not a number'],
  ]);
  expect(await budgets(engine)).toEqual(['1,200', '3', 'about five', null]);
});

test('a converted field keeps its name, place and rules; what does not convert is kept in the trash', async () => {
  const engine = await testEngine();
  await withValues(engine, 'text', ['1,200', 'about five', null]);
  await engine.client.schema.updateField({ ...REF, help: 'A year', isRequired: true, order: 1 });
  const [before] = await budgetField(engine);

  const field = await engine.client.schema.convertField({ ...REF, to: 'number' });

  expect(field).toMatchObject({
    name: 'budget',
    type: 'number',
    help: 'A year',
    isRequired: true,
    order: before?.order,
  });
  expect(await budgets(engine)).toEqual([1200, null, null]);
  const old = (await budgetField(engine)).find(({ deletedAtMs }) => deletedAtMs !== null);
  expect(old).toMatchObject({ type: 'text', key: before?.key });
});

test('a conversion is one step for undo and redo, with every value', async () => {
  const engine = await testEngine();
  await withValues(engine, 'text', ['1,200', 'about five']);
  await engine.client.schema.convertField({ ...REF, to: 'number' });

  await engine.client.history.undo({});
  const undone = [await budgets(engine), await budgetField(engine)] as const;
  await engine.client.history.redo({});
  const redone = [await budgets(engine), await budgetField(engine)] as const;

  const live = (fields: Awaited<ReturnType<typeof budgetField>>) =>
    fields.filter(({ deletedAtMs }) => deletedAtMs === null).map(({ name, type }) => [name, type]);
  expect(undone[0]).toEqual(['1,200', 'about five']);
  expect(live(undone[1])).toEqual([['budget', 'text']]);
  expect(redone[0]).toEqual([1200, null]);
  expect(live(redone[1])).toEqual([['budget', 'number']]);
});

test('converting back returns what had not been converted, and not what somebody cleared since', async () => {
  const engine = await testEngine();
  await withValues(engine, 'text', ['1,200', 'about five', '7']);
  await engine.client.schema.convertField({ ...REF, to: 'number' });
  const cleared = (await allRows(engine, 'company')).find(({ name }) => name === 'C2');
  await engine.client.records.update({ object: 'company', id: String(cleared?.id), values: { budget: null } });

  await engine.client.schema.convertField({ ...REF, to: 'text' });

  expect(await budgets(engine)).toEqual(['1200', 'about five', null]);
});

test('texts become options of a choice, and options become texts again', async () => {
  const engine = await testEngine();
  await withValues(engine, 'text', ['Gold', 'silver', 'GOLD', 'x'.repeat(80)]);

  const field = await engine.client.schema.convertField({ ...REF, to: 'select' });
  const chosen = await budgets(engine);
  await engine.client.schema.convertField({ ...REF, to: 'text' });

  expect(field.settings.options?.map(({ label }) => label)).toEqual(['Gold', 'silver']);
  expect(chosen).toEqual(['Gold', 'silver', 'Gold', null]);
  expect(await budgets(engine)).toEqual(['Gold', 'silver', 'Gold', 'x'.repeat(80)]);
});

const OPTIONS = {
  options: [
    { key: 'a', label: 'Alpha', color: 'gray' as const },
    { key: 'b', label: 'Beta', color: 'red' as const },
  ],
};

const CASES: readonly (readonly [FieldType, FieldType, FieldInput, FieldValue, FieldSettings?])[] = [
  ['select', 'multiSelect', 'a', ['a'], OPTIONS],
  ['multiSelect', 'select', ['b'], 'b', OPTIONS],
  ['multiSelect', 'select', ['a', 'b'], null, OPTIONS],
  ['number', 'integer', 12, 12],
  ['number', 'integer', 1.5, null],
  ['percent', 'number', 12.5, 12.5],
  ['number', 'currency', 12.5, { amountMinor: 1250, currency: 'EUR' }],
  ['currency', 'number', { amountMinor: -1250, currency: 'USD' }, -12.5],
  ['currency', 'text', { amountMinor: 1250, currency: 'USD' }, '12.50 USD'],
  ['text', 'currency', '$ 1,250', { amountMinor: 125_000, currency: 'USD' }],
  ['text', 'date', '2026-11-20', '2026-11-20'],
  ['date', 'text', '2026-11-20', '2026-11-20'],
  ['text', 'boolean', 'yes', true],
  ['text', 'emails', 'a@b.example; c@d.example', ['a@b.example', 'c@d.example']],
  ['emails', 'text', ['a@b.example', 'c@d.example'], 'a@b.example, c@d.example'],
  ['text', 'array', 'one; two', ['one', 'two']],
  ['text', 'fullName', 'Ada Lovelace', { first: 'Ada', last: 'Lovelace' }],
  ['longText', 'text', 'x'.repeat(10_001), null],
];

test.each(CASES.map(([from, to, value, expected, settings]) => ({ from, to, value, expected, settings })))(
  'a value of $from becomes $to (%#)',
  async ({ from, to, value, expected, settings }) => {
    const engine = await testEngine();
    await engine.client.workspace.update({ currency: 'EUR' });
    await withValues(engine, from, [value], settings);

    await engine.client.schema.convertField({ ...REF, to });

    expect(await budgets(engine)).toEqual([expected]);
  },
);

/** What a field of these types cannot do without. */
const NEEDED: Partial<Record<FieldType, FieldSettings>> = {
  relation: { target: 'person' },
  relations: { target: 'person' },
  morphRelation: { targets: ['person'] },
  formula: { expression: '1 + 1' },
  rollup: { rollup: { related: 'people', fn: 'count' } },
};

test('every conversion on offer runs, and no other does', async () => {
  const engine = await testEngine();
  for (const from of FIELD_TYPES.filter((type) => type !== 'actor' && type !== 'position')) {
    const label = `From ${from}`;
    const { name } = await engine.client.schema.createField({
      object: 'company',
      label,
      type: from,
      settings: NEEDED[from] ?? {},
    });
    for (const to of FIELD_TYPES) {
      const outcome = await engine.client.schema.previewConversion({ object: 'company', name, to }).then(
        ({ converted }) => String(converted),
        (error: unknown) => toAppError(error).code,
      );
      expect(`${from} ${to} ${outcome}`).toBe(
        `${from} ${to} ${conversionsOf(from).includes(to) ? '0' : 'invalid_input'}`,
      );
    }
  }
});

test('options of a select become the stages of a pipeline, and stages options, with every record where it was', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const options = [
    { key: 'k1', label: 'Trial', color: 'blue' as const },
    { key: 'k2', label: 'Customer', color: 'green' as const },
  ];
  await withValues(engine, 'select', ['k2', 'k1', null], { options });

  const asStage = await client.schema.convertField({ ...REF, to: 'stage' });
  const staged = await budgets(engine);
  await client.schema.convertField({ ...REF, to: 'select' });

  expect(asStage.settings.pipelines).toMatchObject([
    { label: 'Budget', stages: options.map((option) => ({ ...option, probability: 0 })) },
  ]);
  expect(staged).toMatchObject([{ key: 'k2', reason: null }, { key: 'k1' }, null]);
  expect(await budgets(engine)).toEqual(['k2', 'k1', null]);
  expect((await budgetField(engine)).find(({ deletedAtMs }) => deletedAtMs === null)?.settings.options).toEqual(
    options,
  );
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('a record is in the stage that a choice became since it was chosen', async () => {
  const engine = await testEngine();
  const { client, clock } = engine;
  const options = ['k1', 'k2'].map((key) => ({ key, label: key, color: 'blue' as const }));
  await withValues(engine, 'select', ['k1', 'k2', 'k1'], { options });
  const madeAtMs = clock.nowMs();
  const [first, second, third] = await allRows(engine, 'company');
  clock.advance(86_400_000);
  await client.records.update({ object: 'company', id: String(first?.id), values: { budget: 'k2' } });
  await client.records.update({ object: 'company', id: String(second?.id), values: { industry: 'Rail' } });
  clock.advance(86_400_000);
  await client.records.update({ object: 'company', id: String(third?.id), values: { budget: 'k2' } });
  await client.history.undo({});
  const undoneAtMs = clock.nowMs();
  clock.advance(86_400_000);

  await client.schema.convertField({ ...REF, to: 'stage' });

  expect(await budgets(engine)).toMatchObject([
    { key: 'k2', since: madeAtMs + 86_400_000 },
    { key: 'k2', since: madeAtMs },
    { key: 'k1', since: undoneAtMs },
  ]);
});

test('a stage becomes an option without its reason, told apart by its pipeline where two have its name', async () => {
  const engine = await testEngine();
  await withValues(engine, 'stage', [{ key: 'lost', reason: 'price' }, 'due'], {
    pipelines: PIPELINES.map((pipeline) => ({
      ...pipeline,
      stages: pipeline.stages.map(({ requiredFields: _required, ...stage }) => stage),
    })),
  });

  const preview = await engine.client.schema.previewConversion({ ...REF, to: 'select' });

  expect(preview).toMatchObject({ converted: 2, unconverted: 0 });
  expect(preview.examples.map(({ after }) => after)).toEqual(['New business / Lost', 'Due']);
});

test('more options than a pipeline takes stages, and a second stage field, are refused with words', async () => {
  const engine = await testEngine();
  const options = Array.from({ length: 101 }, (_, n) => ({ key: `k${n}`, label: `L${n}`, color: 'gray' as const }));
  await withValues(engine, 'select', [], { options });
  const deal = { object: 'opportunity', label: 'Kind', type: 'select' as const };
  const { name } = await engine.client.schema.createField({ ...deal, settings: { options: options.slice(0, 2) } });

  await expect(engine.client.schema.convertField({ ...REF, to: 'stage' })).rejects.toMatchObject({
    code: 'invalid_input',
    data: { reason: 'too_many_stages' },
  });
  await expect(engine.client.schema.convertField({ object: 'opportunity', name, to: 'stage' })).rejects.toMatchObject({
    code: 'invalid_input',
    data: { reason: 'one_stage' },
  });
});

test('a text with Markdown becomes formatted, and the same text again', async () => {
  const engine = await testEngine();
  const text = '# Plan\n\n- one\n- **two**';
  await withValues(engine, 'longText', [text]);

  const formatted = await engine.client.schema.convertField({ ...REF, to: 'richText' });
  await engine.client.schema.convertField({ ...REF, to: 'longText' });

  expect(formatted.type).toBe('richText');
  expect(await budgets(engine)).toEqual([text]);
});

test('search, sorting and unique values follow the conversion', async () => {
  const engine = await testEngine();
  await withValues(engine, 'text', ['10', '9', 'nine']);
  await engine.client.schema.updateField({ ...REF, isUnique: true });

  await engine.client.schema.convertField({ ...REF, to: 'integer' });
  const sorted = await engine.client.records.query({
    object: 'company',
    sort: [{ field: 'budget', direction: 'asc' }],
    filter: { field: 'budget', op: 'isNotEmpty' },
  });
  const taken = engine.client.records.create({ object: 'company', values: { name: 'D', budget: 9 } });

  expect(sorted.rows.map(({ budget }) => budget)).toEqual([9, 10]);
  await expect(taken).rejects.toMatchObject({ code: 'invalid_input', data: { reason: 'not_unique' } });
  expect((await engine.client.workspace.doctor({})).findings).toEqual([]);
});

test('a unique field whose values would fall together is left as it is', async () => {
  const engine = await testEngine();
  await withValues(engine, 'text', ['9', '9.0']);
  await engine.client.schema.updateField({ ...REF, isUnique: true });

  await expect(engine.client.schema.convertField({ ...REF, to: 'integer' })).rejects.toMatchObject({
    code: 'invalid_input',
    data: { value: '9' },
  });
  expect(await budgets(engine)).toEqual(['9', '9.0']);
  expect(await budgetField(engine)).toHaveLength(1);
});

test('what somebody wrote since is kept when a conversion is undone', async () => {
  const engine = await testEngine();
  await withValues(engine, 'text', ['1', '2']);
  await engine.client.schema.convertField({ ...REF, to: 'number' });
  const [first] = await allRows(engine, 'company');
  await engine.client.records.update({ object: 'company', id: String(first?.id), values: { budget: 99 } });
  const { operations } = await engine.client.history.operations({});
  const conversion = operations.find(({ verb }) => verb === 'schema');

  const { skippedCount } = await engine.client.history.undo({ operationId: conversion?.id });

  expect(skippedCount).toBe(1);
  expect(await budgets(engine)).toEqual(['1', '2']);
});

test('the type of what Outpost relies on stays', async () => {
  const { client } = await testEngine();
  await client.schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites', name: 'site' });

  const outcomes = await Promise.allSettled([
    client.schema.convertField({ object: 'person', name: 'jobTitle', to: 'number' }),
    client.schema.convertField({ object: 'site', name: 'name', to: 'number' }),
    client.schema.convertField({ object: 'person', name: 'createdAt', to: 'text' }),
    client.schema.convertField({ object: 'person', name: 'nothing', to: 'text' }),
  ]);

  expect(outcomes).toMatchObject([
    { reason: { code: 'forbidden' } },
    { reason: { code: 'forbidden' } },
    { reason: { code: 'forbidden' } },
    { reason: { code: 'not_found' } },
  ]);
});
