import type { CompiledMessage } from '@lingui/message-utils/compileMessage';
import { z } from 'zod';

/** Texts of one language by the ids of their messages, compiled as an app holds them: what a caller sends along to have something written in its words. */
export const Catalogue = z.object({
  locale: z.string().max(35),
  messages: z.record(z.string().max(100), z.custom<CompiledMessage>(Array.isArray, 'Not a compiled text')),
});
export type Catalogue = Readonly<z.infer<typeof Catalogue>>;
