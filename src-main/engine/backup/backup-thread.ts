import type { MessagePort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import { Backup, BackupContent, BackupName } from '@shared/contract/backups.contract';
import { type Failure, fromFailure, toFailure } from '@shared/errors/failure';
import { type BackupRequest, writeBackup } from '../storage/backups';
import { type StageRequest, stageRestore } from '../storage/pending-restore';
import { type MomentRequest, type StagedMoment, stageMoment } from './stage-moment';
import { type ContentRequest, readBackupContent } from './backup-content';

/** The part of a worker thread that a backup uses. */
export type BackupThread = Pick<Worker, 'postMessage' | 'on' | 'once' | 'terminate'>;

/** Starts a thread that runs `engine-entry/backup-worker`. */
export type SpawnBackup = () => BackupThread;

interface Watch {
  readonly signal: AbortSignal;
  /** `share` from 0 to 1. */
  readonly progress: (share: number) => void;
}

/** The heavy part of backups: reading, packing and checking of whole databases. Each ends, once `signal` is aborted, with what that was aborted with. */
export interface BackupWork {
  /** Errors: those of `writeBackup`. */
  readonly write: (request: BackupRequest, watch: Watch) => Promise<Backup>;
  /** Errors: those of `unpackBackup`. */
  readonly verify: (request: ContentRequest, watch: Watch) => Promise<BackupContent>;
  /** Errors: those of `stageRestore`. */
  readonly stage: (request: StageRequest, watch: Watch) => Promise<string>;
  /** Errors: those of `stageMoment`. */
  readonly stageMoment: (request: MomentRequest, watch: Watch) => Promise<StagedMoment>;
}

type Task =
  | { readonly type: 'write'; readonly request: BackupRequest }
  | { readonly type: 'verify'; readonly request: ContentRequest }
  | { readonly type: 'stage'; readonly request: StageRequest }
  | { readonly type: 'stageMoment'; readonly request: MomentRequest };

type FromThread =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'failed'; readonly failure: Failure; readonly cause: string };

const doTask = (task: Task, progress: (share: number) => void): Promise<unknown> => {
  switch (task.type) {
    case 'write':
      return writeBackup(task.request, { progress });
    case 'verify':
      return readBackupContent(task.request);
    case 'stage':
      return stageRestore(task.request);
    case 'stageMoment':
      return stageMoment(task.request, { progress });
  }
};

const Staged = z.object({ safetyCopy: BackupName, backup: BackupName }) satisfies z.ZodType<StagedMoment>;

const TELL_EVERY_MS = 200;

/** Does one task in this thread; posts how far it is and how it ended, and closes. */
export const serveBackup = (port: Pick<MessagePort, 'postMessage' | 'on' | 'close'>, nowMs: () => number): void => {
  const post = (message: FromThread): void => port.postMessage(message);
  let toldAtMs = 0;
  const progress = (share: number): void => {
    if (nowMs() - toldAtMs < TELL_EVERY_MS) return;
    toldAtMs = nowMs();
    post({ type: 'progress', share });
  };
  port.on('message', (task: Task) => {
    void doTask(task, progress)
      .then(
        (value) => post({ type: 'done', value }),
        (error: unknown) => post({ type: 'failed', failure: toFailure(error), cause: causeText(error) }),
      )
      .finally(() => port.close());
  });
};

const causeText = (error: unknown): string =>
  error instanceof Error && error.cause !== undefined ? `${error.message} (${causeText(error.cause)})` : String(error);

const ask = <T>(spawn: SpawnBackup, task: Task, answer: z.ZodType<T>, { signal, progress }: Watch): Promise<T> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const thread = spawn();
    const ended = new Promise<void>((gone) => thread.once('exit', () => gone()));
    const stop = (): void => {
      // Once it is gone it writes nothing any more; what it left is cleared away by the next.
      void thread.terminate();
      void ended.then(() => reject(signal.reason));
    };
    signal.addEventListener('abort', stop, { once: true });
    void ended.then(() => {
      signal.removeEventListener('abort', stop);
      reject(signal.aborted ? signal.reason : new Error('The thread of a backup ended early'));
    });
    thread.on('message', (message: FromThread) => {
      if (message.type === 'progress') progress(message.share);
      else if (message.type === 'done') resolve(answer.parse(message.value));
      else reject(fromFailure(message.failure, { cause: message.cause }));
    });
    thread.on('error', reject);
    thread.postMessage(task);
  });

/** In a thread of its own, which ends with the work. */
export const backupInThread = (spawn: SpawnBackup): BackupWork => ({
  write: (request, watch) => ask(spawn, { type: 'write', request }, Backup, watch),
  verify: (request, watch) => ask(spawn, { type: 'verify', request }, BackupContent, watch),
  stage: (request, watch) => ask(spawn, { type: 'stage', request }, BackupName, watch),
  stageMoment: (request, watch) => ask(spawn, { type: 'stageMoment', request }, Staged, watch),
});

/** In the thread of the caller. For tests and short commands. */
export const backupInline: BackupWork = {
  write: writeBackup,
  verify: readBackupContent,
  stage: stageRestore,
  stageMoment,
};
