import path from 'node:path';
import { Command } from 'commander';
import { BackupName } from '@shared/contract/backups.contract';
import { givenPassphrase } from '../../engine-entry/given-passphrase';
import { workspaceFolder } from '../../engine-entry/workspace-location';
import { parseAs } from '../arguments';
import { readMoment } from '../moments';
import { printResult } from '../output';
import { type Cli, globalOptions, withEngine } from '../session';
import { UsageError } from '../usage-error';

interface Options {
  readonly to?: string;
  readonly at?: string;
  readonly from?: string;
}

/** The engine is loaded for it alone: other commands have it in a thread of its own. */
const restoreFrom = async (cli: Cli, command: Command, file: string) => {
  const { restoreBackupFile } = await import('../../engine-entry/restored-files');
  const folder = workspaceFolder(globalOptions(command).workspace);
  const given = givenPassphrase('OUTPOST_BACKUP_PASSPHRASE') ?? givenPassphrase('OUTPOST_PASSPHRASE');
  const isEncrypted = file.endsWith('.enc');
  const passphrase = given ?? (isEncrypted ? await cli.terminal.askSecret('Passphrase of the backup') : undefined);
  const { files } = await restoreBackupFile(file, folder, passphrase);
  return { restored: path.resolve(file), files, safetyCopy: null };
};

const restore = async (cli: Cli, command: Command, { to, at, from }: Options) => {
  if ([to, at, from].filter((given) => given !== undefined).length !== 1)
    throw new UsageError('Give one of --to, --at and --from');
  if (from !== undefined) return restoreFrom(cli, command, from);
  return withEngine(cli, command, 'existing', async ({ client }) => {
    if (to !== undefined) {
      const name = parseAs(BackupName, to, 'The backup');
      const passphrase = givenPassphrase('OUTPOST_BACKUP_PASSPHRASE');
      return { restored: name, ...(await client.backups.restore({ name, passphrase })) };
    }
    const atMs = await readMoment(client, at ?? '', '--at');
    const { backup, safetyCopy } = await client.backups.restoreAt({ atMs });
    return { restored: new Date(atMs).toISOString(), backup, safetyCopy };
  });
};

export const restoreCommand = (cli: Cli): Command =>
  new Command('restore')
    .description(
      'Make the workspace what it was when a backup was made, or at a moment. What is there now is kept as a backup.',
    )
    .option('--to <backup>', 'name of the backup, as `backup list` prints it')
    .option(
      '--at <time>',
      'any moment since the oldest backup: "2026-11-20 14:30" in the zone of the workspace, or 2026-11-20T13:30Z',
    )
    .option(
      '--from <file>',
      'a backup that is anywhere, such as on another drive; makes the workspace when there is none, with the attachments that are beside the backup',
    )
    .action(async (options: Options, command: Command) => {
      const result = await restore(cli, command, options);
      // Opened again: that puts it in place, and shows that it opens.
      const { counts } = await withEngine(cli, command, 'existing', ({ client }) => client.workspace.status({}));
      printResult(cli, command, { ...result, counts }, () =>
        [
          `Restored ${result.restored}`,
          ...(result.safetyCopy === null ? [] : [`What was there before is ${result.safetyCopy}`]),
        ].join('\n'),
      );
    });
