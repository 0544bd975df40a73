/** What the engine asks of whoever hosts it. Tests give their own. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: () => number;
}

/** A clock that can also be asked to call back. */
export interface AlarmClock extends Clock {
  /** Calls `work` once, as soon as it is `atMs` or later, never within this very call; the answer takes it back. */
  readonly callAt: (atMs: number, work: () => void) => () => void;
}

export interface Random {
  readonly bytes: (length: number) => Uint8Array;
}

/** What opens an encrypted workspace. */
export type Secret =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  /** Or a recovery phrase. */
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** Whether a host keeps the key of its workspace beyond its own end. */
export interface KeyMemory {
  /** Whether this system has a keychain to keep it in. */
  readonly canRemember: boolean;
  /** Whether it is in the keychain, so that nobody is asked at the next start. */
  readonly isRemembered: boolean;
}

/** Where a host keeps the key of an encrypted workspace: in memory for engines that it starts anew, and in the system's keychain when asked to. */
export interface KeyStore {
  /** What opens the workspace, as far as the host knows or can ask. For an encrypted one only. */
  readonly find: () => Promise<Secret | null>;
  readonly memory: () => Promise<KeyMemory>;
  /** Null forgets it. */
  readonly keep: (key: Uint8Array | null, remember: boolean) => void;
}

/** Detail must hold nothing secret. */
export interface Log {
  readonly info: (message: string, detail?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, detail?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, cause: unknown, detail?: Readonly<Record<string, unknown>>) => void;
}
