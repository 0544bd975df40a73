import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { Message } from '../messages/message';
import { AppError, isErrorCode } from './app-error';

const DetailValue = z.union([z.string(), z.number(), z.boolean()]);

/** What an error carries over the contract's wire beside its code: its words, and its detail side by side with them. */
export const FailureData = z.object({ words: Message }).catchall(DetailValue);

/** An AppError as data: what hosts and the engine's processes send where nothing can be thrown. */
export const Failure = z.object({ code: z.string(), words: Message, detail: z.record(z.string(), DetailValue) });
export type Failure = Readonly<z.infer<typeof Failure>>;

/** `FailureData` of an error. */
export const toFailureData = ({ words, detail }: AppError): { readonly words: Message } => ({ ...detail, words });

/** What is no AppError shows nothing of itself. */
export const toFailure = (error: unknown): Failure =>
  error instanceof AppError
    ? { code: error.code, words: error.words, detail: error.detail }
    : toFailure(new AppError('internal', msg`Something in Outpost went wrong`));

export const fromFailure = ({ code, words, detail }: Failure, options?: ErrorOptions): AppError =>
  new AppError(isErrorCode(code) ? code : 'internal', words, detail, options);

/** The AppError that came over the wire in an error of the contract's client; undefined for one that carries none. */
export const appErrorOf = (error: unknown): AppError | undefined => {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error) || !('code' in error) || !('data' in error)) return undefined;
  const read = FailureData.safeParse(error.data);
  if (!read.success) return undefined;
  const { words, ...detail } = read.data;
  return fromFailure({ code: String(error.code), words, detail }, { cause: error });
};
