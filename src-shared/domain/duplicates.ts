import { z } from 'zod';

export const DUPLICATE_REASONS = [
  'sameName',
  'swappedName',
  'nameVariant',
  'similarName',
  'initial',
  'sameEmail',
  'samePhone',
  'sameLink',
  'sameRelated',
  'sameAddress',
  'samePostalCode',
] as const;

/** Why two records look like one, and by which field: its key where it is kept, its API name on the wire. */
export const DuplicateReason = z.object({ kind: z.enum(DUPLICATE_REASONS), field: z.string() });
export type DuplicateReason = Readonly<z.infer<typeof DuplicateReason>>;

/** From this score on a pair is worth a look. */
export const LIKELY = 0.6;
/** From this score on hardly a pair is wrong. */
export const CERTAIN = 0.9;
