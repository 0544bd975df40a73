import { Command } from 'commander';
import { BackupName } from '@shared/contract/backups.contract';
import { parseAs } from '../arguments';
import { printResult } from '../output';
import { type Cli, withEngine } from '../session';

export const restoreCommand = (cli: Cli): Command =>
  new Command('restore')
    .description('Make the workspace what it was when a backup was made. What is there now is kept as a backup.')
    .requiredOption('--to <backup>', 'name of the backup, as `backup list` prints it')
    .action(async ({ to }: { readonly to: string }, command: Command) => {
      const name = parseAs(BackupName, to, 'The backup');
      const { safetyCopy } = await withEngine(cli, command, 'existing', ({ client }) =>
        client.backups.restore({ name }),
      );
      // Opened again: that puts the backup in place, and shows that it opens.
      const { counts } = await withEngine(cli, command, 'existing', ({ client }) => client.workspace.status({}));
      printResult(cli, command, { restored: name, safetyCopy, counts }, () =>
        [`Restored ${name}`, `What was there before is ${safetyCopy}`].join('\n'),
      );
    });
