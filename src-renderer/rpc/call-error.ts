import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { appErrorOf } from '@shared/errors/failure';
import { CallError } from '@shared/wire/call-error';

/** Whether somebody gave a call up: no failure to tell a person about. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Whatever a call failed with, as one of the fourteen codes. A lost line is `offline`: the work may be tried again. */
export const toAppError = (error: unknown): AppError => {
  const known = appErrorOf(error);
  if (known) return known;
  if (error instanceof CallError)
    return new AppError('internal', msg`Something in Outpost went wrong`, {}, { cause: error });
  return new AppError('offline', msg`Outpost cannot reach its engine`, {}, { cause: error });
};
