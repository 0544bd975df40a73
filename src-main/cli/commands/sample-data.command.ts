import { Command } from 'commander';
import { printResult } from '../output';
import { type Cli, withEngine } from '../session';

export const sampleDataCommand = (cli: Cli): Command =>
  new Command('sample-data')
    .description(
      'Add people, companies, deals, tasks and notes that look real. Makes the workspace when there is none.',
    )
    .action(async (_options: unknown, command: Command) => {
      const result = await withEngine(cli, command, 'create', ({ client }) => client.workspace.loadSampleData({}));
      printResult(cli, command, result, () =>
        Object.entries(result.created)
          .map(([object, created]) => `${object}\t${created}`)
          .join('\n'),
      );
    });
