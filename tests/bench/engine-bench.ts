import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { EngineClient } from '@shared/contract/index';
import { RecordId } from '@shared/domain/ids';
import type { RecordWindow } from '@shared/domain/query';
import { connectEngine } from '../../src-main/engine-entry/engine-client';
import { stagePath } from '../../src-main/engine-entry/staged-files';
import { startEngineThread } from '../../src-main/engine-entry/start-engine-thread';
import { planFromPreview } from '@shared/domain/import-plan';
import { createSnapshotCache } from '../../src-main/engine/records/read/snapshots';
import { recordWindow } from '../../src-main/engine/records/read/record-window.service';
import { createSchemaRegistry } from '../../src-main/engine/schema/registry';
import { openDatabase } from '../../src-main/engine/storage/open-database';
import { readSettings } from '../../src-main/engine/workspace/settings';
import { type BenchRow, rateRow, timedRow } from './budget';
import { readPeople, writeCompanies, writeDeals, writePeople, writeThings } from './csv-files';
import { CUSTOM_OBJECTS, growSchema } from './custom-fields';
import { measure, measureAsync } from './measure';
import { LIFECYCLES, personAt } from './people';
import { createPlainSql, type PlainSql } from './plain-sql';

export interface BenchOptions {
  /** Empty folder; removed by the caller. */
  readonly folder: string;
  /** Where the built engine entries are. */
  readonly entriesDir: string;
  readonly people: number;
  readonly companies: number;
  readonly deals: number;
  readonly say: (line: string) => void;
}

export const importFile = async (
  client: EngineClient,
  stagingDir: string,
  file: string,
  object: string,
): Promise<number> => {
  const staged = await stagePath(stagingDir, file);
  const preview = await client.exchange.preview({ file: staged.file, object });
  const plan = planFromPreview(preview, { object, createFields: false });
  const start = performance.now();
  const { id } = await client.exchange.startImport(plan);
  const done = await client.exchange.waitForImport({ id });
  if (done.state !== 'done' || done.rejectedCount > 0)
    throw new Error(`The import ended ${done.state}, ${done.rejectedCount} rejected`);
  return performance.now() - start;
};

const byName: Pick<RecordWindow, 'object' | 'sort'> = {
  object: 'person',
  sort: [{ field: 'name', direction: 'asc', nulls: 'last' }],
};
const FIELDS = ['name', 'emails', 'phones', 'jobTitle', 'address.city', 'lifecycle', 'rating', 'createdAt'];

/** The page as the engine's own thread makes it, without a wire. */
const inEngine = (workspaceDir: string): { readonly page: () => unknown; readonly close: () => void } => {
  const database = openDatabase({ file: path.join(workspaceDir, 'workspace.db'), mode: 'reader' });
  const schema = createSchemaRegistry();
  schema.reload(database.read);
  const deps = {
    clock: { nowMs: () => Date.now() },
    schema,
    settings: () => readSettings(database.read),
    snapshots: createSnapshotCache({ maxBytes: 64_000_000 }),
  };
  return {
    page: () => recordWindow(deps, database.read, { ...byName, fields: FIELDS, offset: 0, limit: 50 }),
    close: database.close,
  };
};

/** What is contained, from two in eight to nothing. */
const FRAGMENTS = [
  {
    name: 'common',
    field: 'jobTitle',
    column: 'job_title',
    texts: ['anage', 'ager', 'gine', 'ount', 'perat', 'found', 'lead', 'plant', 'uye', 'nt m'],
  },
  {
    name: 'rare',
    field: 'name.last',
    column: 'last',
    texts: 'abcdefghij'.split('').map((letter) => `uorrel${letter}`),
  },
  {
    name: 'no match',
    field: 'jobTitle',
    column: 'job_title',
    texts: 'abcdefghij'.split('').map((letter) => `zzq${letter}`),
  },
] as const;

const containsRows = async (client: EngineClient, plain: PlainSql): Promise<BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const { name, field, column, texts } of FRAGMENTS) {
    // Every question is a new one: what somebody types has not been asked before.
    const textAt = (round: number): string => texts[Math.floor(round / LIFECYCLES.length) % texts.length] ?? '';
    rows.push(
      timedRow(
        `contains + equals, ${name}`,
        { p50Ms: 2, p95Ms: 4 },
        await measureAsync(50, (round) =>
          client.records.window({
            ...byName,
            fields: FIELDS,
            filter: {
              and: [
                { field, op: 'contains', value: textAt(round) },
                { field: 'lifecycle', op: 'is', value: LIFECYCLES[round % LIFECYCLES.length] ?? '' },
              ],
            },
            offset: 0,
            limit: 50,
          }),
        ),
        measure(20, (round) => plain.contains(column, textAt(round), LIFECYCLES[round % LIFECYCLES.length] ?? '')),
      ),
    );
  }
  return rows;
};

