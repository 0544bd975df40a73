import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { defineJob, defineQueue, noResult } from '../../src-main/engine/jobs/job-definition';
import { createJobQueue } from '../../src-main/engine/jobs/job-queue';
import { createChangeBus } from '../../src-main/engine/kernel/event-bus';
import { migrate } from '../../src-main/engine/storage/migrate';
import { MIGRATIONS } from '../../src-main/engine/storage/migrations/index';
import { openDatabase } from '../../src-main/engine/storage/open-database';
import { systemClock } from '../../src-main/engine-entry/system-ports';
import type { BenchOptions } from './bench-case';
import { type BenchRow, rateRow } from './budget';

const JOBS = 20_000;
const ADDED_AT_ONCE = 500;

interface Load {
  readonly name: string;
  /** Each job writes a row in a transaction of its own. */
  readonly writes: boolean;
  readonly smallestPerSecond: number;
}

export const JOB_LOADS: readonly Load[] = [
  { name: 'jobs: nothing to do', writes: false, smallestPerSecond: 10_000 },
  { name: 'jobs: each writes a row', writes: true, smallestPerSecond: 100 },
];

const makeWorkTable = 'CREATE TABLE done_work(n INTEGER PRIMARY KEY, text TEXT NOT NULL)';
const insertWork = 'INSERT INTO done_work(text) VALUES (?)';

const quietLog = {
  info: () => undefined,
  warn: () => undefined,
  error: (...told: unknown[]) => console.error(...told),
};

const benchQueue = async (file: string, { writes }: Load): Promise<number> => {
  const database = openDatabase({ file, mode: 'writer' });
  await migrate(database, MIGRATIONS, () => Promise.resolve());
  database.inTransaction((db) => db.exec(makeWorkTable));
  const { read, inTransaction } = database;
  const random = { bytes: (length: number) => randomBytes(length) };
  const jobs = createJobQueue({
    clock: systemClock,
    random,
    log: quietLog,
    read,
    inTransaction,
    bus: createChangeBus(),
    timeZone: () => 'UTC',
  });
  const job = defineJob({
    kind: 'bench.work',
    queue: defineQueue('bench', { concurrency: 50 }),
    payload: z.int(),
    result: noResult,
    title: (n) => msg`Work ${n}`,
  });
  jobs.handle(job, (n) => {
    if (writes) inTransaction((db) => db.run(insertWork, [`work ${n}`]));
    return undefined;
  });
  jobs.start();
  const startedAt = performance.now();
  for (let n = 0; n < JOBS; n += ADDED_AT_ONCE)
    inTransaction((db) => {
      for (let i = 0; i < ADDED_AT_ONCE; i += 1) jobs.enqueue(db, job, n + i);
    });
  await jobs.whenIdle();
  const ms = performance.now() - startedAt;
  await jobs.close();
  database.close();
  return ms;
};

/** What a good engineer writes first: a table of jobs, each taken in one transaction, done, and ended in another. */
const benchPlain = (file: string, { writes }: Load): number => {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(`CREATE TABLE job(id INTEGER PRIMARY KEY, state TEXT NOT NULL, payload TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0, ended_at INTEGER);
    CREATE INDEX job_waiting ON job(id) WHERE state = 'waiting'; ${makeWorkTable}`);
  const add = db.prepare(`INSERT INTO job(state, payload) VALUES ('waiting', ?)`);
  const take = db.prepare(
    `UPDATE job SET state = 'active', attempt = attempt + 1
     WHERE id = (SELECT id FROM job WHERE state = 'waiting' ORDER BY id LIMIT 1) RETURNING id, payload`,
  );
  const end = db.prepare(`UPDATE job SET state = 'done', ended_at = ? WHERE id = ?`);
  const work = db.prepare(insertWork);
  const startedAt = performance.now();
  for (let n = 0; n < JOBS; n += ADDED_AT_ONCE)
    db.transaction(() => {
      for (let i = 0; i < ADDED_AT_ONCE; i += 1) add.run(String(n + i));
    })();
  for (let row = take.get(); row !== undefined; row = take.get()) {
    const { id, payload } = z.object({ id: z.int(), payload: z.string() }).parse(row);
    if (writes) work.run(`work ${payload}`);
    end.run(Date.now(), id);
  }
  const ms = performance.now() - startedAt;
  db.close();
  return ms;
};

/** The durable queue against a job for each transaction; needs none of the benchmark's records. */
export const jobRows = async ({ folder, only, say }: BenchOptions): Promise<readonly BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const load of JOB_LOADS) {
    if (!load.name.includes(only)) continue;
    say(`Running ${load.name}`);
    const plainMs = benchPlain(path.join(folder, `plain-jobs-${rows.length}.db`), load);
    const oursMs = await benchQueue(path.join(folder, `jobs-${rows.length}.db`), load);
    const row = rateRow(load.name, 1, JOBS, oursMs, plainMs);
    const isFast = (JOBS / oursMs) * 1000 >= load.smallestPerSecond;
    const note = row.note.replaceAll('rows/s', 'jobs/s');
    const budget = `${load.smallestPerSecond.toLocaleString('en')} jobs/s`;
    rows.push({ ...row, note, budget, withinBudget: isFast });
  }
  return rows;
};
