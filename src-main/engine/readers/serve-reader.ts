import type { MessagePort } from 'node:worker_threads';
import { msg } from '@lingui/core/macro';
import { assertNever } from '@shared/domain/assert-never';
import { AppError } from '@shared/errors/app-error';
import { toFailure } from '@shared/errors/failure';
import type { Clock, Log } from '../kernel/ports';
import type { FromReader, ReaderFailure, ReaderStart, ToReader, Unwanted } from './reader-protocol';
import { openReader, type ReaderSession } from './reader-session';

const toReaderFailure = (error: unknown): ReaderFailure => {
  if (error instanceof AppError) return { kind: 'told', failure: toFailure(error) };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'unexpected', message, stack };
};

/** A person who opened a list looks at it for longer than this before they scroll. */
const IDLE_MS = 250;

/** Serves a reader over a port until it is told to close. Messages come from the pool alone, so their shape is its promise. */
export const serveReader = (port: Pick<MessagePort, 'postMessage' | 'on' | 'close'>, clock: Clock): void => {
  const post = (message: FromReader): void => port.postMessage(message);
  const log: Log = {
    info: (message, detail = {}) => post({ type: 'log', level: 'info', message, detail }),
    warn: (message, detail = {}) => post({ type: 'log', level: 'warn', message, detail }),
    error: (message, cause) => post({ type: 'logged-error', message, cause: String(cause) }),
  };
  let session: ReaderSession | undefined;
  let startError: unknown = new Error('The reader was not started');
  /** Zero: none. */
  let running = 0;

  const start = (message: ReaderStart, unwanted: Unwanted): void => {
    const goOn = (): void => {
      if (running !== 0 && Atomics.load(unwanted, 0) === running)
        throw new AppError('cancelled', msg`Nobody waits for this`);
    };
    try {
      session = openReader(message, { clock, log, goOn, slow: (call) => post({ type: 'slow', call }) });
    } catch (error) {
      startError = error;
    }
  };

  const run = ({ call, path, input, memberId }: ToReader & { readonly type: 'run' }): FromReader => {
    running = call;
    try {
      if (!session) throw startError;
      return { type: 'answered', json: JSON.stringify(session.run(path, input, memberId)) };
    } catch (error) {
      return { type: 'failed', failure: toReaderFailure(error) };
    } finally {
      running = 0;
    }
  };

  let told = { hits: 0, reads: 0 };
  const tellSnapshots = (): void => {
    const { hits, reads } = session?.snapshotCounts() ?? told;
    if (hits === told.hits && reads === told.reads) return;
    post({ type: 'snapshots', hits: hits - told.hits, reads: reads - told.reads });
    told = { hits, reads };
  };

  const prepare = (): void => {
    try {
      tellSnapshots();
      session?.prepare();
    } catch (error) {
      log.error('a list could not be prepared', error);
    }
  };
  let idle: NodeJS.Timeout | undefined;
  const prepareWhenIdle = (): void => {
    clearTimeout(idle);
    idle = setTimeout(prepare, IDLE_MS);
  };

  port.on('message', (message: ToReader) => {
    switch (message.type) {
      case 'start':
        start(message.start, message.unwanted);
        return post({ type: 'ready' });
      case 'run':
        post(run(message));
        return prepareWhenIdle();
      case 'changes':
        return session?.apply(message.changes);
      case 'close':
        clearTimeout(idle);
        session?.close();
        return port.close();
      default:
        return assertNever(message);
    }
  });
};
