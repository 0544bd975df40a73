import { msg } from '@lingui/core/macro';
import type { KeyHolder } from './key-holder';
import type { FromEngine, ToEngine } from './protocol';
import { fromFailure } from '@shared/errors/failure';
import { AppError } from '@shared/errors/app-error';

/** An engine in a thread or process of its own, as its host sees it. */
export interface RunningEngine<Port> {
  /** Folder where a host leaves files for the engine and finds what it exported. */
  readonly stagingDir: string;
  /** Gives the engine one end of a channel; it serves the contract over it. */
  readonly connect: (port: Port) => void;
  /** Resolves when the engine is gone, whatever the reason. */
  readonly ended: Promise<void>;
  /** Asks it to finish what it does and to close the workspace; kills it when it takes too long. */
  readonly close: () => Promise<void>;
}

/** The channel to an engine that was just started. */
export interface EngineChannel<Port> {
  readonly post: (
    message: (ToEngine & { readonly type: 'shutdown' | 'key' }) | { readonly type: 'connect'; readonly port: Port },
  ) => void;
  readonly onMessage: (listener: (message: FromEngine) => void) => void;
  readonly onEnd: (listener: (reason: string) => void) => void;
  readonly kill: () => void;
}

const CLOSE_TIMEOUT_MS = 10_000;

/** Waits until the engine behind `channel` has opened its workspace, or waits for its passphrase; `keys` answers for the host. Rejects with the engine's own error, or `internal` when it just ended. */
export const engineReady = <Port>(channel: EngineChannel<Port>, keys: KeyHolder): Promise<RunningEngine<Port>> => {
  const ended = new Promise<void>((resolve) => channel.onEnd(() => resolve()));
  const close = async () => {
    const timer = setTimeout(channel.kill, CLOSE_TIMEOUT_MS);
    channel.post({ type: 'shutdown' });
    await ended;
    clearTimeout(timer);
  };
  return new Promise((resolve, reject) => {
    const giveUp = (error: unknown): void => {
      reject(error);
      // It would wait for its answer for ever.
      channel.kill();
    };
    channel.onMessage((message) => {
      if (message.type === 'ready') {
        const connect = (port: Port) => channel.post({ type: 'connect', port });
        resolve({ stagingDir: message.stagingDir, connect, ended, close });
      }
      if (message.type === 'failed') reject(fromFailure(message.error));
      if (message.type === 'keep-key') keys.keep(message);
      if (message.type === 'key-wanted') void keys.answer(message).then(channel.post, giveUp);
    });
    channel.onEnd((reason) => reject(new AppError('internal', msg`The engine ended before it was ready: ${reason}`)));
  });
};
