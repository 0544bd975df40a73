import { expect, test } from 'vitest';
import type { ColumnTarget } from '@shared/contract/exchange.contract';
import { planFromPreview } from '@shared/domain/import-plan';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { stage } from './exchange-fixture';

const CSV = 'Full name,Mail,Favourite tea,Remark\nAnn Lee,ann@x.example,Assam,kind\n';

const previewOf = ({ client }: TestEngine, file: ReturnType<typeof stage>, recall = true) =>
  client.exchange.preview({ file, recall });

/** Imports with the targets of some columns decided by a person. */
const importWith = async (engine: TestEngine, decided: Readonly<Record<number, ColumnTarget>>) => {
  const preview = await previewOf(engine, stage(engine, CSV), false);
  const plan = planFromPreview(preview, { object: 'person', createFields: false, whenMatched: 'fill' });
  const columns = plan.columns.map(({ index, target }) => ({ index, target: decided[index] ?? target }));
  const { id } = await engine.client.exchange.startImport({ ...plan, columns, matchBy: 'emails' });
  return engine.client.exchange.waitForImport({ id });
};

test('what was decided for a file is suggested for the next one with the same columns', async () => {
  const engine = await testEngine();
  await importWith(engine, {
    2: { kind: 'new', label: 'Tea', type: 'text' },
    3: { kind: 'field', field: 'description' },
  });

  const next = await previewOf(engine, stage(engine, 'full_name;MAIL;Favourite Tea;remark\nBo Ray;bo@x.example;;\n'));
  const other = await previewOf(engine, stage(engine, 'Full name,Mail,Remark\nBo Ray,bo@x.example,\n'));
  const unasked = await previewOf(engine, stage(engine, CSV), false);

  expect(next.columns.map(({ suggestion }) => suggestion)).toEqual([
    { kind: 'field', field: 'name' },
    { kind: 'field', field: 'emails' },
    { kind: 'field', field: 'tea' },
    { kind: 'field', field: 'description' },
  ]);
  expect(next.remembered).toMatchObject({ matchBy: 'emails', whenMatched: 'fill' });
  expect(planFromPreview(next, { object: 'person', createFields: false })).toMatchObject({
    matchBy: 'emails',
    whenMatched: 'fill',
  });
  expect([other.remembered, unasked.remembered]).toEqual([null, null]);
  expect(unasked.columns[3]?.suggestion).toEqual({ kind: 'note' });
});

test('a field that is gone is forgotten, and the rest is kept', async () => {
  const engine = await testEngine();
  await importWith(engine, { 2: { kind: 'new', label: 'Tea', type: 'text' }, 3: { kind: 'skip' } });
  await engine.client.schema.deleteField({ object: 'person', name: 'tea' });

  const { columns } = await previewOf(engine, stage(engine, CSV));

  expect(columns.map(({ suggestion }) => suggestion.kind)).toEqual(['field', 'field', 'skip', 'skip']);
});

test('what was decided for people is not suggested for companies', async () => {
  const engine = await testEngine();
  await importWith(engine, {});

  const preview = await engine.client.exchange.preview({ file: stage(engine, CSV), object: 'company', recall: true });

  expect(preview).toMatchObject({ suggestedObject: 'company', remembered: null });
});
