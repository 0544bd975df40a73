import { z } from 'zod';
import { Failure } from '@shared/errors/failure';

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

/** From the engine to the host. `failed` is the last word of an engine that could not open its workspace. */
export const FromEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), stagingDir: z.string() }),
  z.object({ type: z.literal('failed'), error: Failure }),
  z.object({ type: z.literal('closed') }),
]);
export type FromEngine = Readonly<z.infer<typeof FromEngine>>;
