import { NewPassphrase } from '@shared/contract/encryption.contract';
import { givenPassphrase } from '../engine-entry/given-passphrase';
import type { Cli } from './session';
import { UsageError } from './usage-error';

type Variable = Parameters<typeof givenPassphrase>[0];

/** A passphrase from the environment or from whoever sits at the terminal. Errors: UsageError where there is neither. */
export const needPassphrase = async ({ terminal }: Cli, variable: Variable, question: string): Promise<string> => {
  const given = givenPassphrase(variable) ?? (await terminal.askSecret(question));
  if (given === undefined || given === '')
    throw new UsageError(`Give the passphrase in ${variable} or ${variable}_FILE`);
  return given;
};

const assertFit = (passphrase: string): string => {
  if (!NewPassphrase.safeParse(passphrase).success)
    throw new UsageError('A passphrase has 8 characters or more, up to 1000; nothing was changed');
  return passphrase;
};

/** A passphrase that is new: asked for twice. Errors: UsageError, also for one that is too short. */
export const needNewPassphrase = async (cli: Cli, variable: Variable): Promise<string> => {
  const given = givenPassphrase(variable);
  if (given !== undefined) return assertFit(given);
  const first = assertFit(await needPassphrase(cli, variable, 'New passphrase, 8 characters or more'));
  if ((await cli.terminal.askSecret('The same again')) !== first) throw new UsageError('The two are not the same');
  return first;
};
