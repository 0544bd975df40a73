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
  /** Answers `key-wanted`. A key is base64. */
  z.object({
    type: z.literal('key'),
    secret: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('key'), key: z.string() }),
        z.object({ kind: z.literal('passphrase'), passphrase: z.string() }),
      ])
      .nullable(),
    canRemember: z.boolean(),
    isRemembered: z.boolean(),
  }),
]);
export type ToEngine = Readonly<z.infer<typeof ToEngine>>;

/** From the engine to the host. `failed` is the last word of an engine that could not open its workspace; one that waits for a passphrase is `ready`. */
export const FromEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), stagingDir: z.string() }),
  z.object({ type: z.literal('failed'), error: Failure }),
  z.object({ type: z.literal('closed') }),
  /** What does the host keep? `withSecret`: what opens the workspace, too; asked by an encrypted one as it starts. */
  z.object({ type: z.literal('key-wanted'), withSecret: z.boolean() }),
  /** For engines to come, and over the host's end with `remember`. Base64; null: forget it. */
  z.object({ type: z.literal('keep-key'), key: z.string().nullable(), remember: z.boolean() }),
]);
export type FromEngine = Readonly<z.infer<typeof FromEngine>>;
