import { parseArgs } from 'node:util';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';

export interface WebHostArguments {
  readonly workspace: string | undefined;
  /** 0: any free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly listen: string;
  readonly isOpening: boolean;
  /** Print the start address alone on a line, for programs; implies not to open it. */
  readonly isPrintingUrl: boolean;
}

const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new AppError('invalid_input', msg`--port takes a number from 0 to 65535, not "${text}"`);
};

/** Errors: `invalid_input` for what it does not know. */
export const parseWebHostArguments = (args: readonly string[]): WebHostArguments => {
  const options = {
    workspace: { type: 'string' },
    port: { type: 'string', default: '0' },
    listen: { type: 'string', default: '127.0.0.1' },
    'no-open': { type: 'boolean', default: false },
    'print-url': { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return {
      workspace: values.workspace,
      port: portOf(values.port),
      listen: values.listen,
      isOpening: !values['no-open'] && !values['print-url'],
      isPrintingUrl: values['print-url'],
    };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid_input', msg`${why}`, {}, { cause });
  }
};
