import { msg } from '@lingui/core/macro';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '@shared/errors/app-error';
import { defineJob, defineQueue, noResult } from '@main/engine/jobs/job-definition';
import { newMember } from '../../helpers/as-member';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const job = defineJob({
  kind: 'test.work',
  queue: defineQueue('test', { concurrency: 5 }),
  payload: z.enum(['ok', 'fail', 'wait']),
  result: noResult,
  title: (how) => msg`Work: ${how}`,
  canPause: true,
  retry: { attempts: 1 },
});

/** An engine with jobs that end well, end badly, or wait until they are stopped. */
const withJobs = async () => {
  const engine = await testEngine();
  const { jobs, database } = engine.engine;
  jobs.handle(job, (how, run) => {
    if (how === 'fail') throw new AppError('remote_failed', msg`The server is away.`);
    if (how === 'ok') return undefined;
    run.progress(0.4, msg`Half way`);
    run.log('waiting');
    return new Promise<undefined>((_, reject) => {
      run.signal.addEventListener('abort', () => reject(run.signal.reason));
    });
  });
  const add = (how: z.infer<typeof job.payload>, memberId: string | null = null) =>
    database.inTransaction((db) => jobs.enqueue(db, job, how, { memberId }));
  return { engine, client: engine.client, add, settled: () => settled(engine) };
};

const settled = async ({ engine }: TestEngine): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
  if (engine.jobs.active().length === 0) await engine.jobs.whenIdle();
};

test('jobs are listed newest first, page by page, with what they failed of', async () => {
  const { client, add, settled: wait } = await withJobs();
  for (const how of ['ok', 'fail', 'ok'] as const) add(how);
  await wait();

  const first = await client.jobs.list({ filter: { queue: 'test' }, limit: 2 });
  const rest = await client.jobs.list({ filter: { queue: 'test' }, limit: 2, before: first.jobs[1]?.id });

  expect(first.jobs.map(({ state }) => state)).toEqual(['done', 'dead']);
  expect(first.hasMore).toBe(true);
  expect(first.jobs[1]?.failure?.message).toBe('The server is away.');
  expect(rest).toMatchObject({ jobs: [{ state: 'done' }], hasMore: false });
});

test('counts say how many are in which state, and what the last day was like', async () => {
  const { client, add, settled: wait } = await withJobs();
  for (const how of ['ok', 'fail', 'wait'] as const) add(how);
  await wait();

  const { queues } = await client.jobs.counts({});

  expect(queues.find(({ queue }) => queue === 'test')).toMatchObject({
    counts: { active: 1, done: 1, dead: 1, ready: 0 },
    lastDay: { done: 1, dead: 1 },
  });
});

test('what runs is told with its progress, and told again when it has changed', async () => {
  const { client, add, settled: wait, engine } = await withJobs();
  const stream = await client.jobs.watch({});
  add('wait');
  await wait();
  engine.clock.advance(1000);

  const running = async (): Promise<unknown> => {
    for await (const { active } of stream) if (active[0]?.progress === 0.4) return active[0];
    return undefined;
  };

  expect(await running()).toMatchObject({ state: 'active', note: { message: 'Half way' }, kind: 'test.work' });
});

test('a job that runs can be paused, resumed and cancelled, and be done again after that', async () => {
  const { client, add, settled: wait } = await withJobs();
  const id = add('wait');
  const state = async () => (await client.jobs.get({ id })).job.state;
  await wait();

  expect(await client.jobs.pause({ id })).toMatchObject({ stopping: 'pause' });
  await wait();
  expect(await state()).toBe('paused');
  await client.jobs.resume({ id });
  await wait();
  expect(await state()).toBe('active');
  expect(await client.jobs.cancel({ jobs: { ids: [id] } })).toEqual({ changed: 1 });
  await wait();
  expect(await state()).toBe('cancelled');
  await client.jobs.retry({ jobs: { ids: [id] } });
  await wait();

  expect(await state()).toBe('active');
  expect((await client.jobs.get({ id })).log.map(({ text }) => text)).toEqual(['waiting', 'waiting', 'waiting']);
});

test('what the state of a job does not allow is a conflict where it is named, and left out where it is found', async () => {
  const { client, add, settled: wait } = await withJobs();
  const ok = add('ok');
  const dead = add('fail');
  await wait();

  await expect(client.jobs.cancel({ jobs: { ids: [ok] } })).rejects.toMatchObject({ code: 'conflict' });
  await expect(client.jobs.pause({ id: dead })).rejects.toMatchObject({ code: 'conflict' });
  await expect(client.jobs.resume({ id: dead })).rejects.toMatchObject({ code: 'conflict' });
  expect(await client.jobs.cancel({ jobs: { filter: { queue: 'test' } } })).toEqual({ changed: 0 });
  expect(await client.jobs.discard({ jobs: { filter: { queue: 'test', states: ['dead'] } } })).toEqual({ changed: 1 });
  await expect(client.jobs.get({ id: dead })).rejects.toMatchObject({ code: 'not_found' });
});

test('who has limits sees and stops their own jobs only', async () => {
  const { engine, add, settled: wait } = await withJobs();
  const bo = await newMember(engine, 'Bo', { otherObjects: { rights: [], records: 'own', fields: {} } });
  const theirs = add('wait');
  const own = add('wait', bo.id);
  await wait();

  const { jobs } = await bo.client.jobs.list({});
  const { queues } = await bo.client.jobs.counts({});

  expect(jobs.map(({ id }) => id)).toEqual([own]);
  expect(queues).toMatchObject([{ queue: 'test', counts: { active: 1 }, lastDay: { done: 0 } }]);
  await expect(bo.client.jobs.cancel({ jobs: { ids: [theirs] } })).rejects.toMatchObject({ code: 'not_found' });
  await expect(bo.client.jobs.pauseQueue({ queue: 'test' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await bo.client.jobs.cancel({ jobs: { ids: [own] } })).toEqual({ changed: 1 });
});

test('who sees everything and may not change the workspace does not stop the jobs of others', async () => {
  const { engine, add, settled: wait } = await withJobs();
  const bo = await newMember(engine, 'Bo', {});
  const theirs = add('wait');
  await wait();

  expect((await bo.client.jobs.list({})).jobs).toHaveLength(1);
  await expect(bo.client.jobs.cancel({ jobs: { ids: [theirs] } })).rejects.toMatchObject({ code: 'forbidden' });
});
