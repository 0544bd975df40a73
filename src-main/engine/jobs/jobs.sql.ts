import type { JobId } from '@shared/domain/ids';
import type { Failure } from '@shared/errors/failure';
import type { Message } from '@shared/messages/message';
import type { InferSelectModel } from 'drizzle-orm';
import type { jobs } from '../storage/schema/static-tables';
import type { ReadDb, WriteDb } from '../storage/db';
import type { NextState } from './next-state.rules';

export type JobRow = InferSelectModel<typeof jobs>;

export interface NewJob {
  readonly queue: string;
  readonly kind: string;
  readonly title: Message;
  readonly payload: unknown;
  readonly memberId: string | null;
  readonly priority: number;
  readonly nowMs: number;
  readonly runAtMs: number;
  readonly maxAttempts: number;
  readonly dedupe: string | null;
  readonly freesDedupe: boolean;
  readonly group: string | null;
}

// Every id comes from the table: it needs no check.
const toId = (id: number): JobId => id as JobId;

/** Undefined where `dedupe` keeps it out. */
export const insertJob = (db: WriteDb, job: NewJob): JobId | undefined => {
  const { changes, lastRowid } = db.run(
    `INSERT INTO job(queue, kind, title, payload, member, state, priority, run_at_ms, max_attempts, dedupe, frees_dedupe, group_key, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT(kind, dedupe) WHERE dedupe IS NOT NULL AND state IN ('delayed', 'ready', 'active', 'paused') DO NOTHING`,
    [
      job.queue,
      job.kind,
      JSON.stringify(job.title),
      JSON.stringify(job.payload),
      job.memberId,
      job.runAtMs > job.nowMs ? 'delayed' : 'ready',
      job.priority,
      job.runAtMs,
      job.maxAttempts,
      job.dedupe,
      job.freesDedupe ? 1 : 0,
      job.group,
      job.nowMs,
    ],
  );
  return changes === 0 ? undefined : toId(lastRowid);
};

export const findByDedupe = (db: ReadDb, kind: string, dedupe: string): JobId | undefined =>
  db.pluck<JobId>(
    `SELECT id FROM job WHERE kind = ? AND dedupe = ? AND state IN ('delayed', 'ready', 'active', 'paused')`,
    [kind, dedupe],
  )[0];

export const findJob = (db: ReadDb, id: JobId): JobRow | undefined =>
  db.get<JobRow>('SELECT * FROM job WHERE id = ?', [id]);

export const listActive = (db: ReadDb): JobRow[] => db.all<JobRow>(`SELECT * FROM job WHERE state = 'active'`);

export const listUnfinished = (db: ReadDb): JobRow[] =>
  db.all<JobRow>(`SELECT * FROM job WHERE state IN ('delayed', 'ready', 'active', 'paused')`);

export const promoteDelayed = (db: WriteDb, nowMs: number): void => {
  db.run(`UPDATE job SET state = 'ready' WHERE state = 'delayed' AND run_at_ms <= ?`, [nowMs]);
};

export const findNextDelayedMs = (db: ReadDb): number | undefined =>
  db.pluck<number | null>(`SELECT min(run_at_ms) FROM job WHERE state = 'delayed'`)[0] ?? undefined;

/** Those that are next in a queue, leaving out groups of which one is running. Two of the same group may be among them. */
export const listReady = (db: ReadDb, queue: string, busyGroups: readonly string[], limit: number): JobRow[] =>
  busyGroups.length === 0
    ? db.all<JobRow>(`SELECT * FROM job WHERE queue = ? AND state = 'ready' ORDER BY priority DESC, id LIMIT ?`, [
        queue,
        limit,
      ])
    : db.all<JobRow>(
        `SELECT * FROM job WHERE queue = ? AND state = 'ready'
         AND (group_key IS NULL OR group_key NOT IN (SELECT value FROM json_each(?)))
         ORDER BY priority DESC, id LIMIT ?`,
        [queue, JSON.stringify(busyGroups), limit],
      );

export const markActive = (db: WriteDb, ids: readonly number[], nowMs: number): void => {
  db.run(
    `UPDATE job SET state = 'active', attempt = attempt + 1, started_at_ms = ?, wish = NULL, failure = NULL,
       dedupe = iif(frees_dedupe, NULL, dedupe)
     WHERE id IN (SELECT value FROM json_each(?))`,
    [nowMs, JSON.stringify(ids)],
  );
};

export interface Ended extends NextState {
  readonly id: JobId;
  readonly nowMs: number;
  readonly progress: number | null;
  readonly note: Message | null;
  readonly result: unknown;
  readonly failure: Failure | null;
}

const jsonOrNull = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** Only what is still active: whoever cancelled it meanwhile was first. */
export const saveEnd = (db: WriteDb, end: Ended): void => {
  const isOver = end.state === 'done' || end.state === 'dead' || end.state === 'cancelled';
  db.run(
    `UPDATE job SET state = ?, run_at_ms = coalesce(?, run_at_ms), attempt = attempt - ?, progress = ?, note = ?, result = ?, failure = ?,
       finished_at_ms = ?, wish = NULL WHERE id = ? AND state = 'active'`,
    [
      end.state,
      end.runAtMs ?? null,
      end.isRefunded ? 1 : 0,
      end.progress,
      jsonOrNull(end.note),
      jsonOrNull(end.result),
      jsonOrNull(end.failure),
      isOver ? end.nowMs : null,
      end.id,
    ],
  );
};

