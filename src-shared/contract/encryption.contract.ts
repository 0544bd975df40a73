import { z } from 'zod';
import { Message } from '../messages/message';
import { action, Nothing } from './procedure';

const MIN_PASSPHRASE = 8;
const MAX_PASSPHRASE = 1000;

/** One that a person chooses. */
export const NewPassphrase = z.string().min(MIN_PASSPHRASE).max(MAX_PASSPHRASE);
/** One that a person says is right: a passphrase or a recovery phrase. */
export const GivenPassphrase = z.string().min(1).max(MAX_PASSPHRASE);

export const LockState = z.object({
  /** Nothing but `unlock` is answered. */
  isLocked: z.boolean(),
  /** Whether this computer has a keychain to keep the key in. */
  canRemember: z.boolean(),
});
export type LockState = Readonly<z.infer<typeof LockState>>;

export const EncryptionStatus = z.object({
  isEncrypted: z.boolean(),
  /** Whether this computer has a keychain to keep the key in. */
  canRemember: z.boolean(),
  /** Whether the key is in the keychain, so that nobody is asked for the passphrase here. */
  isRemembered: z.boolean(),
  /** Backups and copies set aside that anybody can read. */
  plainCopies: z.int(),
  /** Whether backups are encrypted: always where the workspace is. */
  areBackupsEncrypted: z.boolean(),
  /** Why the workspace could not become what was asked for last; null when it could. */
  failure: Message.nullable(),
});
export type EncryptionStatus = Readonly<z.infer<typeof EncryptionStatus>>;

export const Unlock = z.object({ passphrase: GivenPassphrase, remember: z.boolean() });
export type Unlock = Readonly<z.infer<typeof Unlock>>;

const Remember = z.object({ remember: z.boolean() });

/** The workspace encrypted on disk, and its passphrase. */
export const encryptionContract = {
  status: action({ input: Nothing, output: EncryptionStatus, reads: ['workspace', 'backups'] }),
  /** Answered by a locked workspace too. */
  lockState: action({ input: Nothing, output: LockState }),
  /** Opens a locked workspace: the engine starts anew. `remember` keeps the key in the keychain of this computer. */
  unlock: action({ input: Unlock, output: Nothing }),
  /** The first half of turning it on: answers with the recovery phrase, which is shown this once. Nothing is changed yet. */
  prepare: action({ input: z.object({ passphrase: NewPassphrase }), output: z.object({ recoveryPhrase: z.string() }) }),
  /** The second half, with what was prepared last: the engine starts anew and encrypts the workspace. */
  turnOn: action({ input: Remember, output: Nothing }),
  /** The engine starts anew and writes the workspace so that anybody can read it. */
  turnOff: action({ input: z.object({ passphrase: GivenPassphrase }), output: Nothing }),
  /** Backups that were made before keep the passphrase of then. The recovery phrase stays. */
  changePassphrase: action({ input: z.object({ current: GivenPassphrase, next: NewPassphrase }), output: Nothing }),
  /** Keeps the key in the keychain of this computer, or takes it out. */
  remember: action({ input: Remember, output: EncryptionStatus }),
  /** Removes backups, and databases that a repair has set aside, that anybody can read. */
  removePlainCopies: action({ input: Nothing, output: z.object({ removed: z.int() }) }),
  /** Encrypts the backups of a workspace that is not encrypted; null: no longer. */
  encryptBackups: action({ input: z.object({ passphrase: NewPassphrase.nullable() }), output: EncryptionStatus }),
};
