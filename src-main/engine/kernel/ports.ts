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

/** Detail must hold nothing secret. */
export interface Log {
  readonly info: (message: string, detail?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, detail?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, cause: unknown, detail?: Readonly<Record<string, unknown>>) => void;
}
