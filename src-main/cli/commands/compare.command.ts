import { Command } from 'commander';
import { givenPassphrase } from '../../engine-entry/given-passphrase';
import type { Difference } from '../../engine-entry/archives';
import { workspaceFolder } from '../../engine-entry/workspace-location';
import { wholeNumber } from '../arguments';
import { count, printResult } from '../output';
import { type Cli, globalOptions } from '../session';

const DIFFERENT = 1;
const MAX_SHOWN = 200;

interface Options {
  readonly with: string;
  readonly limit: number;
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
};

/** A line to each difference, below the file of the archive that it would stand in. */
const differencesText = (differences: readonly Difference[]): readonly string[] => {
  const lines: string[] = [];
  let file = '';
  for (const { in: place, which, property, a, b } of differences) {
    if (place !== file) lines.push(place);
    file = place;
    const only = a === null ? `only in b: ${shown(b)}` : `only in a: ${shown(a)}`;
    lines.push(`  ${which} ${property === null ? only : `${property}: ${shown(a)} in a, ${shown(b)} in b`}`);
  }
  return lines;
};

export const compareCommand = (cli: Cli): Command =>
  new Command('compare')
    .description(
      'Compare two workspaces to the last field: data model, records, links, history, files, views, members, settings. Exit code 0 when they are equal, else 1.',
    )
    .requiredOption('--with <dir>', 'folder of the other workspace')
    .option('--limit <n>', 'list at most so many differences', wholeNumber, 100)
    .action(async (options: Options, command: Command) => {
      const { compareFolders } = await import('../../engine-entry/archives');
      const result = await compareFolders(
        workspaceFolder(globalOptions(command).workspace),
        options.with,
        options.limit,
        givenPassphrase('OUTPOST_PASSPHRASE'),
      );
      const { isEqual, differences, hasMore, compared } = result;
      printResult(cli, command, result, () =>
        isEqual
          ? `equal: ${count(compared, 'line')} compared`
          : [
              `a: ${workspaceFolder(globalOptions(command).workspace)}`,
              `b: ${options.with}`,
              ...differencesText(differences),
              ...(hasMore ? ['and more'] : []),
            ].join('\n'),
      );
      if (!isEqual) process.exitCode = DIFFERENT;
    });
