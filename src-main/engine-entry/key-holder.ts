import type { FromEngine, ToEngine } from './protocol';

type Answer = ToEngine & { readonly type: 'key' };
type Wanted = FromEngine & { readonly type: 'key-wanted' };
type Keep = FromEngine & { readonly type: 'keep-key' };

/** A place that outlives the host: the system's keychain. */
export interface KeyVault {
  /** Base64; null: none, or it cannot be opened any more. */
  readonly load: () => Promise<string | null>;
  /** Null removes it. */
  readonly save: (key: string | null) => Promise<void>;
}

/** What a host keeps of the key of its workspace, for the engines that it starts one after the other. */
export interface KeyHolder {
  readonly answer: (message: Pick<Wanted, 'withSecret'>) => Promise<Answer>;
  readonly keep: (message: Pick<Keep, 'key' | 'remember'>) => void;
}

export interface KeyHolderOptions {
  /** A passphrase that the host was started with, or asks a person for. Errors end the engine's start. */
  readonly askPassphrase?: () => Promise<string | undefined>;
  /** Undefined: this system has no keychain. */
  readonly vault?: KeyVault | undefined;
  /** The keychain did not do what it was asked to. */
  readonly onVaultError?: (error: unknown) => void;
}

/** Keys are kept in memory as long as the host runs, so that an engine that died comes back by itself, and in the vault when a person wants that. */
export const createKeyHolder = ({
  askPassphrase = () => Promise.resolve(undefined),
  vault,
  onVaultError = () => undefined,
}: KeyHolderOptions): KeyHolder => {
  let key: string | null = null;
  let isRemembered = false;
  let isForgotten = false;
  // One after the other, so that an answer has seen what was kept before.
  let work: Promise<unknown> = Promise.resolve();
  const next = <T>(step: () => Promise<T>): Promise<T> => {
    const done = work.then(step);
    work = done.catch(() => undefined);
    return done;
  };

  const load = async (): Promise<void> => {
    if (key !== null || isForgotten || !vault) return;
    try {
      key = await vault.load();
      isRemembered = key !== null;
    } catch (error) {
      onVaultError(error);
    }
  };
  const save = async (remember: boolean): Promise<void> => {
    if (!vault) return;
    const isWanted = remember && key !== null;
    try {
      await vault.save(isWanted ? key : null);
      isRemembered = isWanted;
    } catch (error) {
      isRemembered = false;
      onVaultError(error);
    }
  };
  const findSecret = async (): Promise<Answer['secret']> => {
    if (key !== null) return { kind: 'key', key };
    const passphrase = await askPassphrase();
    return passphrase === undefined ? null : { kind: 'passphrase', passphrase };
  };

  return {
    answer: ({ withSecret }) =>
      next(async () => {
        await load();
        return {
          type: 'key',
          secret: withSecret ? await findSecret() : null,
          canRemember: vault !== undefined,
          isRemembered,
        };
      }),
    keep: (message) => {
      key = message.key;
      isForgotten = key === null;
      void next(() => save(message.remember));
    },
  };
};
