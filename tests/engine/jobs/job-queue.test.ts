import { msg } from '@lingui/core/macro';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { JobId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { defineJob, defineQueue, type JobRun } from '@main/engine/jobs/job-definition';
import { findJob, saveQueuePause, saveWish } from '@main/engine/jobs/jobs.sql';
import { testQueue, textJob, type TestQueue } from '../../helpers/test-queue';

const add = (
  { jobs, database }: TestQueue,
  job: ReturnType<typeof textJob>,
  text: string,
  options?: Parameters<TestQueue['jobs']['enqueue']>[3],
): JobId => database.inTransaction((db) => jobs.enqueue(db, job, text, options));

const stateOf = ({ database }: TestQueue, id: JobId) => findJob(database.read, id)?.state;

/** A handler that notes what it was given. */
const noting = (job: ReturnType<typeof textJob>) => {
  const seen: string[] = [];
  const queue = testQueue((jobs) =>
    jobs.handle(job, (text) => {
      seen.push(text);
      return undefined;
    }),
  );
  return { seen, queue };
};

/** A handler whose jobs end when the test says so. */
const holding = (job: ReturnType<typeof textJob>) => {
  const running = new Map<
    string,
    { readonly run: JobRun; readonly end: () => void; readonly fail: (e: unknown) => void }
  >();
  const queue = testQueue((jobs) =>
    jobs.handle(job, (text, run) => {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      running.set(text, { run, end: () => resolve(undefined), fail: reject });
      run.signal.addEventListener('abort', () => reject(run.signal.reason));
      return promise;
    }),
  );
  return { running, queue };
};

const turns = async (count = 4): Promise<void> => {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('a job exists exactly when the transaction that enqueued it has committed', async () => {
  const job = textJob();
  const { seen, queue } = noting(job);

  expect(() =>
    queue.database.inTransaction((db) => {
      queue.jobs.enqueue(db, job, 'rolled back');
      throw new Error('no');
    }),
  ).toThrow('no');
  add(queue, job, 'committed');
  await queue.jobs.whenIdle();

  expect(seen).toEqual(['committed']);
});

test('higher priority runs first, and equal ones in the order they came', async () => {
  const job = textJob();
  const { seen, queue } = noting(job);
  queue.database.inTransaction((db) => {
    for (const [text, priority] of [
      ['a', 0],
      ['b', 0],
      ['c', 5],
      ['d', 5],
    ] as const)
      queue.jobs.enqueue(db, job, text, { priority });
  });

  await queue.jobs.whenIdle();

  expect(seen).toEqual(['c', 'd', 'a', 'b']);
});

test('no more jobs of a queue run at once than it allows, and one of a group', async () => {
  const job = textJob({}, { concurrency: 3 });
  const { running, queue } = holding(job);
  for (const text of ['a', 'b']) add(queue, job, text, { group: 'same' });
  for (const text of ['c', 'd', 'e']) add(queue, job, text);

  await turns();
  const first = [...running.keys()];
  running.get('a')?.end();
  running.get('c')?.end();
  await turns();

  expect(first).toEqual(['a', 'c', 'd']);
  expect([...running.keys()].slice(3)).toEqual(['b', 'e']);
});

test('what fails is tried again after longer and longer, then is dead with every attempt', async () => {
  const job = textJob({ retry: { attempts: 3, firstMs: 2000, factor: 2 } });
  let attempts = 0;
  const queue = testQueue((jobs) =>
    jobs.handle(job, () => {
      attempts += 1;
      throw new AppError('remote_failed', msg`The server is away.`);
    }),
  );
  const id = add(queue, job, 'x');
  const ended = queue.jobs.finished(job, id);
  ended.catch(() => undefined);

  await queue.jobs.whenIdle();
  queue.clock.advance(1999);
  await turns();
  expect(attempts).toBe(1);
  queue.clock.advance(1);
  await queue.jobs.whenIdle();
  expect(attempts).toBe(2);
  queue.clock.advance(4000);
  await queue.jobs.whenIdle();

  expect(attempts).toBe(3);
  expect(stateOf(queue, id)).toBe('dead');
  await expect(ended).rejects.toMatchObject({ code: 'remote_failed' });
  expect(queue.database.read.pluck('SELECT count(*) FROM job_attempt')).toEqual([3]);
});

test('what would be refused again is not tried again', async () => {
  const job = textJob();
  const queue = testQueue((jobs) =>
    jobs.handle(job, () => {
      throw new AppError('forbidden', msg`No.`);
    }),
  );
  const id = add(queue, job, 'x');

  await queue.jobs.whenIdle();

  expect(stateOf(queue, id)).toBe('dead');
});

test('a result reaches who waits for it, also when it ended before', async () => {
  const job = defineJob({
    kind: 'test.double',
    queue: defineQueue('test'),
    payload: z.int(),
    result: z.int(),
    title: (n) => msg`Double ${n}`,
  });
  const queue = testQueue((jobs) => jobs.handle(job, (n) => n * 2));
  const id = queue.database.inTransaction((db) => queue.jobs.enqueue(db, job, 21));

  expect(await queue.jobs.finished(job, id)).toBe(42);
  expect(await queue.jobs.finished(job, id)).toBe(42);
});

test('an unfinished job with the same key is not added twice; one that has begun may be, if only those that wait count', async () => {
  const job = textJob({}, { concurrency: 2 });
  const { running, queue } = holding(job);
  const first = add(queue, job, 'a', { dedupe: 'key' });
  const second = add(queue, job, 'b', { dedupe: 'key' });
  const third = add(queue, job, 'c', { dedupe: 'other', dedupeAgainst: 'waiting' });
  await turns();
  const fourth = add(queue, job, 'd', { dedupe: 'other', dedupeAgainst: 'waiting' });

  expect(second).toBe(first);
  expect(fourth).not.toBe(third);
  for (const { end } of running.values()) end();
});

test('a queue that is paused begins nothing until it goes on', async () => {
  const job = textJob();
  const { seen, queue } = noting(job);
  queue.database.inTransaction((db) => saveQueuePause(db, 'test', true));
  add(queue, job, 'x');
  await queue.jobs.whenIdle();
  expect(seen).toEqual([]);

  queue.database.inTransaction((db) => saveQueuePause(db, 'test', false));
  queue.jobs.noticeWishes();
  await queue.jobs.whenIdle();

  expect(seen).toEqual(['x']);
});

test('a rate is kept: the rest waits for its time', async () => {
  const job = textJob({}, { concurrency: 10, rate: { jobs: 2, perMs: 1000 } });
  const { seen, queue } = noting(job);
  for (const text of ['a', 'b', 'c', 'd']) add(queue, job, text);
  await queue.jobs.whenIdle();
  expect(seen).toEqual(['a', 'b']);

  queue.clock.advance(500);
  await queue.jobs.whenIdle();
  expect(seen).toEqual(['a', 'b', 'c']);
  queue.clock.advance(500);
  await queue.jobs.whenIdle();

  expect(seen).toEqual(['a', 'b', 'c', 'd']);
});

test('a cancelled job stops at its next safe point, a paused one goes on from its checkpoint', async () => {
  const job = textJob({ canPause: true });
  const { running, queue } = holding(job);
  const id = add(queue, job, 'x');
  await turns();
  queue.database.inTransaction((db) => {
    running.get('x')?.run.saveCheckpoint(db, { at: 7 });
    saveWish(db, id, 'pause');
  });
  queue.jobs.noticeWishes();
  await turns();
  expect(stateOf(queue, id)).toBe('paused');

  queue.database.inTransaction((db) => db.run(`UPDATE job SET state = 'ready' WHERE id = ?`, [id]));
  queue.jobs.noticeWishes();
  await turns();
  expect(running.get('x')?.run).toMatchObject({ checkpoint: { at: 7 }, attempt: 1 });
  queue.database.inTransaction((db) => saveWish(db, id, 'cancel'));
  queue.jobs.noticeWishes();
  await turns();

  expect(stateOf(queue, id)).toBe('cancelled');
});

test('a job without a sign of life is given up and tried again; one that slept with the machine is not', async () => {
  const job = textJob({ stallMs: 60_000 });
  const { running, queue } = holding(job);
  const id = add(queue, job, 'x');
  await turns();
  queue.clock.advance(40_000);
  running.get('x')?.run.heartbeat();
  queue.clock.advance(40_000);
  await turns();
  expect(stateOf(queue, id)).toBe('active');

  queue.clock.advance(8 * 3_600_000);
  await turns();
  expect(stateOf(queue, id)).toBe('active');
  queue.clock.advance(60_000);
  await turns();

  expect(stateOf(queue, id)).toBe('delayed');
});

test('closing stops what runs at its next safe point; the next engine goes on from the checkpoint with the same attempt', async () => {
  const job = textJob();
  const { running, queue } = holding(job);
  const id = add(queue, job, 'x');
  await turns();
  queue.database.inTransaction((db) => running.get('x')?.run.saveCheckpoint(db, 'half'));

  await queue.jobs.close();
  expect(stateOf(queue, id)).toBe('ready');
  const seen: unknown[] = [];
  const next = queue.afterCrash((jobs) =>
    jobs.handle(job, (_, run) => {
      seen.push(run.checkpoint, run.attempt);
      return undefined;
    }),
  );
  await next.jobs.whenIdle();

  expect(seen).toEqual(['half', 1]);
  expect(stateOf(queue, id)).toBe('done');
});

test('a job during which the engine dies runs again, and is dead the third time', async () => {
  const job = textJob();
  const { queue } = holding(job);
  const id = add(queue, job, 'x');
  const never = new Promise<undefined>(() => undefined);
  let engine = queue;
  const states: unknown[] = [];
  await turns();

  for (let crash = 1; crash <= 3; crash += 1) {
    engine = engine.afterCrash((jobs) => jobs.handle(job, () => never));
    await turns();
    states.push(stateOf(queue, id));
  }

  expect(states).toEqual(['active', 'active', 'dead']);
  expect(queue.database.read.pluck(`SELECT count(*) FROM job_attempt WHERE outcome = 'crashed'`)).toEqual([3]);
});

test('what was cancelled before the engine died stays cancelled', async () => {
  const job = textJob();
  const { queue } = holding(job);
  const id = add(queue, job, 'x');
  await turns();
  queue.database.inTransaction((db) => saveWish(db, id, 'cancel'));

  const next = queue.afterCrash((jobs) => jobs.handle(job, () => undefined));
  await next.jobs.whenIdle();

  expect(stateOf(queue, id)).toBe('cancelled');
});

test('a module hears of the end in the transaction that writes it; one that cannot take it loses its own job only', async () => {
  const job = textJob({}, { concurrency: 2 });
  const states: string[] = [];
  const queue = testQueue((jobs) =>
    jobs.handle(job, () => undefined, {
      onState: (_, text, state) => {
        if (text === 'bad') throw new Error('cannot');
        states.push(`${text} ${state}`);
      },
    }),
  );
  const bad = add(queue, job, 'bad');
  const good = add(queue, job, 'good');

  await queue.jobs.whenIdle();

  expect([stateOf(queue, bad), stateOf(queue, good)]).toEqual(['dead', 'done']);
  expect(states).toEqual(['good done']);
  expect(queue.errors.map(({ message }) => message)).toEqual(['the end of a job was refused']);
});

test('so many that are done are kept and no more, the newest', async () => {
  const job = textJob({}, { concurrency: 10, keepDone: 20 });
  const { queue } = noting(job);
  queue.database.inTransaction((db) => {
    for (let i = 0; i < 205; i += 1) queue.jobs.enqueue(db, job, String(i));
  });

  await queue.jobs.whenIdle();

  const kept = queue.database.read.pluck<string>('SELECT payload FROM job ORDER BY id');
  expect(kept.length).toBeLessThan(20 + 50 + 10);
  expect(kept.at(-1)).toBe('"204"');
});

test('repeated work is made up for once, and comes back at its time', async () => {
  const job = textJob();
  const seen: number[] = [];
  const set = (queue: () => TestQueue) => (jobs: TestQueue['jobs']) => {
    jobs.handle(job, () => {
      seen.push(queue().clock.nowMs());
      return undefined;
    });
    jobs.repeat({
      name: 'nightly',
      timing: { dailyAt: '02:30' },
      enqueue: (db) => void jobs.enqueue(db, job, 'night', { dedupe: 'nightly' }),
    });
  };
  let queue: TestQueue = testQueue(set(() => queue));
  await queue.jobs.whenIdle();
  await queue.jobs.close();
  queue.clock.advance(3 * 86_400_000);

  queue = queue.afterCrash(set(() => queue));
  await queue.jobs.whenIdle();
  expect(seen).toHaveLength(1);
  queue.clock.advance(86_400_000);
  await queue.jobs.whenIdle();

  expect(seen).toHaveLength(2);
});

test('a kind that nobody here knows is dead, and can be done again by who does', async () => {
  const job = textJob();
  const other = textJob({ kind: 'test.other' });
  const queue = testQueue((jobs) => jobs.handle(job, () => undefined));
  const id = add(queue, other, 'x');

  await queue.jobs.whenIdle();

  expect(stateOf(queue, id)).toBe('dead');
});
