import { JOB_STATES } from '@shared/contract/jobs.contract';
import type { ReadDb, WriteDb } from '../storage/db';

const STRAY = 'NOT EXISTS (SELECT 1 FROM job WHERE job.id = job_id)';

/** Attempts, lines and work of jobs that are gone. */
export const countStrayJobRows = (db: ReadDb): number =>
  db.pluck<number>(
    `SELECT (SELECT count(*) FROM job_attempt WHERE ${STRAY}) + (SELECT count(*) FROM job_log WHERE ${STRAY})
       + (SELECT count(*) FROM job_work WHERE ${STRAY})`,
  )[0] ?? 0;

export const deleteStrayJobRows = (db: WriteDb): void => {
  db.run(`DELETE FROM job_attempt WHERE ${STRAY}`);
  db.run(`DELETE FROM job_log WHERE ${STRAY}`);
  db.run(`DELETE FROM job_work WHERE ${STRAY}`);
};

/** Jobs in a state that there is not, or whose payload cannot be read. */
export const countBrokenJobs = (db: ReadDb): number =>
  db.pluck<number>(
    'SELECT count(*) FROM job WHERE state NOT IN (SELECT value FROM json_each(?)) OR NOT json_valid(payload)',
    [JSON.stringify(JOB_STATES)],
  )[0] ?? 0;
