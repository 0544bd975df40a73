import { Command } from 'commander';
import type { HistoryEntry, Operation } from '@shared/contract/history.contract';
import { RecordId } from '@shared/domain/ids';
import { parseAs, wholeNumber } from '../arguments';
import { describeOperation } from '../operation-text';
import { printResult } from '../output';
import { type Cli, withEngine } from '../session';
import { UsageError } from '../usage-error';

interface Options {
  readonly limit: number;
  readonly cursor?: string;
}

const time = (atMs: number): string => new Date(atMs).toISOString();

const operationLine = (operation: Operation): string =>
  [
    operation.id,
    time(operation.atMs),
    operation.actor.name,
    describeOperation(operation),
    operation.isUndone ? 'undone' : '',
  ]
    .join('\t')
    .trimEnd();

const entryLine = ({ atMs, actor, kind, changes }: HistoryEntry): string => {
  const changed = changes.map(
    ({ label, before, after }) => `${label}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
  );
  return [time(atMs), actor.name, kind, changed.join('; ')].join('\t');
};

export const historyCommand = (cli: Cli): Command =>
  new Command('history')
    .description('List what was done in the workspace, or the changes of one record, newest first.')
    .argument('[object]', 'API name of the object, with an id')
    .argument('[id]')
    .option('--limit <n>', 'at most this many, up to 100', wholeNumber, 50)
    .option('--cursor <cursor>', 'nextCursor of the page before')
    .action(async (object: string | undefined, id: string | undefined, options: Options, command: Command) => {
      if (object !== undefined && id === undefined) throw new UsageError('Give an object and an id, or neither');
      const page = { limit: options.limit, ...(options.cursor === undefined ? {} : { cursor: options.cursor }) };
      if (object === undefined || id === undefined) {
        const result = await withEngine(cli, command, 'existing', ({ client }) => client.history.operations(page));
        return printResult(cli, command, result, () => result.operations.map(operationLine).join('\n'));
      }
      const ref = { object, id: parseAs(RecordId, id.toLowerCase(), 'The id'), ...page };
      const result = await withEngine(cli, command, 'existing', ({ client }) => client.history.record(ref));
      return printResult(cli, command, result, () => result.entries.map(entryLine).join('\n'));
    });
