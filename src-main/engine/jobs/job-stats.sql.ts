import type { ReadDb, WriteDb } from '../storage/db';

/** What ended in a queue. */
export interface Counted {
  done: number;
  /** Attempts that failed and are tried again. */
  failed: number;
  dead: number;
  waitMs: number;
  runMs: number;
}

const MINUTE_MS = 60_000;
const KEPT_MINUTES = 7 * 24 * 60;

export const addToStats = (db: WriteDb, queue: string, nowMs: number, counted: Counted): void => {
  db.run(
    `INSERT INTO job_stat(queue, minute, done, failed, dead, wait_ms, run_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(queue, minute) DO UPDATE SET done = done + excluded.done, failed = failed + excluded.failed, dead = dead + excluded.dead,
       wait_ms = wait_ms + excluded.wait_ms, run_ms = run_ms + excluded.run_ms`,
    [
      queue,
      Math.floor(nowMs / MINUTE_MS),
      counted.done,
      counted.failed,
      counted.dead,
      Math.round(counted.waitMs),
      Math.round(counted.runMs),
    ],
  );
};

/** A week is kept. */
export const sweepStats = (db: WriteDb, nowMs: number): void => {
  db.run('DELETE FROM job_stat WHERE minute < ?', [Math.floor(nowMs / MINUTE_MS) - KEPT_MINUTES]);
};

/** By queue, of the last `minutes`. */
export const readStats = (db: ReadDb, nowMs: number, minutes: number): ReadonlyMap<string, Counted> =>
  new Map(
    db
      .all<Counted & { readonly queue: string }>(
        `SELECT queue, sum(done) AS done, sum(failed) AS failed, sum(dead) AS dead, sum(wait_ms) AS waitMs, sum(run_ms) AS runMs
         FROM job_stat WHERE minute > ? GROUP BY queue`,
        [Math.floor(nowMs / MINUTE_MS) - minutes],
      )
      .map(({ queue, ...counted }) => [queue, counted]),
  );
