import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { JobId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { toMessage, type Message } from '@shared/messages/message';
import type { Clock } from '../kernel/ports';
import type { HandledJob } from './handled-jobs';
import type { JobRun } from './job-definition';
import { saveJobCheckpoint, type JobRow } from './jobs.sql';
import type { AttemptEnd, Stop } from './next-state.rules';

/** A job that runs in this engine. */
export interface ActiveJob {
  readonly id: JobId;
  readonly row: JobRow;
  readonly handled: HandledJob;
  readonly startedAtMs: number;
  /** From 0 to 1. */
  readonly progress: () => number | null;
  readonly note: () => Message | null;
  /** When it last gave a sign of life. */
  readonly lastSignMs: () => number;
  /** The machine slept: nobody could give a sign. */
  readonly renew: () => void;
  /** What it was asked to stop for. */
  readonly stopping: () => Stop | undefined;
  /** Asks it to stop at its next safe point. One that stalled is given up at once. */
  readonly stop: (why: Stop) => void;
}

const STOP_WORDS: Readonly<Record<Stop, MessageDescriptor>> = {
  cancel: msg`It was cancelled.`,
  pause: msg`It was paused.`,
  shutdown: msg`Outpost was closed.`,
  stall: msg`It gave no sign of life for too long.`,
};

/** Why a job that does not run any more never will. */
export const stopError = (why: Stop): AppError =>
  new AppError(why === 'stall' ? 'timeout' : 'cancelled', STOP_WORDS[why], { reason: why });

interface Listeners {
  readonly clock: Clock;
  readonly ended: (job: ActiveJob, end: AttemptEnd) => void;
  readonly progressed: () => void;
  readonly logged: (id: JobId, text: string) => void;
}

/** Begins an attempt of a job that was claimed; `ended` is called once, in a later turn. */
export const startJob = (listeners: Listeners, row: JobRow, handled: HandledJob): ActiveJob => {
  const id = JobId.parse(row.id);
  const controller = new AbortController();
  const startedAtMs = listeners.clock.nowMs();
  let progress = row.progress;
  let note: Message | null = null;
  let lastSignMs = startedAtMs;
  let stopping: Stop | undefined;
  let isOver = false;

  const sign = (): void => {
    lastSignMs = listeners.clock.nowMs();
  };
  const end = (how: AttemptEnd): void => {
    if (isOver) return;
    isOver = true;
    listeners.ended(job, how);
  };
  const job: ActiveJob = {
    id,
    row,
    handled,
    startedAtMs,
    progress: () => progress,
    note: () => note,
    lastSignMs: () => lastSignMs,
    renew: sign,
    stopping: () => stopping,
    stop: (why) => {
      stopping ??= why;
      controller.abort(stopError(stopping));
      if (why === 'stall') end({ kind: 'failed', cause: stopError(why) });
      listeners.progressed();
    },
  };
  const run: JobRun = {
    id,
    attempt: row.attempt + 1,
    memberId: row.member,
    signal: controller.signal,
    progress: (share, words) => {
      sign();
      progress = share === null ? null : Math.min(1, Math.max(0, share));
      if (words) note = toMessage(words);
      listeners.progressed();
    },
    log: (text) => {
      sign();
      listeners.logged(id, text);
    },
    heartbeat: sign,
    checkpoint: row.checkpoint === null ? undefined : (JSON.parse(row.checkpoint) as unknown),
    saveCheckpoint: (db, value) => {
      sign();
      saveJobCheckpoint(db, id, value);
    },
  };
  const attempt = async (): Promise<unknown> => handled.run(JSON.parse(row.payload), run);
  attempt().then(
    (result) => end({ kind: 'returned', result }),
    (cause: unknown) =>
      end(
        stopping === undefined || stopping === 'stall' ? { kind: 'failed', cause } : { kind: 'stopped', why: stopping },
      ),
  );
  return job;
};
