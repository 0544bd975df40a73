/** What the engine asks of whoever hosts it. Tests give their own. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: () => number;
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
