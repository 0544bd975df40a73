import { ORPCError } from '@orpc/client';
import { AppError, isErrorCode, type ErrorDetail } from '@shared/errors/app-error';

const isDetail = (value: unknown): value is ErrorDetail =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((part) => ['string', 'number', 'boolean'].includes(typeof part));

/** Whether somebody gave a call up: no failure to tell a person about. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Whatever a call failed with, as one of the fourteen codes. A lost line is `offline`: the work may be tried again. */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof ORPCError) {
    const detail: unknown = error.data;
    const code: unknown = error.code;
    const known = isErrorCode(code) ? code : code === 'BAD_REQUEST' ? 'invalid_input' : 'internal';
    return new AppError(known, error.message, isDetail(detail) ? detail : {}, { cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('offline', message, {}, { cause: error });
};
