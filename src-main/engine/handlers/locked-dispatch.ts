import { Unlock } from '@shared/contract/encryption.contract';
import type { AppError } from '@shared/errors/app-error';
import { type Port, portLine } from '@shared/wire/line';
import { lockStateOf, type UnlockDeps, unlockWorkspace } from '../encryption/unlock.service';
import { checkInput } from './check-values';
import { serveLine } from './serve-line';
import { type FailureDeps, toCallError } from './to-call-error';

export interface LockedDeps extends UnlockDeps, FailureDeps {
  /** What every other call is answered with. */
  readonly locked: AppError;
}

/** Serves what a workspace answers that nobody has unlocked: how it stands, and `unlock`. */
export const createLockedDispatch = (deps: LockedDeps): { readonly attach: (port: Port) => void } => {
  // One guess after the other, however many ask: each takes its time.
  let guessing: Promise<unknown> = Promise.resolve();
  const unlock = (input: unknown): Promise<unknown> => {
    const given = Unlock.parse(checkInput('encryption.unlock', input));
    const guess = guessing.then(() => unlockWorkspace(deps, given));
    guessing = guess.catch(() => undefined);
    return guess;
  };
  const answer = (path: string, input: unknown): Promise<unknown> => {
    if (path === 'encryption.lockState') return lockStateOf(deps, true);
    if (path === 'encryption.unlock') return unlock(input);
    throw deps.locked;
  };
  return {
    attach: (port) =>
      serveLine(
        portLine(port),
        async (path, input) => {
          try {
            return JSON.stringify(await answer(path, input));
          } catch (cause) {
            throw toCallError(deps, path, cause);
          }
        },
        () => deps.log.warn('a frame was no call'),
      ),
  };
};
