import type { KeyStore, Secret } from '../engine/kernel/ports';
import type { FromEngine, ToEngine } from './protocol';

type Answer = ToEngine & { readonly type: 'key' };

export interface HostKeys {
  readonly store: KeyStore;
  /** The host has answered. */
  readonly receive: (answer: Answer) => void;
}

const toSecret = ({ secret }: Answer): Secret | null =>
  secret?.kind === 'key' ? { kind: 'key', key: new Uint8Array(Buffer.from(secret.key, 'base64')) } : secret;

/** The host's keys as its engine sees them: asked for by message, answered in order. */
export const createHostKeys = (post: (message: FromEngine) => void): HostKeys => {
  const waiting: ((answer: Answer) => void)[] = [];
  const ask = (withSecret: boolean): Promise<Answer> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      post({ type: 'key-wanted', withSecret });
    });
  return {
    store: {
      find: async () => toSecret(await ask(true)),
      memory: async () => {
        const { canRemember, isRemembered } = await ask(false);
        return { canRemember, isRemembered };
      },
      keep: (key, remember) => post({ type: 'keep-key', key: key && Buffer.from(key).toString('base64'), remember }),
    },
    receive: (answer) => waiting.shift()?.(answer),
  };
};
