import { msg } from '@lingui/core/macro';
import { createORPCClient } from '@orpc/client';
import type { EngineClient } from '@shared/contract';
import { AppError } from '@shared/errors/app-error';
import { isAbort, toAppError } from './call-error';
import type { Connect, Connection } from './connect';

export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'signedOut';

/** The engine as the window sees it: a client that outlives any single connection. */
export interface EngineSession {
  readonly client: EngineClient;
  readonly call: (path: string, input: unknown, signal?: AbortSignal) => Promise<unknown>;
  readonly getStatus: () => ConnectionStatus;
  readonly onStatus: (listener: () => void) => () => void;
  /** Skips the wait before the next attempt. */
  readonly retryNow: () => void;
  readonly close: () => void;
}

const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;
/** A call made while the line is down waits this long for it to come back. */
const PATIENCE_MS = 15_000;

/** Keeps a line to the engine open and opens it again when it is lost. */
export const createEngineSession = (connect: Connect): EngineSession => {
  const listeners = new Set<() => void>();
  const waiting = new Set<(connection: Connection) => void>();
  let status: ConnectionStatus = 'connecting';
  let current: Connection | undefined;
  let isClosed = false;
  let wake: (() => void) | undefined;

  const setStatus = (next: ConnectionStatus) => {
    if (status === next) return;
    status = next;
    for (const listener of listeners) listener();
  };

  const pause = (delayMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const keepOpen = async () => {
    let delayMs = FIRST_DELAY_MS;
    while (!isClosed) {
      try {
        current = await connect();
        delayMs = FIRST_DELAY_MS;
        setStatus('connected');
        for (const give of waiting) give(current);
        waiting.clear();
        await current.closed;
        current = undefined;
        setStatus('reconnecting');
      } catch (error) {
        setStatus(toAppError(error).code === 'sign_in_required' ? 'signedOut' : 'reconnecting');
      }
      if (isClosed) return;
      await pause(delayMs);
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
    }
  };

  const connected = (): Promise<Connection> => {
    if (current) return Promise.resolve(current);
    return new Promise((resolve, reject) => {
      const give = (connection: Connection) => {
        clearTimeout(timer);
        resolve(connection);
      };
      const timer = setTimeout(() => {
        waiting.delete(give);
        reject(new AppError('offline', msg`Outpost cannot reach its engine`));
      }, PATIENCE_MS);
      waiting.add(give);
    });
  };

  const callPath = async (path: readonly string[], input: unknown, signal: AbortSignal | undefined) => {
    try {
      const connection = await connected();
      signal?.throwIfAborted();
      return await connection.calls.call(path, input, { signal });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw toAppError(error);
    }
  };

  void keepOpen();
  return {
    client: createORPCClient<EngineClient>({
      call: (path, input, options) => callPath(path, input, options.signal),
    }),
    call: (path, input, signal) => callPath(path.split('.'), input, signal),
    getStatus: () => status,
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow: () => wake?.(),
    close: () => {
      isClosed = true;
      wake?.();
      current?.close();
    },
  };
};