export const addCrash = (db: WriteDb, id: JobId): void => {
  db.run('UPDATE job SET crashes = crashes + 1 WHERE id = ?', [id]);
};

export const insertAttempt = (
  db: WriteDb,
  attempt: {
    readonly id: JobId;
    readonly outcome: 'failed' | 'crashed';
    readonly startedAtMs: number;
    readonly ms: number;
    readonly failure: Failure;
  },
): void => {
  db.run(
    `INSERT INTO job_attempt(job_id, n, outcome, started_at_ms, ms, failure)
     SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ? FROM job_attempt WHERE job_id = ?`,
    [attempt.id, attempt.outcome, attempt.startedAtMs, attempt.ms, JSON.stringify(attempt.failure), attempt.id],
  );
};

const MAX_LOG_LINES = 200;
const MAX_LOG_CHARS = 2000;

export const insertLog = (db: WriteDb, id: JobId, atMs: number, text: string): void => {
  db.run(
    `INSERT INTO job_log(job_id, n, at_ms, text)
     SELECT ?, coalesce(max(n), 0) + 1, ?, ? FROM job_log WHERE job_id = ? HAVING coalesce(max(n), 0) < ?`,
    [id, atMs, text.slice(0, MAX_LOG_CHARS), id, MAX_LOG_LINES],
  );
};

export const saveJobCheckpoint = (db: WriteDb, id: JobId, value: unknown): void => {
  db.run('UPDATE job SET checkpoint = ? WHERE id = ?', [JSON.stringify(value), id]);
};

/** For the running engine to obey, and for the next one should this one die first. */
export const saveWish = (db: WriteDb, id: JobId, wish: 'cancel' | 'pause'): void => {
  db.run(`UPDATE job SET wish = ? WHERE id = ? AND state = 'active'`, [wish, id]);
};

/** Takes a job that does not run to another state. */
export const moveIdle = (db: WriteDb, id: JobId, state: 'ready' | 'paused' | 'cancelled', nowMs: number): void => {
  db.run(`UPDATE job SET state = ?, run_at_ms = min(run_at_ms, ?), finished_at_ms = ? WHERE id = ?`, [
    state,
    nowMs,
    state === 'cancelled' ? nowMs : null,
    id,
  ]);
};

/** From the beginning of its attempts; its checkpoint stays. False where another like it is waiting already. */
export const reviveJob = (db: WriteDb, id: JobId, nowMs: number): boolean =>
  db.run(
    `UPDATE OR IGNORE job SET state = 'ready', attempt = 0, crashes = 0, run_at_ms = ?, finished_at_ms = NULL, failure = NULL WHERE id = ?`,
    [nowMs, id],
  ).changes > 0;

export const deleteJob = (db: WriteDb, id: JobId): void => {
  db.run('DELETE FROM job_attempt WHERE job_id = ?', [id]);
  db.run('DELETE FROM job_log WHERE job_id = ?', [id]);
  db.run('DELETE FROM job_work WHERE job_id = ?', [id]);
  db.run('DELETE FROM job WHERE id = ?', [id]);
};

/** The oldest beyond `keep` go. */
export const sweepEnded = (
  db: WriteDb,
  queue: string,
  keep: { readonly done: number; readonly dead: number },
): void => {
  const surplus = [
    ...db.pluck<JobId>(
      `SELECT id FROM job WHERE queue = ? AND state = 'done' ORDER BY finished_at_ms DESC, id DESC LIMIT -1 OFFSET ?`,
      [queue, keep.done],
    ),
    ...db.pluck<JobId>(
      `SELECT id FROM job WHERE queue = ? AND state = 'cancelled' ORDER BY finished_at_ms DESC, id DESC LIMIT -1 OFFSET ?`,
      [queue, keep.done],
    ),
    ...db.pluck<JobId>(
      `SELECT id FROM job WHERE queue = ? AND state = 'dead' ORDER BY finished_at_ms DESC, id DESC LIMIT -1 OFFSET ?`,
      [queue, keep.dead],
    ),
  ];
  if (surplus.length === 0) return;
  const ids = [JSON.stringify(surplus)];
  db.run('DELETE FROM job_attempt WHERE job_id IN (SELECT value FROM json_each(?))', ids);
  db.run('DELETE FROM job_log WHERE job_id IN (SELECT value FROM json_each(?))', ids);
  db.run('DELETE FROM job_work WHERE job_id IN (SELECT value FROM json_each(?))', ids);
  db.run('DELETE FROM job WHERE id IN (SELECT value FROM json_each(?))', ids);
};

export const listPausedQueues = (db: ReadDb): string[] =>
  db.pluck<string>('SELECT name FROM job_queue WHERE is_paused = 1');

export const saveQueuePause = (db: WriteDb, name: string, isPaused: boolean): void => {
  db.run(
    'INSERT INTO job_queue(name, is_paused) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET is_paused = excluded.is_paused',
    [name, isPaused ? 1 : 0],
  );
};
