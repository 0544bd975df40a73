import { Command } from 'commander';
import { givenPassphrase } from '../../engine-entry/given-passphrase';
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
              ...differences.map(
                (each) =>
                  `${each.in} ${each.which}${each.property === null ? '' : ` ${each.property}`}: ${shown(each.a)} | ${shown(each.b)}`,
              ),
              ...(hasMore ? ['and more'] : []),
            ].join('\n'),
      );
      if (!isEqual) process.exitCode = DIFFERENT;
    });
