import { EventEmitter } from 'node:events';
import { msg } from '@lingui/core/macro';
import { expect, test, vi } from 'vitest';
import { AppError } from '@shared/errors/app-error';
import { toFailure } from '@shared/errors/failure';
import { createReaderPool, type ReaderThread } from '@main/engine/readers/reader-pool';
import { readAnswer } from '@shared/contract/json-text';
import type { FromReader, ReaderStart, ToReader } from '@main/engine/readers/reader-protocol';
import { workspacePaths } from '@main/engine/storage/workspace-folder';

const watch = { slow: () => undefined, waited: () => undefined, snapshots: () => undefined };
const start: ReaderStart = {
  source: { file: '/nowhere/workspace.db' },
  paths: workspacePaths('/nowhere'),
  appVersion: '0',
};
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Behaviour = (message: ToReader & { readonly type: 'run' }, thread: StandIn) => void;

/** A thread that does what a test says. Answers come in a later turn, as from a real one. */
class StandIn extends EventEmitter {
  readonly got: ToReader[] = [];
  hasEnded = false;
  constructor(private readonly behave: Behaviour) {
    super();
  }
  postMessage(message: ToReader): void {
    if (this.hasEnded) return;
    this.got.push(message);
    setImmediate(() => {
      if (message.type === 'run') this.behave(message, this);
      if (message.type === 'close') this.end();
    });
  }
  answer(message: FromReader): void {
    if (!this.hasEnded) this.emit('message', message);
  }
  end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.emit('exit', 1);
  }
  async terminate(): Promise<number> {
    this.end();
    return 1;
  }
}

const echo: Behaviour = (message, thread) => thread.answer({ type: 'answered', json: JSON.stringify(message.input) });

const poolOf = (behave: Behaviour, options: { readonly size?: number; readonly budgetMs?: number } = {}) => {
  const threads: StandIn[] = [];
  const spawn = (): ReaderThread => {
    const thread = new StandIn(behave);
    threads.push(thread);
    return thread as unknown as ReaderThread; // the pool uses no more of a thread than this
  };
  const pool = createReaderPool({
    start,
    size: options.size ?? 2,
    spawn,
    log,
    watch,
    budgetMs: options.budgetMs ?? 10_000,
  });
  return { pool, threads };
};

test('every call is answered with its own answer', async () => {
  const { pool } = poolOf(echo);

  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => pool.run('records.get', index, null)));

  expect(answers.map(readAnswer)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  await pool.close();
});

test('calls about one set meet one reader, others the least busy', async () => {
  const { pool, threads } = poolOf(echo);
  const set = { object: 'person', filter: { field: 'name', op: 'isEmpty' } };

  await Promise.all([0, 10, 2000].map((offset) => pool.run('records.window', { ...set, offset, limit: 10 }, null)));
  await Promise.all([1, 2, 3, 4].map((id) => pool.run('records.get', { id }, null)));

  const runs = threads.map(({ got }) => got.filter((message) => message.type === 'run'));
  expect(
    runs.map((calls) => calls.filter(({ path }) => path === 'records.window').length).toSorted((a, b) => a - b),
  ).toEqual([0, 3]);
  expect(runs.map((calls) => calls.filter(({ path }) => path === 'records.get').length)).toEqual([2, 2]);
  await pool.close();
});

test('the first screen of a list does not wait behind a slow question', async () => {
  const { pool, threads } = poolOf((message, thread) => {
    if (message.path !== 'records.aggregate') echo(message, thread);
  });
  const first = { object: 'person', offset: 0, limit: 50 };
  void pool.run('records.aggregate', {}, null).catch(() => undefined);

  await Promise.all(
    ['person', 'company', 'task', 'note'].map((object) => pool.run('records.window', { ...first, object }, null)),
  );

  expect(
    threads.map(({ got }) => got.filter((message) => message.type === 'run').length).toSorted((a, b) => a - b),
  ).toEqual([1, 4]);
  await pool.close();
});

test('errors of a procedure arrive as they were thrown', async () => {
  const { pool } = poolOf((message, thread) =>
    thread.answer({
      type: 'failed',
      failure:
        message.path === 'bug'
          ? { kind: 'unexpected', message: 'No', stack: 'at x' }
          : { kind: 'told', failure: toFailure(new AppError('invalid_input', msg`No`, { field: 'x' })) },
    }),
  );

  await expect(pool.run('records.get', {}, null)).rejects.toMatchObject({
    name: 'AppError',
    code: 'invalid_input',
    detail: { field: 'x' },
  });
  await expect(pool.run('bug', {}, null)).rejects.toMatchObject({ name: 'Error', message: 'No' });
  await pool.close();
});

