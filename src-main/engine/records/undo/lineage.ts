import type { ReadDb } from '../../storage/db';
import { CHANGE_KIND } from '../../change-log/journal';
import { parsePayload, payloadRegisters } from '../../change-log/payload';
import { listRecordChanges } from '../../change-log/change.sql';
import type { ChangeRow } from '../../change-log/change.sql';

/** What a change may touch: a register by its key, or the record's life. */
export const LIFE = Symbol('life');

const touches = (row: ChangeRow, what: string | typeof LIFE): boolean => {
  if (what === LIFE) return row.kind !== CHANGE_KIND.patch;
  if (row.kind === CHANGE_KIND.life) return false;
  return payloadRegisters(parsePayload(row.p)).includes(what);
};

const reversedDseq = (row: ChangeRow): number | undefined => {
  if (row.cause === null) return undefined;
  const cause: unknown = JSON.parse(row.cause);
  if (typeof cause !== 'object' || cause === null || !('by' in cause) || cause.by !== 'undo') return undefined;
  return 'id' in cause && typeof cause.id === 'number' ? cause.id : undefined;
};

/**
 * Finds out whose value a record holds. A change that reverses another brings back what was there before it, so behind a
 * value that an undo wrote stands the change that had written it first.
 */
export interface Lineage {
  /** The change whose value the record holds now; undefined when nobody has written it. */
  readonly authorOf: (what: string | typeof LIFE) => ChangeRow | undefined;
  /** Whether the record still holds what this change left: nobody has changed it since, or whoever did was undone. */
  readonly isStanding: (row: ChangeRow, what: string | typeof LIFE) => boolean;
  /** The change whose value this one replaced; undefined when there was none. */
  readonly replacedBy: (row: ChangeRow, what: string | typeof LIFE) => ChangeRow | undefined;
}

/** Reads every change of a record: asked for only where stamps do not settle the matter. */
export const readLineage = (db: ReadDb, rid: number): Lineage => {
  const rows = listRecordChanges(db, rid);
  const newestBefore = (pos: number, what: string | typeof LIFE): ChangeRow | undefined =>
    rows.find((row) => row.pos < pos && touches(row, what));
  const resolve = (from: ChangeRow | undefined, what: string | typeof LIFE): ChangeRow | undefined => {
    let row = from;
    for (;;) {
      const dseq = row && reversedDseq(row);
      if (dseq === undefined) return row;
      const dev = row?.dev;
      const reversed = rows.find((other) => other.dev === dev && other.dseq === dseq);
      // The log may have been trimmed: then the undo counts as its own author.
      if (!reversed) return row;
      row = newestBefore(reversed.pos, what);
    }
  };
  const authorOf = (what: string | typeof LIFE): ChangeRow | undefined =>
    resolve(newestBefore(Number.POSITIVE_INFINITY, what), what);
  return {
    authorOf,
    isStanding: (row, what) => authorOf(what)?.pos === resolve(row, what)?.pos,
    replacedBy: (row, what) => resolve(newestBefore(row.pos, what), what),
  };
};
