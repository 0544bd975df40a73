import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';

/** Where a command speaks. stdout holds the result and nothing else; what is for the person goes to stderr. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly note: (line: string) => void;
  /** Replaces the last status line; does nothing where nobody watches. */
  readonly status: (line: string) => void;
  /** Asks for a secret, which is not shown as it is typed; undefined where nobody can be asked. Errors: `cancelled`. */
  readonly askSecret: (question: string) => Promise<string | undefined>;
}

const ENTER = new Set(['\r', '\n', '\u0004']);
const CTRL_C = '\u0003';
const BACKSPACE = new Set(['\u007f', '\b']);

const readSecret = (input: typeof process.stdin): Promise<string> =>
  new Promise((resolve, reject) => {
    let typed = '';
    const end = (): void => {
      input.off('data', read);
      input.setRawMode(false);
      input.pause();
      process.stderr.write('\n');
    };
    const read = (chunk: string): void => {
      for (const character of chunk) {
        if (character === CTRL_C) {
          end();
          return reject(new AppError('cancelled', msg`Stopped`));
        }
        if (ENTER.has(character)) {
          end();
          return resolve(typed);
        }
        typed = BACKSPACE.has(character) ? typed.slice(0, -1) : typed + character;
      }
    };
    input.setRawMode(true);
    input.setEncoding('utf8');
    input.on('data', read);
    input.resume();
  });

/** Moves to the start of the line and clears it. */
const CLEAR_LINE = '\r\u001b[2K';

export const processTerminal = (): Terminal => {
  let hasStatus = false;
  const clear = () => {
    if (hasStatus) process.stderr.write(CLEAR_LINE);
    hasStatus = false;
  };
  return {
    askSecret: async (question) => {
      if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
      clear();
      process.stderr.write(`${question}: `);
      return readSecret(process.stdin);
    },
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
