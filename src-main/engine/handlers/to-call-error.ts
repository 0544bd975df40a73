import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { toFailureData } from '@shared/errors/failure';
import { CallError } from '@shared/wire/call-error';
import { newUuid } from '../kernel/record-ids';
import type { Clock, Log, Random } from '../kernel/ports';
import { toStorageFailure } from '../storage/storage-failure';

export interface FailureDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const callError = (error: AppError): CallError =>
  new CallError(error.code, error.message, toFailureData(error), { cause: error });

/** What a call failed with, as its caller sees it. What nobody expects is logged under an id and shows nothing of itself. */
export const toCallError = (deps: FailureDeps, path: string, failure: unknown): CallError => {
  const storage = toStorageFailure(failure);
  if (storage) deps.log.error('storage failed', failure, { path });
  const cause = storage ?? failure;
  if (cause instanceof AppError) return callError(cause);
  const id = newUuid(deps);
  deps.log.error('procedure failed', cause, { path, id });
  const words = msg`Something in Outpost went wrong. Your data is unchanged. The log has the details.`;
  return callError(new AppError('internal', words, { id }, { cause }));
};
