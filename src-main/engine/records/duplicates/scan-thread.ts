import type { MessagePort, Worker } from 'node:worker_threads';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { createSchemaRegistry } from '../../schema/registry';
import { nextTurn } from '../../kernel/next-turn';
import type { SchemaModel } from '../../schema/model';
import { type DatabaseSource, openDatabase } from '../../storage/open-database';
import type { ReadDb } from '../../storage/db';
import { countLive } from './duplicates.sql';
import { matchPlan } from './match-plan';
import { scanDuplicates, type ScannedPair, type ScanProgress } from './scan';

/** The part of a worker thread that a scan uses. */
export type ScanThread = Pick<Worker, 'postMessage' | 'on' | 'terminate'>;

/** Starts a thread that runs `engine-entry/scan-worker`. */
export type SpawnScan = () => ScanThread;

interface ScanStart {
  readonly source: DatabaseSource;
  readonly objectKey: string;
}

type FromScan =
  | { readonly type: 'progress'; readonly progress: ScanProgress }
  | { readonly type: 'pairs'; readonly pairs: readonly ScannedPair[] }
  | { readonly type: 'done'; readonly records: number }
  | { readonly type: 'failed'; readonly message: string };

const PAIRS_AT_ONCE = 5000;
const TELL_EVERY_MS = 200;

const planOf = (schema: SchemaModel, objectKey: string) => {
  const object = schema.objectsByKey.get(objectKey);
  if (!object) throw new AppError('not_found', msg`There is no such object.`, { object: objectKey });
  return matchPlan(object);
};

/** Scans in this thread over a connection of its own; posts what it finds and closes. */
export const serveScan = (port: Pick<MessagePort, 'postMessage' | 'on' | 'close'>, nowMs: () => number): void => {
  const post = (message: FromScan): void => port.postMessage(message);
  port.on('message', ({ source, objectKey }: ScanStart) => {
    const database = openDatabase({ ...source, mode: 'reader', nowMs });
    try {
      const schema = createSchemaRegistry();
      schema.reload(database.read);
      const expected = countLive(database.read, objectKey);
      const steps = scanDuplicates(database.read, planOf(schema.current(), objectKey), { expected });
      for (let toldAtMs = 0; ;) {
        const { done, value } = steps.next();
        if (done) {
          for (let at = 0; at < value.length; at += PAIRS_AT_ONCE)
            post({ type: 'pairs', pairs: value.slice(at, at + PAIRS_AT_ONCE) });
          post({ type: 'done', records: expected });
          break;
        }
        if (nowMs() - toldAtMs < TELL_EVERY_MS) continue;
        toldAtMs = nowMs();
        post({ type: 'progress', progress: value });
      }
    } catch (error) {
      post({ type: 'failed', message: String(error) });
    } finally {
      database.close();
      port.close();
    }
  });
};

export interface ScanRequest {
  readonly objectKey: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: ScanProgress) => void;
}

export interface Scanned {
  readonly records: number;
  /** The likeliest first. */
  readonly pairs: readonly ScannedPair[];
}

/** Looks for the duplicates of an object. Errors: whatever `signal` was aborted with; `not_found`. */
export type RunScan = (request: ScanRequest) => Promise<Scanned>;

/** In a thread of its own, which ends with the scan, or as soon as nobody wants it any more: it has written nothing. */
export const scanInThread =
  (source: DatabaseSource, spawn: SpawnScan): RunScan =>
  ({ objectKey, signal, progress }) =>
    new Promise((resolve, reject) => {
      const thread = spawn();
      const pairs: ScannedPair[] = [];
      const stop = (): void => {
        void thread.terminate();
        reject(signal.reason instanceof Error ? signal.reason : new Error('The scan was stopped'));
      };
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      thread.on('message', (message: FromScan) => {
        if (message.type === 'progress') progress(message.progress);
        else if (message.type === 'pairs') pairs.push(...message.pairs);
        else if (message.type === 'done') resolve({ records: message.records, pairs });
        else reject(new Error(message.message));
      });
      thread.on('error', reject);
      thread.on('exit', () => {
        signal.removeEventListener('abort', stop);
        reject(new Error('The scan ended early'));
      });
      thread.postMessage({ source, objectKey } satisfies ScanStart);
    });

/** In the thread of the caller, a step at a time. For tests and short commands. */
export const scanInline =
  (db: ReadDb, schema: () => SchemaModel): RunScan =>
  async ({ objectKey, signal, progress }) => {
    const expected = countLive(db, objectKey);
    const steps = scanDuplicates(db, planOf(schema(), objectKey), { expected });
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = steps.next();
      if (done) return { records: expected, pairs: value };
      progress(value);
      await nextTurn();
    }
  };
