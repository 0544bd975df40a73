import { Command } from 'commander';
import { msg } from '@lingui/core/macro';
import type { EncryptionStatus } from '@shared/contract/encryption.contract';
import { AppError } from '@shared/errors/app-error';
import { formatMessage } from '@shared/messages/format-message';
import { count, printResult } from '../output';
import { needNewPassphrase, needPassphrase } from '../passphrases';
import { type Cli, withEngine } from '../session';
import { UsageError } from '../usage-error';

const inWords = ({ isEncrypted, areBackupsEncrypted, plainCopies, failure }: EncryptionStatus): string =>
  [
    isEncrypted ? 'The workspace is encrypted' : 'The workspace is not encrypted',
    areBackupsEncrypted ? 'Backups are encrypted' : 'Backups are not encrypted',
    ...(plainCopies > 0 ? [`${count(plainCopies, 'backup')} that anybody can read`] : []),
    ...(failure ? [formatMessage(failure)] : []),
  ].join('\n');

/** In words of this process; the contract's messages are for programs that have a catalogue. */
const plainStatus = (status: EncryptionStatus) => ({
  isEncrypted: status.isEncrypted,
  areBackupsEncrypted: status.areBackupsEncrypted,
  plainCopies: status.plainCopies,
  failure: status.failure && formatMessage(status.failure),
});

const readStatus = (cli: Cli, command: Command): Promise<EncryptionStatus> =>
  withEngine(cli, command, 'existing', ({ client }) => client.encryption.status({}));

/** Opens the workspace again, which does what was asked for. Errors: `storage_failed` when it could not. */
const settled = async (cli: Cli, command: Command, isEncrypted: boolean): Promise<EncryptionStatus> => {
  const status = await readStatus(cli, command);
  if (status.isEncrypted === isEncrypted) return status;
  throw new AppError('storage_failed', status.failure ?? msg`The workspace could not be converted`);
};

const statusCommand = (cli: Cli): Command =>
  new Command('status')
    .description('Say whether the workspace and its backups are encrypted.')
    .action(async (_options: unknown, command: Command) => {
      const status = await readStatus(cli, command);
      printResult(cli, command, plainStatus(status), () => inWords(status));
    });

/** Whoever sits at the terminal shows that the phrase was written down; a program is trusted to keep what it was given. */
const confirmPhrase = async ({ terminal }: Cli, recoveryPhrase: string): Promise<void> => {
  terminal.note(`Recovery phrase, shown this once: ${recoveryPhrase}`);
  const typed = await terminal.askSecret('Write it down on paper. To go on, type its last word');
  if (typed !== undefined && typed.trim().toLowerCase() !== recoveryPhrase.split(' ').at(-1))
    throw new UsageError('That is not the last word. Nothing was changed');
};

const onCommand = (cli: Cli): Command =>
  new Command('on')
    .description(
      'Encrypt the workspace with a passphrase (OUTPOST_PASSPHRASE, or asked for). Prints the recovery phrase, once: it opens the workspace when the passphrase is forgotten.',
    )
    .action(async (_options: unknown, command: Command) => {
      const passphrase = await needNewPassphrase(cli, 'OUTPOST_PASSPHRASE');
      const recoveryPhrase = await withEngine(cli, command, 'existing', async ({ client }) => {
        const prepared = await client.encryption.prepare({ passphrase });
        await confirmPhrase(cli, prepared.recoveryPhrase);
        await client.encryption.turnOn({ remember: false });
        return prepared.recoveryPhrase;
      });
      const status = await settled(cli, command, true);
      printResult(cli, command, { ...plainStatus(status), recoveryPhrase }, () => inWords(status));
    });

const offCommand = (cli: Cli): Command =>
  new Command('off')
    .description('Write the workspace so that anybody who has its folder can read it.')
    .action(async (_options: unknown, command: Command) => {
      const passphrase = await needPassphrase(cli, 'OUTPOST_PASSPHRASE', 'Passphrase, or recovery phrase');
      await withEngine(cli, command, 'existing', ({ client }) => client.encryption.turnOff({ passphrase }));
      const status = await settled(cli, command, false);
      printResult(cli, command, plainStatus(status), () => inWords(status));
    });

const changeCommand = (cli: Cli): Command =>
  new Command('change-passphrase')
    .description(
      'Take another passphrase (OUTPOST_NEW_PASSPHRASE, or asked for). Backups made before keep the one of then; the recovery phrase stays.',
    )
    .action(async (_options: unknown, command: Command) => {
      const current = await needPassphrase(cli, 'OUTPOST_PASSPHRASE', 'Passphrase of now, or recovery phrase');
      const next = await needNewPassphrase(cli, 'OUTPOST_NEW_PASSPHRASE');
      await withEngine(cli, command, 'existing', ({ client }) => client.encryption.changePassphrase({ current, next }));
      printResult(cli, command, { changed: true }, () => 'The passphrase was changed');
    });

const removeCommand = (cli: Cli): Command =>
  new Command('remove-plain-copies')
    .description('Remove backups, and databases that a repair has set aside, that anybody can read.')
    .action(async (_options: unknown, command: Command) => {
      const result = await withEngine(cli, command, 'existing', ({ client }) =>
        client.encryption.removePlainCopies({}),
      );
      printResult(cli, command, result, () => `Removed ${count(result.removed, 'copy', 'copies')}`);
    });

const backupsCommand = (cli: Cli): Command =>
  new Command('backups')
    .description(
      'Encrypt the backups of a workspace that is not encrypted itself, with a passphrase (OUTPOST_BACKUP_PASSPHRASE, or asked for); --off: no longer.',
    )
    .option('--off', 'write backups that anybody can read')
    .action(async ({ off = false }: { readonly off?: boolean }, command: Command) => {
      const passphrase = off ? null : await needNewPassphrase(cli, 'OUTPOST_BACKUP_PASSPHRASE');
      const status = await withEngine(cli, command, 'existing', ({ client }) =>
        client.encryption.encryptBackups({ passphrase }),
      );
      printResult(cli, command, plainStatus(status), () => inWords(status));
    });

export const encryptionCommand = (cli: Cli): Command =>
  new Command('encryption')
    .description('Encrypt the workspace on this disk, and its backups.')
    .addCommand(statusCommand(cli))
    .addCommand(onCommand(cli))
    .addCommand(offCommand(cli))
    .addCommand(changeCommand(cli))
    .addCommand(removeCommand(cli))
    .addCommand(backupsCommand(cli));
