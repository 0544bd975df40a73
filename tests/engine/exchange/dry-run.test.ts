import { expect, test } from 'vitest';
import { RelationValue } from '@shared/domain/values';
import { testEngine } from '../../helpers/test-engine';
import { allRows, importFile, planFor, readExport, stage } from './exchange-fixture';

const rowsOf = (count: number): string =>
  [
    'Name,Email,Company,Level',
    ...Array.from({ length: count }, (_, i) =>
      // Every tenth row is of a person that a row before was about, every seventh does not fit.
      [`Ann Lee${i}`, i % 7 === 3 ? 'nonsense' : `a${i - (i % 10 === 9 ? 1 : 0)}@x.example`, `Acme ${i % 5}`, i].join(
        ',',
      ),
    ),
    '',
  ].join('\n');

test('trying all rows says exactly what the import then does, beyond the first batch too', async () => {
  const engine = await testEngine();
  await importFile(engine, stage(engine, rowsOf(20)), { object: 'person', matchBy: 'emails' });
  const file = stage(engine, rowsOf(2600));
  const plan = await planFor(engine, file, { object: 'person', matchBy: 'emails' });

  const some = await engine.client.exchange.check(plan);
  const check = await engine.client.exchange.check({ ...plan, rows: 'all' });
  const people = await allRows(engine, 'company');
  const started = await engine.client.exchange.startImport(plan);
  const ended = await engine.client.exchange.waitForImport({ id: started.id });

  expect(some).toMatchObject({ isWhole: false, checkedRows: 2000 });
  expect(people).toHaveLength(5);
  expect(ended.rejectedCount).toBeGreaterThan(300);
  expect(check).toMatchObject({
    isWhole: true,
    checkedRows: ended.rowsRead,
    creates: ended.created,
    updates: ended.updated,
    unchanged: ended.unchanged,
    skipped: ended.skipped,
    rejected: ended.rejectedCount,
    newTargets: ended.createdTargets,
    newFields: ended.createdFields,
  });
  expect(engine.errors).toEqual([]);
});

test('rejected rows that were put right are imported from their own file', async () => {
  const engine = await testEngine();
  const good = ['Cy Ro', 'Di Ko', 'Ed Lo'].map((name) => `${name},${name.slice(0, 2)}@x.example,\n`).join('');
  const csv = `Name,Email,Phone\nAnn Lee,ann@x.example,'+1 312 555 0100\nBo Ray,bo at x.example,+1 312 555 0101\nTwo,cells,too,many\n${good}`;
  const first = await importFile(engine, stage(engine, csv), { object: 'person', createFields: false });
  const report = await engine.client.exchange.exportRejected({ id: first.id });
  const fixed = readExport(engine, report.file)
    .split('\r\n')
    .filter((line) => !line.startsWith('Two'))
    .join('\r\n')
    .replace('bo at x', 'bo@x');

  const second = await importFile(engine, stage(engine, fixed, 'fixed.csv'), { object: 'person', createFields: false });

  expect(first).toMatchObject({ created: 4, rejectedCount: 2 });
  expect(second).toMatchObject({ created: 1, rejectedCount: 0 });
  expect(await allRows(engine, 'person')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ emails: ['ann@x.example'] }),
      expect.objectContaining({ emails: ['bo@x.example'], phones: ['+13125550101'] }),
    ]),
  );
});

test('tasks and notes come with what they are about', async () => {
  const engine = await testEngine();
  await importFile(engine, stage(engine, 'Name,Email\nAnn Lee,ann@x.example\n'), { object: 'person' });
  await importFile(engine, stage(engine, 'Company name,Website\nFjordgate,fjordgate.example\n'), { object: 'company' });
  const tasks = [
    'Title,Status,Due date,Priority,About,Details',
    'Call back,To do,2026-12-01,High,ann@x.example,"Ask for\nthe offer"',
    'Send offer,Done,2026-12-02,Low,Company: Fjordgate,',
    'Tidy up,To do,,,,',
  ].join('\n');
  const notes = ['Title,Text,About', 'Fair,"They like tea",fjordgate.example', 'Idea,"Ask again in May",Ann Lee'].join(
    '\n',
  );

  const first = await importFile(engine, stage(engine, tasks), { object: 'task', createFields: false });
  const second = await importFile(engine, stage(engine, notes), { object: 'note', createFields: false });
  const again = [
    await importFile(engine, stage(engine, tasks), { object: 'task', createFields: false }),
    await importFile(engine, stage(engine, notes), { object: 'note', createFields: false }),
  ];

  expect([first, second]).toMatchObject([
    { created: 3, rejectedCount: 0 },
    { created: 2, rejectedCount: 0 },
  ]);
  const abouts = async (object: string): Promise<unknown> =>
    Object.fromEntries(
      (await allRows(engine, object)).map(({ title, target }) => [title, RelationValue.safeParse(target).data?.title]),
    );
  expect(await abouts('task')).toEqual({ 'Call back': 'Ann Lee', 'Send offer': 'Fjordgate', 'Tidy up': undefined });
  expect(await abouts('note')).toEqual({ Fair: 'Fjordgate', Idea: 'Ann Lee' });
  expect(again).toMatchObject([
    { created: 0, unchanged: 3 },
    { created: 0, unchanged: 2 },
  ]);
});