const readRows = async (client: EngineClient, plain: PlainSql, options: BenchOptions): Promise<BenchRow[]> => {
  const { people } = options;
  const window = (offset: number, fields: string[] = FIELDS) =>
    client.records.window({ ...byName, fields, offset, limit: 50 });
  await window(Math.floor(people / 2)); // the first jump reads the order whole
  const own = inEngine(path.join(options.folder, 'workspace'));
  const plainPage = measure(300, () => plain.page());
  const pageInEngine = timedRow(
    'page of 50 with exact total, in the engine',
    { ratio: 1.5 },
    measure(300, () => own.page()),
    plainPage,
  );
  own.close();
  const spread = (round: number): number => (round * 7919 * 50) % Math.max(1, people - 50);
  return [
    pageInEngine,
    timedRow(
      'page of 50 with exact total, at the client',
      { p50Ms: 0.6, p95Ms: 1.2 },
      await measureAsync(300, () => window(0)),
      plainPage,
    ),
    timedRow(
      'page of 50 sorted by a custom field, at the client',
      { p50Ms: 0.6, p95Ms: 1.2 },
      await measureAsync(300, () =>
        client.records.window({
          object: 'person',
          sort: [{ field: 'score', direction: 'asc', nulls: 'last' }],
          fields: FIELDS,
          offset: 0,
          limit: 50,
        }),
      ),
      measure(300, () => plain.pageByScore()),
    ),
    ...(await containsRows(client, plain)),
    timedRow(
      'any position of a sorted view',
      { p50Ms: 0.6, p95Ms: 1.2 },
      await measureAsync(300, (round) => window(spread(round))),
      measure(30, (round) => plain.at(spread(round))),
    ),
    timedRow(
      "page with the company's name",
      { p50Ms: 0.6, p95Ms: 1.2 },
      await measureAsync(300, () => window(0, [...FIELDS, 'company'])),
      measure(300, () => plain.pageWithCompany()),
    ),
    timedRow(
      "sorted by the company's name",
      { p50Ms: 0.6, p95Ms: 1.2 },
      await measureAsync(300, () =>
        client.records.window({
          object: 'person',
          sort: [{ field: 'company', direction: 'asc', nulls: 'last' }],
          fields: [...FIELDS, 'company'],
          offset: 0,
          limit: 50,
        }),
      ),
      measure(20, () => plain.sortedByCompany()),
    ),
    timedRow(
      'search as you type, rare word',
      { p50Ms: 0.5 },
      await measureAsync(300, (round) =>
        client.search.find({ text: `quorrel${'abcdefghij'[round % 10] ?? ''}`, limit: 20 }),
      ),
      measure(300, (round) => plain.search(`quorrel${'abcdefghij'[round % 10] ?? ''}`)),
    ),
    timedRow(
      'search as you type, common word',
      { p50Ms: 2, p95Ms: 5 },
      await measureAsync(200, (round) =>
        client.search.find({ text: ['mar', 'engineer', 'hannah', 'ber'][round % 4] ?? '', limit: 20 }),
      ),
      measure(8, (round) => plain.search(['mar', 'engineer', 'hannah', 'ber'][round % 4] ?? '')),
    ),
    timedRow(
      'count and sum by a select field, whole object',
      { p50Ms: 0.5 },
      await measureAsync(50, () =>
        client.records.aggregate({
          object: 'person',
          groupBy: ['lifecycle'],
          aggregates: [{ fn: 'count' }, { fn: 'sum', field: 'rating' }],
        }),
      ),
      measure(12, () => plain.countAll()),
    ),
    timedRow(
      'count and sum by a select field, with a filter',
      { ratio: 1.3 },
      await measureAsync(12, (round) =>
        client.records.aggregate({
          object: 'person',
          filter: { field: 'address.city', op: 'is', value: ['Bergen', 'Lyon', 'Osaka'][round % 3] ?? '' },
          groupBy: ['lifecycle'],
          aggregates: [{ fn: 'count' }, { fn: 'sum', field: 'rating' }],
        }),
      ),
      measure(12, (round) => plain.countBy(['Bergen', 'Lyon', 'Osaka'][round % 3] ?? '')),
    ),
  ];
};

