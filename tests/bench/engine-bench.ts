import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { EngineClient } from '@shared/contract/index';
import { hasManySegments, SEARCH_TABLES } from '../../src-main/engine/records/search/segments.sql';
import { openDatabase } from '../../src-main/engine/storage/open-database';
import { connectEngine } from '../../src-main/engine-entry/engine-client';
import { startEngineThread } from '../../src-main/engine-entry/start-engine-thread';
import type { BenchCase, BenchOptions } from './bench-case';
import { type BenchRow, rateRow, timedRow } from './budget';
import { readPeople, writeCompanies, writeDeals, writePeople, writeThings } from './csv-files';
import { CUSTOM_OBJECTS, growSchema } from './custom-fields';
import { importFile } from './import-file';
import { jobRows } from './job-cases';
import { createPlainSql, fillPlainSql, type PlainSql } from './plain-sql';
import { DUPLICATE_CASES } from './duplicates-cases';
import { byName, READ_CASES } from './read-cases';
import { WRITE_CASES } from './write-cases';

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

/** Stands in a folder whose rows are all in. */
const FILLED = 'filled';
const START = 'engine start to the first page';
const MEMORY = 'memory of the engine with a view open';

const IMPORT = 'CSV import';

const startRows = async (options: BenchOptions): Promise<BenchRow[]> => {
  if (![START, MEMORY].some((name) => name.includes(options.only))) return [];
  options.say('Starting');
  const starts: ColdStart[] = [];
  for (let i = 0; i < 5; i += 1) starts.push(await coldStart(options));
  const times = starts.map(({ firstPageMs }) => firstPageMs).toSorted((a, b) => a - b);
  const rssMiB = Math.max(...starts.map((start) => start.rssMiB));
  const timing = { p50Ms: times[2] ?? Number.NaN, p95Ms: times[4] ?? Number.NaN };
  return [
    timedRow(START, { p50Ms: 300 }, timing, null),
    {
      ...timedRow(MEMORY, {}, { p50Ms: 0, p95Ms: 0 }, null, `${rssMiB} MiB`),
      budget: '250 MiB',
      withinBudget: rssMiB <= 250,
    },
  ];
};

/** Imports the same rows into both sides; the row is the rate at which the people came in. */
const fill = async (
  client: EngineClient,
  stagingDir: string,
  plain: PlainSql,
  { folder, people, companies, deals, say }: BenchOptions,
): Promise<BenchRow> => {
  const companiesCsv = path.join(folder, 'companies.csv');
  const dealsCsv = path.join(folder, 'deals.csv');
  const peopleCsv = path.join(folder, 'people.csv');
  say(`Making ${people} people, ${companies} companies and ${deals} deals`);
  await writeCompanies(companiesCsv, companies);
  await writePeople(peopleCsv, people, companies);
  await writeDeals(dealsCsv, deals, companies);

  say('Importing into hand-written tables');
  const plainStart = performance.now();
  await plain.insertPeople(readPeople(peopleCsv, companies));
  const plainImportMs = performance.now() - plainStart;
  plain.finish();

  say('Importing into Outpost');
  await growSchema(client);
  await importFile(client, stagingDir, companiesCsv, 'company');
  const importMs = await importFile(client, stagingDir, peopleCsv, 'person');
  await importFile(client, stagingDir, dealsCsv, 'opportunity');
  for (const label of CUSTOM_OBJECTS) {
    const file = path.join(folder, `${label}.csv`);
    await writeThings(file, label, 2000);
    await importFile(client, stagingDir, file, label.toLowerCase());
  }
  await writeFile(path.join(folder, FILLED), '');
  return rateRow(IMPORT, 0.6, people, importMs, plainImportMs);
};

const MAX_PAUSES = 240;

/** Waits until the search indexes are merged: the engine does so as soon as nobody asks for anything, which a benchmark never lets happen. */
const settle = async (folder: string): Promise<void> => {
  const { read, close } = openDatabase({ file: path.join(folder, 'workspace', 'workspace.db'), mode: 'reader' });
  const isSettled = (): boolean => !SEARCH_TABLES.some((table) => hasManySegments(read, table));
  for (let pause = 0; pause < MAX_PAUSES && !isSettled(); pause += 1) await setTimeout(250);
  close();
};

/** Fills a workspace and a hand-written database with the same rows, unless the folder holds them from a run before, and measures both. */
export const benchEngine = async (options: BenchOptions): Promise<readonly BenchRow[]> => {
  const { folder, people, companies, deals, only, say } = options;
  const jobs = await jobRows(options);
  const names = [START, MEMORY, IMPORT, ...[...READ_CASES, ...WRITE_CASES, ...DUPLICATE_CASES].map(({ name }) => name)];
  // What asks for nothing else needs no records.
  if (!names.some((name) => name.includes(only))) return jobs;
  const plainFile = path.join(folder, 'plain.db');
  const isFilled = existsSync(path.join(folder, FILLED));
  if (!isFilled) fillPlainSql(plainFile, companies, deals);
  const plain = createPlainSql(plainFile);
  const engine = await startEngineThread(options.entriesDir, {
    workspaceDir: path.join(folder, 'workspace'),
    appVersion: 'bench',
    hasReaders: true,
  });
  const line = connectEngine(engine);
  const sides = { client: line.client, plain, options };
  const rows: BenchRow[] = [];
  const runAll = async (title: string, cases: readonly BenchCase[]): Promise<void> => {
    say(title);
    for (const { name, run } of cases) if (name.includes(only)) rows.push(await run(sides));
  };
  const imported = isFilled ? [] : [await fill(line.client, engine.stagingDir, plain, options)];
  say('Waiting for a quiet moment');
  await settle(folder);
  // The first jump reads the order whole.
  await line.client.records.window({ ...byName, fields: ['name'], offset: Math.floor(people / 2), limit: 50 });
  await runAll('Reading', READ_CASES);
  await runAll('Writing', WRITE_CASES);
  await runAll('Background work', DUPLICATE_CASES);
  line.close();
  await engine.close();
  plain.close();
  return [...rows, ...jobs, ...imported, ...(await startRows(options))];
};
