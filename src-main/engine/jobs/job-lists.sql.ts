import type { JobFilter, JobState } from '@shared/contract/jobs.contract';
import type { JobId } from '@shared/domain/ids';
import type { ReadDb, SqlValue } from '../storage/db';
import type { JobRow } from './jobs.sql';

/** Whose jobs are looked at; undefined: everybody's. */
export type Owner = string | undefined;

interface Condition {
  readonly where: string;
  readonly params: readonly SqlValue[];
}

const toCondition = ({ states, queue, kind }: JobFilter, owner: Owner): Condition => {
  const terms: readonly (readonly [string, SqlValue | undefined])[] = [
    ['state IN (SELECT value FROM json_each(?))', states && JSON.stringify(states)],
    ['queue = ?', queue],
    ['kind = ?', kind],
    ['member = ?', owner],
  ];
  const given = terms.flatMap(([term, value]) => (value === undefined ? [] : [{ term, value }]));
  return { where: ['true', ...given.map(({ term }) => term)].join(' AND '), params: given.map(({ value }) => value) };
};

/** Newest first. */
export const listJobRows = (
  db: ReadDb,
  { filter, owner, before, limit }: { filter: JobFilter; owner: Owner; before: number; limit: number },
): JobRow[] => {
  const { where, params } = toCondition(filter, owner);
  const text = `SELECT * FROM job WHERE id < ? AND ${where} ORDER BY id DESC LIMIT ?`;
  return db.all<JobRow>(text, [before, ...params, limit]);
};

export const listJobIds = (db: ReadDb, filter: JobFilter, owner: Owner): JobId[] => {
  const { where, params } = toCondition(filter, owner);
  const text = `SELECT id FROM job WHERE ${where} ORDER BY id`;
  return db.pluck<JobId>(text, params);
};

export const listAttempts = (
  db: ReadDb,
  id: JobId,
): { readonly outcome: 'failed' | 'crashed'; readonly started_at_ms: number; readonly ms: number; failure: string }[] =>
  db.all('SELECT outcome, started_at_ms, ms, failure FROM job_attempt WHERE job_id = ? ORDER BY n', [id]);

export const listLog = (db: ReadDb, id: JobId): { readonly atMs: number; readonly text: string }[] =>
  db.all('SELECT at_ms AS atMs, text FROM job_log WHERE job_id = ? ORDER BY n', [id]);

export interface StateCount {
  readonly queue: string;
  readonly state: JobState;
  readonly count: number;
}

export const countByState = (db: ReadDb, owner: Owner): StateCount[] =>
  owner === undefined
    ? db.all<StateCount>('SELECT queue, state, count(*) AS count FROM job GROUP BY state, queue')
    : db.all<StateCount>('SELECT queue, state, count(*) AS count FROM job WHERE member = ? GROUP BY state, queue', [
        owner,
      ]);
