/** Where a command speaks. stdout holds the result and nothing else; what is for the person goes to stderr. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly note: (line: string) => void;
  /** Replaces the last status line; does nothing where nobody watches. */
  readonly status: (line: string) => void;
}

/** Moves to the start of the line and clears it. */
const CLEAR_LINE = '\r\u001b[2K';

export const processTerminal = (): Terminal => {
  let hasStatus = false;
  const clear = () => {
    if (hasStatus) process.stderr.write(CLEAR_LINE);
    hasStatus = false;
  };
  return {
    out: (text) => {
      clear();
      process.stdout.write(text);
    },
    note: (line) => {
      clear();
      process.stderr.write(`${line}\n`);
    },
    status: (line) => {
      if (!process.stderr.isTTY) return;
      clear();
      process.stderr.write(line);
      hasStatus = line !== '';
    },
  };
};