const writeRows = async (client: EngineClient, plain: PlainSql, options: BenchOptions): Promise<BenchRow[]> => {
  const { people, companies } = options;
  const values = (index: number) => {
    const person = personAt(index, companies);
    return {
      name: { first: person.first, last: person.last },
      emails: [`new-${person.email}`],
      phones: [person.phone],
      jobTitle: person.jobTitle,
      lifecycle: person.lifecycle,
      rating: person.rating,
    };
  };
  const page = await client.records.window({ ...byName, fields: ['name'], offset: Math.floor(people / 3), limit: 50 });
  const ids = page.rows.map(({ id }) => RecordId.parse(id));
  return [
    timedRow(
      'create: durable, logged, searchable',
      { p50Ms: 0.8, p95Ms: 2 },
      await measureAsync(500, (round) => client.records.create({ object: 'person', values: values(people + round) })),
      measure(500, (round) => plain.create(personAt(people + round, companies))),
    ),
    timedRow(
      'edit one field: durable, visible in the open view',
      { p50Ms: 0.5, p95Ms: 1.5 },
      await measureAsync(500, (round) => {
        const id = ids[round % ids.length];
        if (id === undefined) throw new Error('No record to edit');
        return client.records.update({ object: 'person', id, values: { jobTitle: `Title ${round}` } });
      }),
      measure(500, (round) => plain.edit(1 + (round % 50), `Title ${round}`)),
    ),
  ];
};

interface ColdStart {
  readonly firstPageMs: number;
  readonly rssMiB: number;
}

/** Opens the workspace in a fresh process; prints when the first page was there and what memory it took. */
const coldStart = async (options: BenchOptions): Promise<ColdStart> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    path.join(options.entriesDir, 'bench-start.js'),
    path.join(options.folder, 'workspace'),
  ]);
  const result: unknown = JSON.parse(stdout);
  if (typeof result !== 'object' || result === null || !('firstPageMs' in result) || !('rssMiB' in result))
    throw new Error(stdout);
  return { firstPageMs: Number(result.firstPageMs), rssMiB: Number(result.rssMiB) };
};

const startRows = async (options: BenchOptions): Promise<BenchRow[]> => {
  const starts: ColdStart[] = [];
  for (let i = 0; i < 5; i += 1) starts.push(await coldStart(options));
  const times = starts.map(({ firstPageMs }) => firstPageMs).toSorted((a, b) => a - b);
  const rssMiB = Math.max(...starts.map((start) => start.rssMiB));
  const timing = { p50Ms: times[2] ?? Number.NaN, p95Ms: times[4] ?? Number.NaN };
  return [
    timedRow('engine start to the first page', { p50Ms: 300 }, timing, null),
    {
      ...timedRow('memory of the engine with a view open', {}, { p50Ms: 0, p95Ms: 0 }, null, `${rssMiB} MiB`),
      budget: '250 MiB',
      withinBudget: rssMiB <= 250,
    },
  ];
};

/** Fills a workspace and a hand-written database with the same rows and measures both. */
export const benchEngine = async (options: BenchOptions): Promise<readonly BenchRow[]> => {
  const { folder, people, companies, deals, say } = options;
  const companiesCsv = path.join(folder, 'companies.csv');
  const dealsCsv = path.join(folder, 'deals.csv');
  const peopleCsv = path.join(folder, 'people.csv');
  say(`Making ${people} people, ${companies} companies and ${deals} deals`);
  await writeCompanies(companiesCsv, companies);
  await writePeople(peopleCsv, people, companies);
  await writeDeals(dealsCsv, deals, companies);

  say('Importing into hand-written tables');
  const plain = createPlainSql(path.join(folder, 'plain.db'), companies, deals);
  const plainStart = performance.now();
  await plain.insertPeople(readPeople(peopleCsv, companies));
  const plainImportMs = performance.now() - plainStart;
  plain.finish();

  say('Importing into Outpost');
  const engine = await startEngineThread(options.entriesDir, {
    workspaceDir: path.join(folder, 'workspace'),
    appVersion: 'bench',
    hasReaders: true,
  });
  const line = connectEngine(engine);
  await growSchema(line.client);
  await importFile(line.client, engine.stagingDir, companiesCsv, 'company');
  const importMs = await importFile(line.client, engine.stagingDir, peopleCsv, 'person');

  await importFile(line.client, engine.stagingDir, dealsCsv, 'opportunity');
  for (const label of CUSTOM_OBJECTS) {
    const file = path.join(folder, `${label}.csv`);
    await writeThings(file, label, 2000);
    await importFile(line.client, engine.stagingDir, file, label.toLowerCase());
  }

  say('Reading');
  const reads = await readRows(line.client, plain, options);
  say('Writing');
  const writes = await writeRows(line.client, plain, options);
  line.close();
  await engine.close();
  plain.close();
  say('Starting');
  const starts = await startRows(options);
  return [...reads, ...writes, rateRow('CSV import', 0.6, people, importMs, plainImportMs), ...starts];
};
