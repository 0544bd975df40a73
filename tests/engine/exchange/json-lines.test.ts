import { describe, expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import type { Row } from '@shared/domain/values';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { fillWholeWorkspace } from '../../helpers/whole-workspace';
import { allRows, importFile, readExport, stage } from './exchange-fixture';

const whole = async (seed: number): Promise<TestEngine> => {
  const engine = await testEngine();
  await fillWholeWorkspace(engine, { seed, sites: 20 });
  // What a list shows of a hidden field is not the matter here.
  await engine.client.schema.updateField({ object: 'site', name: 'ratingField', isHidden: false });
  return engine;
};

const exportSites = async (engine: TestEngine): Promise<string> => {
  const { file } = await engine.client.exchange.export({ set: { object: 'site' }, format: 'jsonl' });
  return readExport(engine, file);
};

const removeSites = async ({ client }: TestEngine): Promise<void> => {
  await client.records.delete({ object: 'site', selection: { set: { object: 'site' }, except: [] } });
};

/** What every workspace gives anew. */
const OWN = new Set([
  'id',
  'createdAt',
  'updatedAt',
  'createdBy',
  'updatedBy',
  'deletedAt',
  'position',
  'autoNumberField',
]);

/** A value without what tells two workspaces apart: ids of records, and since when one is in its stage. */
const comparable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if ('title' in value) return entries.filter(([name]) => name !== 'id');
  return entries.filter(([name]) => name !== 'since');
};
const comparableRows = (rows: readonly Row[]) =>
  rows
    .map((row) => Object.entries(row).flatMap(([name, value]) => (OWN.has(name) ? [] : [[name, comparable(value)]])))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('JSON lines', () => {
  test.each([1, 2, 3])(
    'carry every field type into another workspace of the same data model (seed %i)',
    async (seed) => {
      const [one, two] = [await whole(seed), await whole(seed)];
      const text = await exportSites(one);
      await removeSites(two);

      const status = await importFile(two, stage(two, text, 'sites.jsonl'), { object: 'site', createFields: false });

      const rejected = await two.client.exchange.rejectedRows({ id: status.id });
      expect(rejected.rows.flatMap(({ reasons }) => reasons.map(formatMessage))).toEqual([]);
      expect(status).toMatchObject({ state: 'done', rejectedCount: 0, createdTargets: 0, createdFields: [] });
      expect(comparableRows(await allRows(two, 'site'))).toEqual(comparableRows(await allRows(one, 'site')));
    },
  );

  test('of the same workspace change nothing and make no field', async () => {
    const engine = await whole(4);
    const text = await exportSites(engine);
    const before = await allRows(engine, 'site');

    const status = await importFile(engine, stage(engine, text, 'sites.jsonl'), { object: 'site' });

    expect(status).toMatchObject({ created: 0, updated: 0, rejectedCount: 0, createdFields: [] });
    expect(await allRows(engine, 'site')).toEqual(before);
  });

  test('of other programs make fields of what they hold; a line that is none is told by its number', async () => {
    const engine = await testEngine();
    const lines = [
      '{"name":"Fjordgate","score":12,"tags":["a","b"],"id":"x-1"}',
      '',
      '[1]',
      '{"name":',
      `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
      `{"name":"${'x'.repeat(5_000_000)}"}`,
      '{"name":"Lodestar","score":7.5}',
    ];

    const file = stage(engine, `\uFEFF${lines.join('\n')}`, 'companies.jsonl');
    const preview = await engine.client.exchange.preview({ file });
    const status = await importFile(engine, file, { object: 'company' });

    const { rows } = await engine.client.exchange.rejectedRows({ id: status.id });
    expect(preview).toMatchObject({
      reading: { format: 'jsonl' },
      columns: [{ header: 'name' }, { header: 'score' }, {}, { header: 'id' }],
    });
    expect(status).toMatchObject({ created: 2, rejectedCount: 4 });
    expect(rows.map(({ line, reasons }) => [line, ...reasons.map(formatMessage)])).toEqual([
      [3, 'The line is no JSON object'],
      [4, 'The line is not JSON'],
      [5, 'The line is nested more than 100 deep'],
      [6, 'The line is longer than 4,000,000 characters'],
    ]);
    const companies = await allRows(engine, 'company');
    expect(companies.map((row) => [row['name'], row['score']])).toEqual(
      expect.arrayContaining([
        ['Fjordgate', 12],
        ['Lodestar', 7.5],
      ]),
    );
  });
});
