import { z } from 'zod';
import type { StagedFileId } from './ids';

/**
 * The staging folder, as hosts and engine share it: the bytes are in a file named by the id, what else is known in
 * `<id>.json` beside it. The bytes get their name last, so whoever finds them finds all of them.
 */
export const StagedFileNote = z.object({ fileName: z.string().min(1).max(255) });
export type StagedFileNote = Readonly<z.infer<typeof StagedFileNote>>;

export const stagedNoteName = (id: StagedFileId): string => `${id}.json`;
/** Where bytes are collected before they are complete. */
export const stagedPartName = (id: StagedFileId): string => `${id}.part`;
