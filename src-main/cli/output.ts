import type { Command } from 'commander';
import { type Cli, globalOptions } from './session';

/** Prints a result: with --json as one JSON document on a line, else in words. */
export const printResult = (cli: Cli, command: Command, result: unknown, inWords: () => string): void => {
  const text = globalOptions(command).json ? JSON.stringify(result) : inWords();
  cli.terminal.out(text === '' ? '' : `${text}\n`);
};

/** For results that are JSON in either case: on one line with --json, else indented. */
export const printJson = (cli: Cli, command: Command, result: unknown): void =>
  printResult(cli, command, result, () => JSON.stringify(result, undefined, 2));

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
