import { z } from 'zod';
import type { WriteDb } from '../storage/db';
import { insertUnlogged } from './unlogged.sql';

/**
 * A change that the log has no row for: settings and counters, what is said of duplicates, what is destroyed. Records are named by row id, objects and fields by key.
 */
export const Unlogged = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('setting'), key: z.string(), value: z.string() }),
  z.object({ kind: z.literal('owner'), name: z.string() }),
  z.object({ kind: z.literal('duplicates'), object: z.string(), rids: z.array(z.int()), isDismissed: z.boolean() }),
  /** Records, or links, of one object. */
  z.object({ kind: z.literal('destroyed'), object: z.string(), rids: z.array(z.int()) }),
  /** A field, or with null a whole object. */
  z.object({ kind: z.literal('purged'), object: z.string(), field: z.string().nullable() }),
]);
export type Unlogged = Readonly<z.infer<typeof Unlogged>>;

/** Keeps such a change in the caller's transaction, behind what that has logged. */
export const noteUnlogged = (db: WriteDb, nowMs: number, change: Unlogged): void =>
  insertUnlogged(db, nowMs, JSON.stringify(change));
