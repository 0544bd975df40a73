import { expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import { pipelineEngine } from '../pipelines/pipelines-fixture';
import { allRows, importFile, planFor, stage } from './exchange-fixture';

const importDeals = async (engine: Awaited<ReturnType<typeof pipelineEngine>>, csv: string) =>
  importFile(engine, stage(engine, csv), { object: 'opportunity', createFields: false });

const stagesOf = async (engine: Awaited<ReturnType<typeof pipelineEngine>>) =>
  (await allRows(engine, 'opportunity')).map(({ name, stage: value }) => [name, value]);

test('a stage is named beside its pipeline, whose column tells apart stages of one name', async () => {
  const engine = await pipelineEngine();
  const csv = 'Deal name,Stage,Pipeline,Closed lost reason\nA,Lost,Renewals,\nB,lost,New business,Price\nC,Due,,\n';

  const result = await importDeals(engine, csv);

  expect(result).toMatchObject({ created: 3, rejectedCount: 0 });
  expect(await stagesOf(engine)).toMatchObject([
    ['A', { key: 'gone', reason: null }],
    ['B', { key: 'lost', reason: 'price' }],
    ['C', { key: 'due', reason: null }],
  ]);
});

test('the same file again changes nothing, also where it leaves out the reason', async () => {
  const engine = await pipelineEngine();
  await importDeals(engine, 'Deal name,Stage,Pipeline,Reason\nA,Lost,New business,Price\n');
  const before = await stagesOf(engine);

  const again = await importDeals(engine, 'Deal name,Stage,Pipeline,Reason\nA,Lost,New business,Price\n');
  const without = await importFile(engine, stage(engine, 'Deal name,Stage,Pipeline\nA,Lost,New business\n'), {
    object: 'opportunity',
    createFields: false,
    matchBy: 'name',
    whenMatched: 'replace',
  });

  expect([again, without]).toMatchObject([
    { created: 0, updated: 0, unchanged: 1 },
    { created: 0, updated: 0, unchanged: 1 },
  ]);
  expect(await stagesOf(engine)).toEqual(before);
});

test('a row that its stage refuses is rejected with the reason, the others come in', async () => {
  const engine = await pipelineEngine();
  const csv = [
    'Deal name,Amount,Stage,Pipeline,Reason',
    'A,10 EUR,Offer,New business,',
    'B,,Offer,New business,',
    'C,,Lost,New business,',
    'D,,Lost,New business,Weather',
    'E,,Offer,Renewals,',
    'F,,Due,Nowhere,',
    'G,,,Renewals,',
    'H,,Talk,New business,Price',
    '',
  ].join('\n');
  const file = stage(engine, csv);
  const plan = await planFor(engine, file, { object: 'opportunity', createFields: false });
  const targets = ['name', 'amount', 'stage', 'stage.pipeline', 'stage.reason'];
  const columns = targets.map((field, index) => ({ index, target: { kind: 'field' as const, field } }));

  const { id } = await engine.client.exchange.startImport({ ...plan, columns });
  const result = await engine.client.exchange.waitForImport({ id });
  const { rows } = await engine.client.exchange.rejectedRows({ id });

  expect(result).toMatchObject({ created: 1, rejectedCount: 7 });
  const told = rows.toSorted((one, other) => one.line - other.line).map(({ reasons }) => reasons.map(formatMessage));
  expect(told).toEqual([
    ['"Offer" needs Amount.'],
    ['"Lost" needs a reason.'],
    ['Reason: "Weather" is not one of the reasons of "Lost"'],
    ['Stage: "Offer" is not one of the stages'],
    ['Pipeline: "Nowhere" is not one of the pipelines'],
    ['Pipeline: There is no stage beside it'],
    ['Reason: "Talk" takes no reason: only won and lost stages do'],
  ]);
  expect(await stagesOf(engine)).toMatchObject([['A', { key: 'offer' }]]);
});

test('what follows from a stage cannot be imported, and a pipeline is not suggested where the stages do not fit', async () => {
  const engine = await pipelineEngine();
  const file = stage(engine, 'Deal name,Stage,Pipeline\nA,Nonsense,New business\n');
  const plan = await planFor(engine, file, { object: 'opportunity', createFields: false });
  const column = { index: 1, target: { kind: 'field' as const, field: 'stage.probability' } };

  const started = engine.client.exchange.startImport({ ...plan, columns: [column] });

  expect(plan.columns.map(({ target }) => target.kind)).toEqual(['field', 'skip', 'skip']);
  await expect(started).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a stage as match key finds records by their stage, whenever they came into it', async () => {
  const engine = await pipelineEngine();
  await importDeals(engine, 'Deal name,Stage,Pipeline\nA,Talk,New business\n');

  const again = await importFile(engine, stage(engine, 'Next step,Stage,Pipeline\nCall,talk,New business\n'), {
    object: 'opportunity',
    createFields: false,
    matchBy: 'stage',
    whenMatched: 'replace',
  });

  expect(again).toMatchObject({ created: 0, updated: 1, rejectedCount: 0 });
  expect(await allRows(engine, 'opportunity')).toMatchObject([{ name: 'A', nextStep: 'Call' }]);
});

test('a column whose values do not fit the field of its name is told of, kept beside it, and found again', async () => {
  const engine = await pipelineEngine();
  const csv = 'Deal name,Stage,Owner\nA,Nowhere,Somebody else\nB,Talk,Another\nC,Elsewhere,Nobody\n';
  const preview = await engine.client.exchange.preview({ file: stage(engine, csv), object: 'opportunity' });

  const first = await importFile(engine, stage(engine, csv), { object: 'opportunity' });
  const again = await importFile(engine, stage(engine, csv), { object: 'opportunity' });

  expect(preview.columns.map(({ misfit }) => misfit)).toEqual([
    null,
    { field: 'stage', label: 'Stage', filled: 3, fits: 1 },
    { field: 'owner', label: 'Owner', filled: 3, fits: 0 },
  ]);
  expect([first, again]).toMatchObject([{ created: 3 }, { created: 0, unchanged: 3 }]);
  const { objects } = await engine.client.schema.get({});
  const labels = objects.find(({ name }) => name === 'opportunity')?.fields.map(({ label }) => label) ?? [];
  expect(labels.filter((label) => /^(Stage|Owner)/.test(label))).toEqual(['Stage', 'Owner', 'Stage 2', 'Owner 2']);
});
