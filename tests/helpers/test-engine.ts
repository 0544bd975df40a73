import { randomBytes } from 'node:crypto';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { onTestFinished } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import { createCalls } from '@shared/wire/calls';
import { portLine } from '@shared/wire/line';
import { createEngine, type Engine } from '@main/engine/create-engine';
import type { AlarmClock, KeyStore, Log } from '@main/engine/kernel/ports';
import { tempFolder } from './temp-folder';

/** A clock that stands still until a test moves it. */
export interface TestClock extends AlarmClock {
  /** Rings the alarms that are due, in their order. */
  readonly advance: (ms: number) => void;
}

export const testClock = (startMs = Date.UTC(2026, 10, 20, 9, 0)): TestClock => {
  let nowMs = startMs;
  const alarms = new Set<{ readonly atMs: number; readonly work: () => void }>();
  const ring = (): void => {
    for (;;) {
      const [next] = [...alarms].filter(({ atMs }) => atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs);
      if (!next) return;
      alarms.delete(next);
      next.work();
    }
  };
  return {
    nowMs: () => nowMs,
    callAt: (atMs, work) => {
      const alarm = { atMs, work };
      alarms.add(alarm);
      // One that is due already rings by itself, as a timer does.
      if (atMs <= nowMs) setImmediate(ring);
      return () => alarms.delete(alarm);
    },
    advance: (ms) => {
      nowMs += ms;
      ring();
    },
  };
};

export interface LoggedError {
  readonly message: string;
  readonly cause: unknown;
}

const collectingLog = (errors: LoggedError[]): Log => ({
  info: () => undefined,
  warn: () => undefined,
  error: (message, cause) => {
    errors.push({ message, cause });
  },
});

export interface TestEngine {
  /** The contract through the serializer, as on the wire. */
  readonly client: EngineClient;
  readonly engine: Engine;
  readonly folder: string;
  readonly clock: TestClock;
  /** What the engine has logged as an error: bugs. */
  readonly errors: readonly LoggedError[];
  /** Closes and opens the same workspace again. */
  readonly reopen: () => Promise<TestEngine>;
  readonly close: () => Promise<void>;
}

/** An engine on a workspace of its own, closed when the test is over. Queries run in the same thread. */
export const testEngine = async (
  options: { folder?: string; clock?: TestClock; indexQuietMs?: number; keys?: KeyStore } = {},
): Promise<TestEngine> => {
  const folder = options.folder ?? tempFolder();
  const clock = options.clock ?? testClock();
  const errors: LoggedError[] = [];
  const engine = await createEngine({
    workspaceDir: folder,
    appVersion: '0.0.0-test',
    ports: {
      clock,
      random: { bytes: (length) => randomBytes(length) },
      log: collectingLog(errors),
      indexQuietMs: options.indexQuietMs,
      keys: options.keys,
      // Tests guess often.
      keyCost: 16,
    },
  });
  const { port1, port2 } = new MessageChannel();
  engine.attach(port1);
  port1.start();
  port2.start();
  const client: EngineClient = createORPCClient(createCalls(portLine(port2)));
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    port2.close();
    await engine.close();
  };
  onTestFinished(close);
  return {
    client,
    engine,
    folder,
    clock,
    errors,
    close,
    reopen: async () => {
      await close();
      return testEngine({ ...options, folder, clock });
    },
  };
};
