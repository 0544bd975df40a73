import { CommanderError } from 'commander';
import { AppError } from '@shared/errors/app-error';
import { givenPassphrase } from '../engine-entry/given-passphrase';
import { createKeyHolder } from '../engine-entry/key-holder';
import { readAppVersion } from '../engine-entry/app-version';
import { createProgram } from './program';
import { processTerminal } from './terminal';
import { UsageError } from './usage-error';

const FAILED = 1;
const WRONG_USAGE = 2;

const terminal = processTerminal();

const report = (code: string, message: string, exitCode: number): void => {
  terminal.note(`error ${code}: ${message.replace(/^error: /, '')}`);
  process.exitCode = exitCode;
};

const explain = (error: unknown): void => {
  if (error instanceof CommanderError) {
    // Help and version that were asked for are no error; commander throws them as well.
    if (error.exitCode === 0) return;
    const isMissing = error.code === 'commander.help';
    return report('invalid_input', isMissing ? 'no command was given; see outpost --help' : error.message, WRONG_USAGE);
  }
  if (error instanceof UsageError) return report('invalid_input', error.message, WRONG_USAGE);
  if (error instanceof AppError) return report(error.code, error.message, FAILED);
  return report('internal', error instanceof Error ? error.message : String(error), FAILED);
};

process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  // A reader that has seen enough (| head) closes the pipe: no error of ours.
  if (code === 'EPIPE') process.exit(0);
  report('storage_failed', `The output cannot be written (${code ?? message})`, FAILED);
  process.exit();
});

const keys = createKeyHolder({
  askPassphrase: async () =>
    givenPassphrase('OUTPOST_PASSPHRASE') ?? (await terminal.askSecret('Passphrase of the workspace')),
});
const cli = { terminal, entriesDir: import.meta.dirname, keys };
createProgram(cli, readAppVersion(import.meta.dirname))
  .parseAsync(process.argv)
  .catch(explain);
