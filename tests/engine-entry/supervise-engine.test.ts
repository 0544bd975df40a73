import { expect, test } from 'vitest';
import type { RunningEngine } from '@main/engine-entry/running-engine';
import { superviseEngine } from '@main/engine-entry/supervise-engine';

interface FakeEngine {
  readonly running: RunningEngine<never>;
  readonly die: () => void;
}

const fakeEngine = (): FakeEngine => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const close = () => {
    resolve();
    return Promise.resolve();
  };
  return { running: { stagingDir: '', connect: () => undefined, ended: promise, close }, die: resolve };
};

/** A supervisor over engines that die when told to, and what it reported. */
const supervised = async (startFails: (attempt: number) => boolean = () => false) => {
  const engines: FakeEngine[] = [];
  const events: string[] = [];
  const delays: number[] = [];
  let attempt = 0;
  let nowMs = 0;
  const supervisor = await superviseEngine<never>({
    start: () => {
      attempt += 1;
      if (startFails(attempt)) return Promise.reject(new Error(`start ${attempt}`));
      const engine = fakeEngine();
      engines.push(engine);
      return Promise.resolve(engine.running);
    },
    onLost: () => events.push('lost'),
    onRestarted: () => events.push('restarted'),
    onGaveUp: (error) => events.push(`gave up: ${error instanceof Error ? error.message : 'died'}`),
    nowMs: () => nowMs,
    wait: (delayMs) => {
      delays.push(delayMs);
      return Promise.resolve();
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const kill = async () => {
    engines.at(-1)?.die();
    await settle();
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { supervisor, engines, events, delays, kill, pass };
};

test('an engine that dies is replaced, and whoever holds a line is told first', async () => {
  const { supervisor, engines, events, kill } = await supervised();

  await kill();

  expect(events).toEqual(['lost', 'restarted']);
  expect(supervisor.current()).toBe(engines[1]?.running);
});

test('after five deaths within a minute it gives up; each pause is longer', async () => {
  const { supervisor, events, delays, kill } = await supervised();

  for (let death = 1; death <= 6; death += 1) await kill();

  expect(events.at(-1)).toBe('gave up: died');
  expect(delays).toEqual([50, 100, 200, 400, 800]);
  expect(supervisor.current()).toBeUndefined();
});

test('deaths that lie more than a minute apart are forgiven', async () => {
  const { events, kill, pass } = await supervised();

  for (let death = 1; death <= 12; death += 1) {
    await kill();
    pass(60_001);
  }

  expect(events.filter((event) => event === 'restarted')).toHaveLength(12);
});

test('a restart that fails is tried again and counts as a death', async () => {
  const { events, kill } = await supervised((attempt) => attempt > 1);

  await kill();

  expect(events).toEqual(['lost', 'gave up: start 6']);
});

test('a workspace that cannot be opened at all is an error at once', async () => {
  await expect(supervised(() => true)).rejects.toThrow('start 1');
});

test('closing is no death', async () => {
  const { supervisor, events } = await supervised();

  await supervisor.close();

  expect(events).toEqual([]);
});
