import { z } from 'zod';
import { AppError, isErrorCode } from '@shared/errors/app-error';

/** What an engine is told when it starts. */
export const EngineStart = z.strictObject({
  workspaceDir: z.string().min(1),
  appVersion: z.string(),
  /** Answer queries in threads of their own: worth their start for a window, not for one command. */
  hasReaders: z.boolean(),
});
export type EngineStart = Readonly<z.infer<typeof EngineStart>>;

/** From the host to the engine. The port of `connect` travels beside the message or in it, as the channel wants it. */
export const ToEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('shutdown') }),
]);
export type ToEngine = Readonly<z.infer<typeof ToEngine>>;

const Failure = z.object({
  code: z.string(),
  message: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Failure = Readonly<z.infer<typeof Failure>>;

/** From the engine to the host. `failed` is the last word of an engine that could not open its workspace. */
export const FromEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), stagingDir: z.string() }),
  z.object({ type: z.literal('failed'), error: Failure }),
  z.object({ type: z.literal('closed') }),
]);
export type FromEngine = Readonly<z.infer<typeof FromEngine>>;

export const toFailure = (error: unknown): Failure => {
  if (error instanceof AppError) return { code: error.code, message: error.message, detail: error.detail };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), detail: {} };
};

export const fromFailure = (failure: Failure): AppError =>
  new AppError(isErrorCode(failure.code) ? failure.code : 'internal', failure.message, failure.detail);
