import { Command } from 'commander';
import type { UndoResult } from '@shared/contract/history.contract';
import { OperationId } from '@shared/domain/ids';
import { parseAs, wholeNumber } from '../arguments';
import { describeOperation } from '../operation-text';
import { count, printResult } from '../output';
import { type Cli, withEngine } from '../session';

const inWords = ({ operation, count: changed, skippedCount }: UndoResult, verb: string): string => {
  if (!operation) return `Nothing to ${verb}`;
  const left = skippedCount === 0 ? '' : `; ${count(skippedCount, 'value')} left alone, changed later`;
  return `${verb}: ${describeOperation(operation)}: ${count(changed, 'record')}${left}`;
};

export const undoCommand = (cli: Cli): Command =>
  new Command('undo')
    .description('Undo the newest action, or the one named. What somebody changed later is left alone.')
    .option('--operation <n>', 'number of the action, from history', wholeNumber)
    .action(async ({ operation }: { readonly operation?: number }, command: Command) => {
      const input = operation === undefined ? {} : { operationId: parseAs(OperationId, operation, '--operation') };
      const result = await withEngine(cli, command, 'existing', ({ client }) => client.history.undo(input));
      printResult(cli, command, result, () => inWords(result, 'undo'));
    });

export const redoCommand = (cli: Cli): Command =>
  new Command('redo')
    .description('Do the newest undone action again.')
    .action(async (_options: unknown, command: Command) => {
      const result = await withEngine(cli, command, 'existing', ({ client }) => client.history.redo({}));
      printResult(cli, command, result, () => inWords(result, 'redo'));
    });