test('a reader that ends is replaced, and its call repeated', async () => {
  let deaths = 0;
  const { pool, threads } = poolOf((message, thread) => {
    if (message.path === 'deadly' && deaths === 0) {
      deaths += 1;
      thread.end();
    } else echo(message, thread);
  });

  const answers = await Promise.all([
    pool.run('deadly', 'a', null),
    pool.run('records.get', 'b', null),
    pool.run('records.get', 'c', null),
  ]);

  expect(answers.map(readAnswer)).toEqual(['a', 'b', 'c']);
  expect(threads).toHaveLength(3);
  expect(threads[2]?.got[0]).toMatchObject({ type: 'start', start });
  await pool.close();
});

test('a call that ends two readers fails; the others go on', async () => {
  const { pool } = poolOf((message, thread) => (message.path === 'deadly' ? thread.end() : echo(message, thread)));

  const deadly = pool.run('deadly', 'a', null);

  await expect(deadly).rejects.toMatchObject({ code: 'internal' });
  expect(readAnswer(await pool.run('records.get', 'b', null))).toBe('b');
  await pool.close();
});

test('readers that cannot live do not spin, and callers are told', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { pool, threads } = poolOf((_, thread) => thread.end(), { size: 1 });
    const failed = Promise.allSettled(Array.from({ length: 8 }, () => pool.run('records.get', {}, null)));

    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(5000);
      const results = await Promise.race([failed, Promise.resolve(undefined)]);
      expect(results?.every(({ status }) => status === 'rejected')).toBe(true);
    });

    expect(threads.length).toBeLessThan(12);
  } finally {
    vi.useRealTimers();
  }
});

test('a call beyond its time fails with timeout, its reader is replaced and the next call is answered', async () => {
  const { pool, threads } = poolOf((message, thread) => (message.path === 'slow' ? undefined : echo(message, thread)), {
    size: 1,
    budgetMs: 30,
  });

  const slow = pool.run('slow', {}, null);
  const quick = pool.run('records.get', 'b', null);

  await expect(slow).rejects.toMatchObject({ code: 'timeout' });
  expect(readAnswer(await quick)).toBe('b');
  expect(threads[0]?.hasEnded).toBe(true);
  await pool.close();
});

test('readers are told of changes before the calls that come after', async () => {
  const { pool, threads } = poolOf(echo);
  const changes = { seq: 1, topics: [], records: [] };

  pool.apply(changes);
  await pool.run('records.get', {}, null);

  for (const { got } of threads) expect(got[1]).toEqual({ type: 'changes', changes });
  await pool.close();
});

test('closing ends the readers and what waits for them', async () => {
  const { pool, threads } = poolOf(() => undefined);
  const waiting = Promise.allSettled([
    pool.run('records.get', 1, null),
    pool.run('records.get', 2, null),
    pool.run('records.get', 3, null),
  ]);

  await pool.close();

  for (const result of await waiting)
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  expect(threads.every(({ hasEnded }) => hasEnded)).toBe(true);
  await expect(pool.run('records.get', 4, null)).rejects.toMatchObject({ code: 'cancelled' });
});

test('a call that nobody waits for any more leaves its queue, or is marked for the reader that works at it', async () => {
  const { pool, threads } = poolOf(() => undefined, { size: 1 });
  const [first, second] = [new AbortController(), new AbortController()];
  const running = pool.run('records.count', 'a', null, first.signal);
  const queued = pool.run('records.count', 'b', null, second.signal);
  const last = pool.run('records.get', 'c', null);

  second.abort();
  first.abort();

  await expect(queued).rejects.toMatchObject({ code: 'cancelled' });
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  const [thread] = threads;
  const [started] = thread?.got ?? [];
  expect(started?.type === 'start' && Atomics.load(started.unwanted, 0)).toBe(1);
  // The reader ends what it was at, and goes on with what is wanted.
  thread?.answer({ type: 'failed', failure: { kind: 'told', failure: toFailure(new AppError('cancelled', msg`No`)) } });
  thread?.answer({ type: 'answered', json: '"c"' });
  expect(readAnswer(await last)).toBe('c');
  expect(thread?.got.flatMap((message) => (message.type === 'run' ? [message.input] : []))).toEqual(['a', 'c']);
  await pool.close();
});

test('a call that was given up before it was made is not made', async () => {
  const { pool, threads } = poolOf(echo, { size: 1 });

  await expect(pool.run('records.get', 'a', null, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });

  expect(threads[0]?.got.map(({ type }) => type)).toEqual(['start']);
  await pool.close();
});
