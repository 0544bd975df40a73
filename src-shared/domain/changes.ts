import { z } from 'zod';
import { RecordId } from './ids';
import type { Filter } from './query';

/** What a client may hold that a change can make stale; `records` is refined by `RecordChange`. */
export const TOPICS = [
  'records',
  'schema',
  'views',
  'history',
  'workspace',
  'imports',
  'backups',
  'indexes',
  'jobs',
  'duplicates',
] as const;
export type Topic = (typeof TOPICS)[number];

export const RecordChange = z.object({
  object: z.string(),
  /** Records came, went or returned: any list of this object may have another length. */
  hasMembershipChange: z.boolean(),
  /** API names of the fields that changed in records that stayed; of a changed title also those in which other records of the object show it. */
  fields: z.array(z.string()),
  /** The records touched, or null when there are too many to name. */
  ids: z.array(RecordId).nullable(),
});
export type RecordChange = Readonly<z.infer<typeof RecordChange>>;

/** Published once after each commit. `seq` rises by one for each change set of an engine's life. */
export const ChangeSet = z.object({
  seq: z.int(),
  topics: z.array(z.enum(TOPICS)),
  records: z.array(RecordChange),
});
export type ChangeSet = Readonly<z.infer<typeof ChangeSet>>;

/** Stands for every field of every object. */
const EVERYTHING = '*';

/** The paths that a filter reads; for a filter over lists of related records, which may lead back to the same object, everything. */
export const filterPaths = (filter: Filter | undefined): readonly string[] => {
  if (!filter) return [];
  if ('and' in filter) return filter.and.flatMap(filterPaths);
  if ('or' in filter) return filter.or.flatMap(filterPaths);
  if ('not' in filter) return filterPaths(filter.not);
  return 'related' in filter ? [EVERYTHING] : [filter.field];
};

/** What a read looks at: its object, and the paths it filters, sorts, groups or shows by (undefined: every field). */
export interface ReadScope {
  readonly object: string;
  readonly paths?: readonly string[] | undefined;
}

/**
 * Whether a change set can alter the result of a read. Never false when it could; paths over relations
 * answer true for any change of another object, since the read may reach it.
 */
export const canAffect = (read: ReadScope, changes: ChangeSet): boolean =>
  changes.records.some((change) => {
    const paths = read.paths;
    if (change.object === read.object) {
      if (change.hasMembershipChange || !paths) return true;
      const changed = new Set(change.fields);
      // A relation may lead to another record of the same object, whose fields are in the path's other segments.
      return paths.some((path) => path === EVERYTHING || path.split('.').some((name) => changed.has(name)));
    }
    // A relation shows its target's title, so even a one-segment path may reach another object.
    return true;
  });
