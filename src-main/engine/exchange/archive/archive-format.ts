import { z } from 'zod';

/** Rises when a reader of the version before would misread an archive. */
export const ARCHIVE_VERSION = 1;

export const ARCHIVE_FORMAT = 'outpost-archive';
export const ARCHIVE_SUFFIX = '.archive';
export const MANIFEST = 'manifest.json';
export const SCHEMA_DOCUMENT = 'schema.json';
export const FILES_FOLDER = 'files/';

/** Last in the archive: what has it is whole. */
export const Manifest = z.object({
  format: z.literal(ARCHIVE_FORMAT),
  version: z.int(),
  appVersion: z.string(),
  writtenAtMs: z.number(),
  /** Files of lines, in the order in which they are to be read. */
  lines: z.array(z.object({ name: z.string(), lines: z.int(), sha256: z.string() })),
  /** How many attachments are in `files/`. */
  files: z.int(),
  /** Attachments that the workspace knows and whose content it had lost, by hash. */
  missingFiles: z.array(z.string()),
});
export type Manifest = Readonly<z.infer<typeof Manifest>>;

/** One line of a file: a JSON object. */
export const Line = z.record(z.string(), z.unknown());
export type Line = Readonly<Record<string, unknown>>;

/** Where an attachment's content stands. */
export const fileEntry = (sha: string): string => `${FILES_FOLDER}${sha}`;
