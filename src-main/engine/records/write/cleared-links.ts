import { findLastChange } from '../../change-log/change.sql';
import { CHANGE_KIND } from '../../change-log/journal';
import { isPlainStamp, parseExceptions } from '../../change-log/stamps.rules';
import { applyPatch, type StoredRecord } from './apply';
import type { WriteSession } from './write-session';

/** A link that went when its target was deleted: row id of the record that had it, key of the field. */
export type ClearedLink = readonly [rid: number, field: string];

/** What the log row of a deletion keeps, so that a restore can bring the links back. Null for none. */
export const formatCleared = (links: readonly ClearedLink[]): string | null =>
  links.length === 0 ? null : JSON.stringify({ links });

/** What the deletion of a record in the trash has cleared, and when. */
export interface Cleared {
  readonly t: number;
  readonly links: readonly ClearedLink[];
}

/** Nothing where the record came to the trash in another way. */
export const findCleared = (session: WriteSession, { rec }: StoredRecord): Cleared => {
  const deletion = findLastChange(session.db, rec.rid, CHANGE_KIND.life);
  if (!deletion?.prev) return { t: 0, links: [] };
  // The engine wrote it itself, in this shape.
  const { links } = JSON.parse(deletion.prev) as { readonly links?: readonly ClearedLink[] };
  return { t: deletion.t, links: links ?? [] };
};

/**
 * Sets the links again that the deletion of a record cleared, where nobody has touched them since. Nobody can have pointed to it meanwhile, so a link that is
 * to be held only once is free.
 */
export const restoreCleared = (
  session: WriteSession,
  target: StoredRecord,
  { t, links }: Cleared,
  read: (rid: number) => StoredRecord | undefined,
): void => {
  for (const [rid, fields] of Map.groupBy(links, ([each]) => each)) {
    const record = read(rid);
    if (!record) continue;
    const stamps = parseExceptions(record.rec.x);
    const after = [...record.cells];
    for (const [, key] of fields) {
      const field = record.object.fields.find(({ model }) => model.def.key === key);
      const stamp = stamps[key];
      const isUntouched = stamp !== undefined && isPlainStamp(stamp) && stamp[0] <= t;
      if (!field || field.model.def.deletedAtMs !== null || !isUntouched || after[field.from] !== null) continue;
      const isOne = field.model.def.type === 'relation';
      after[field.from] = isOne ? target.id : `${target.object.model.def.name}:${target.id}`;
    }
    applyPatch(session, record, after);
  }
};
