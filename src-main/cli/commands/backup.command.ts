import path from 'node:path';
import { Command } from 'commander';
import { type Backup, BackupName } from '@shared/contract/backups.contract';
import { givenPassphrase } from '../../engine-entry/given-passphrase';
import { formatMessage } from '@shared/messages/format-message';
import { parseAs } from '../arguments';
import { count, printResult } from '../output';
import { type Cli, withEngine } from '../session';
import { UsageError } from '../usage-error';

const line = ({ name, atMs, sizeBytes, reason }: Backup): string =>
  [name, new Date(atMs).toISOString(), `${sizeBytes} bytes`, reason].join('\t');

const createCommand = (cli: Cli): Command =>
  new Command('create')
    .description('Write a checked copy of the database into the backups folder of the workspace.')
    .action(async (_options: unknown, command: Command) => {
      const backup = await withEngine(cli, command, 'existing', ({ client }) => client.backups.create({}));
      printResult(cli, command, backup, () => line(backup));
      if (backup.otherFolder?.problem) cli.terminal.note(formatMessage(backup.otherFolder.problem));
    });

const listCommand = (cli: Cli): Command =>
  new Command('list')
    .description('List the backups there are, newest first.')
    .action(async (_options: unknown, command: Command) => {
      const result = await withEngine(cli, command, 'existing', ({ client }) => client.backups.list({}));
      printResult(cli, command, result, () => result.backups.map(line).join('\n'));
    });

const verifyCommand = (cli: Cli): Command =>
  new Command('verify')
    .description('Unpack a backup, check all of it, and say how much is in it. The workspace stays as it is.')
    .argument('<backup>', 'name of the backup, as `backup list` prints it')
    .action(async (text: string, _options: unknown, command: Command) => {
      const name = parseAs(BackupName, text, 'The backup');
      const content = await withEngine(cli, command, 'existing', ({ client }) =>
        client.backups.verify({ name, passphrase: givenPassphrase('OUTPOST_BACKUP_PASSPHRASE') }),
      );
      printResult(cli, command, { name, ...content }, () => `${name} is whole: ${count(content.records, 'record')}`);
    });

const removeCommand = (cli: Cli): Command =>
  new Command('remove')
    .description('Delete a backup, also its copy in the other folder.')
    .argument('<backup>', 'name of the backup, as `backup list` prints it')
    .action(async (text: string, _options: unknown, command: Command) => {
      const name = parseAs(BackupName, text, 'The backup');
      await withEngine(cli, command, 'existing', ({ client }) => client.backups.remove({ name }));
      printResult(cli, command, { removed: name }, () => `Deleted ${name}`);
    });

interface FolderOptions {
  readonly none?: boolean;
}

const folderCommand = (cli: Cli): Command =>
  new Command('folder')
    .description('Tell or choose a folder on another drive that gets a copy of every backup, with the attachments.')
    .argument('[folder]', 'an existing folder, outside of the workspace')
    .option('--none', 'copy backups nowhere any more; what is there stays')
    .action(async (folder: string | undefined, { none = false }: FolderOptions, command: Command) => {
      if (folder !== undefined && none) throw new UsageError('Give either a folder or --none');
      const { otherFolder } = await withEngine(cli, command, 'existing', async ({ client }) => {
        if (folder !== undefined || none)
          await client.backups.setOtherFolder({ folder: folder === undefined ? null : path.resolve(folder) });
        return client.backups.list({});
      });
      printResult(cli, command, { otherFolder }, () => otherFolder?.folder ?? 'No other folder');
      if (otherFolder?.problem) cli.terminal.note(formatMessage(otherFolder.problem));
    });

export const backupCommand = (cli: Cli): Command =>
  new Command('backup')
    .description('Backups: write, list, check, delete, copy to another drive.')
    .addCommand(createCommand(cli))
    .addCommand(listCommand(cli))
    .addCommand(verifyCommand(cli))
    .addCommand(removeCommand(cli))
    .addCommand(folderCommand(cli));
