import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { msg } from '@lingui/core/macro';
import { createJobQueue, type JobQueue } from '@main/engine/jobs/job-queue';
import { defineJob, defineQueue, noResult } from '@main/engine/jobs/job-definition';
import { createChangeBus } from '@main/engine/kernel/event-bus';
import { MIGRATIONS } from '@main/engine/storage/migrations/index';
import { openDatabase, type OpenDatabase } from '@main/engine/storage/open-database';
import { type LoggedError, type TestClock, testClock } from './test-engine';

export interface TestQueue {
  readonly jobs: JobQueue;
  readonly database: OpenDatabase;
  readonly clock: TestClock;
  readonly errors: readonly LoggedError[];
  /** Another engine on the same database, as after the death of this one; `set` names its handlers. */
  readonly afterCrash: (set: (jobs: JobQueue) => void) => TestQueue;
}

/** A queue on a database of its own, with nothing random in it. */
export const testQueue = (
  set: (jobs: JobQueue) => void,
  before?: { readonly database: OpenDatabase; readonly clock: TestClock },
): TestQueue => {
  const database = before?.database ?? openDatabase({ file: ':memory:', mode: 'writer' });
  const clock = before?.clock ?? testClock();
  if (!before) {
    database.inTransaction((db) => {
      for (const migration of MIGRATIONS) migration.up(db);
    });
    onTestFinished(() => database.close());
  }
  const errors: LoggedError[] = [];
  const jobs = createJobQueue({
    clock,
    random: { bytes: (length) => new Uint8Array(length) },
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (message, cause) => {
        errors.push({ message, cause });
      },
    },
    read: database.read,
    inTransaction: database.inTransaction,
    bus: createChangeBus(),
    timeZone: () => 'Europe/Berlin',
  });
  set(jobs);
  jobs.start();
  return { jobs, database, clock, errors, afterCrash: (setAgain) => testQueue(setAgain, { database, clock }) };
};

/** A kind of job that is given a text and does whatever a test says. */
export const textJob = (
  settings: Partial<Parameters<typeof defineJob<string, undefined>>[0]> = {},
  queue: Parameters<typeof defineQueue>[1] = {},
) =>
  defineJob({
    kind: 'test.text',
    queue: defineQueue('test', queue),
    payload: z.string(),
    result: noResult,
    title: (text) => msg`Do ${text}`,
    ...settings,
  });
