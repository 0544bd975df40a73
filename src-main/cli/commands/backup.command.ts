import { Command } from 'commander';
import { type Backup, BackupName } from '@shared/contract/backups.contract';
import { givenPassphrase } from '../../engine-entry/given-passphrase';
import { parseAs } from '../arguments';
import { count, printResult } from '../output';
import { type Cli, withEngine } from '../session';

const line = ({ name, atMs, sizeBytes, reason }: Backup): string =>
  [name, new Date(atMs).toISOString(), `${sizeBytes} bytes`, reason].join('\t');

const createCommand = (cli: Cli): Command =>
  new Command('create')
    .description('Write a checked copy of the database into the backups folder of the workspace.')
    .action(async (_options: unknown, command: Command) => {
      const backup = await withEngine(cli, command, 'existing', ({ client }) => client.backups.create({}));
      printResult(cli, command, backup, () => line(backup));
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

export const backupCommand = (cli: Cli): Command =>
  new Command('backup')
    .description('Backups: write, list, check.')
    .addCommand(createCommand(cli))
    .addCommand(listCommand(cli))
    .addCommand(verifyCommand(cli));
