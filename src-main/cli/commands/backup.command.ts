import { Command } from 'commander';
import { printResult } from '../output';
import { type Cli, withEngine } from '../session';

interface BackupLine {
  readonly name: string;
  readonly atMs: number;
  readonly sizeBytes: number;
  readonly reason: string;
}

const line = ({ name, atMs, sizeBytes, reason }: BackupLine): string =>
  [name, new Date(atMs).toISOString(), `${sizeBytes} bytes`, reason].join('\t');

export const backupCommand = (cli: Cli): Command =>
  new Command('backup')
    .description('Write a checked copy of the database into the backups folder of the workspace.')
    .option('--list', 'list the backups there are instead')
    .action(async ({ list }: { readonly list?: boolean }, command: Command) => {
      if (list) {
        const result = await withEngine(cli, command, 'existing', ({ client }) => client.workspace.listBackups({}));
        return printResult(cli, command, result, () => result.backups.map(line).join('\n'));
      }
      const backup = await withEngine(cli, command, 'existing', ({ client }) => client.workspace.backup({}));
      return printResult(cli, command, backup, () => line(backup));
    });
