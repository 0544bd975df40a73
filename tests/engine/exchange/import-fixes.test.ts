import { expect, test } from 'vitest';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { allRows, planFor, stage } from './exchange-fixture';

const CSV = [
  'Name,Email,Size',
  'Ann Lee,ann@x.example,38',
  'Bo Ray,bo at x.example,40',
  'Cy Poe,nonsense,41',
  'Ed Lo,ed@x.example,many,cells',
  '',
].join('\n');
/** Said here: with so many bad addresses none would be suggested. */
const COLUMNS = ['name', 'emails'].map((field, index) => ({ index, target: { kind: 'field' as const, field } }));
const planOf = async (engine: TestEngine, csv: string) => ({
  ...(await planFor(engine, stage(engine, csv), { object: 'person', matchBy: 'emails' })),
  columns: COLUMNS,
});

test('a check and an import see a fixed cell as if the file held it, and count a skipped row as skipped', async () => {
  const engine = await testEngine();
  const plan = await planOf(engine, CSV);
  const before = await engine.client.exchange.check(plan);
  const fixed = { ...plan, fixes: [{ line: 3, column: 1, text: 'bo@x.example' }], skippedLines: [5] };

  const check = await engine.client.exchange.check(fixed);
  const started = await engine.client.exchange.startImport(fixed);
  const ended = await engine.client.exchange.waitForImport({ id: started.id });

  expect(before.problems).toMatchObject([
    { line: 3, index: 1, column: 'Email', value: 'bo at x.example', isCut: false },
    { line: 4, index: 1 },
    { line: 5, index: null, column: null },
  ]);
  expect(check).toMatchObject({ creates: 2, skipped: 1, rejected: 1, problems: [{ line: 4 }] });
  expect(ended).toMatchObject({ created: 2, skipped: 1, rejectedCount: 1, rowsRead: 4 });
  expect((await allRows(engine, 'person')).map(({ emails }) => emails)).toEqual(
    expect.arrayContaining([['bo@x.example']]),
  );
});

test('a cell whose fix does not fit either is reported with what was put there last', async () => {
  const engine = await testEngine();
  const plan = await planOf(engine, CSV);
  const fixes = ['bo@x.example', 'still nonsense'].map((text) => ({ line: 3, column: 1, text }));

  const check = await engine.client.exchange.check({ ...plan, fixes });

  expect(check.problems[0]).toMatchObject({ line: 3, column: 'Email', value: 'still nonsense' });
});

test('a fix fills a cell that its row is too short for, and an empty one clears a cell', async () => {
  const engine = await testEngine();
  const csv = 'Name,Email\nAnn Lee\nBo Ray,nonsense\nCy Poe,cy@x.example\n';
  const plan = await planOf(engine, csv);
  const fixes = [
    { line: 2, column: 1, text: 'ann@x.example' },
    { line: 3, column: 1, text: '' },
  ];

  const started = await engine.client.exchange.startImport({ ...plan, fixes });
  const ended = await engine.client.exchange.waitForImport({ id: started.id });

  expect(ended).toMatchObject({ created: 3, rejectedCount: 0 });
  const emails = (await allRows(engine, 'person')).map((row) => row['emails'] ?? null);
  expect(emails).toEqual(expect.arrayContaining([['ann@x.example'], null, ['cy@x.example']]));
});

test('more fixes than a plan may hold are refused', async () => {
  const engine = await testEngine();
  const plan = await planOf(engine, CSV);
  const fixes = Array.from({ length: 1001 }, (_, i) => ({ line: i + 2, column: 1, text: '' }));

  await expect(engine.client.exchange.check({ ...plan, fixes })).rejects.toMatchObject({ code: 'invalid_input' });
});
