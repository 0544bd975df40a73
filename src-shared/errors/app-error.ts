import type { MessageDescriptor } from '@lingui/core';
import { formatMessage } from '../messages/format-message';
import { toMessage, type Message } from '../messages/message';

/** Every failure that may cross the wire, grouped by what makes a retry worth while. */
export const ERROR_CODES = {
  never: [
    'invalid_input',
    'not_found',
    'forbidden',
    'cancelled',
    'unsupported',
    'storage_failed',
    'version_too_new',
    'internal',
  ],
  later: ['offline', 'timeout', 'rate_limited', 'remote_failed'],
  afterReload: ['conflict'],
  afterSignIn: ['sign_in_required'],
} as const;

export type ErrorCode = (typeof ERROR_CODES)[keyof typeof ERROR_CODES][number];

/** What a program may act on: the noun, the position, the stored revision. Never secrets. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean>>;

/** The HTTP status of each code, the same wherever the error surfaces. */
export const HTTP_STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  not_found: 404,
  forbidden: 403,
  cancelled: 499,
  unsupported: 501,
  storage_failed: 507,
  version_too_new: 409,
  internal: 500,
  offline: 503,
  timeout: 504,
  rate_limited: 429,
  remote_failed: 502,
  conflict: 409,
  sign_in_required: 401,
};

/** A failure that the caller can act on, in words for a salesperson: `words` for any language, `message` in that of this process. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly words: Message;
  constructor(
    readonly code: ErrorCode,
    words: MessageDescriptor,
    readonly detail: ErrorDetail = {},
    options?: ErrorOptions,
  ) {
    super(formatMessage(words), options);
    this.words = toMessage(words);
  }
}

/** Whether something is refused with an `AppError`; what it answers otherwise is dropped. Any other error is thrown on. */
export const isRefused = (work: () => unknown): boolean => {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof AppError) return true;
    throw error;
  }
};

/** Whether a text from outside is one of the codes. */
export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(HTTP_STATUS, value);
