import { msg } from '@lingui/core/macro';
import type { RecordId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import type { Clock } from '../../kernel/ports';
import type { SeenSchema } from '../../schema/registry';
import type { WriteDb } from '../../storage/db';
import { findRec } from '../../change-log/rec.sql';
import { isSeen } from '../policy/may';
import { getObject } from '../query/record-set';
import { findUse, forgetOldUses, type RecordUse, saveUse } from './record-use.sql';

const HALF_LIFE_MS = 30 * 24 * 60 * 60 * 1000;
/** Coming back to a record within this time is the same visit. */
const VISIT_MS = 60 * 1000;
const MAX_KEPT = 5000;

const decay = (ageMs: number): number => 2 ** (-Math.max(0, ageMs) / HALF_LIFE_MS);

/** How present a record is to whoever works here: its visits and its last change, each worth half after 30 days. */
export const presenceOf = (updatedAtMs: number, use: RecordUse | undefined, nowMs: number): number =>
  decay(nowMs - updatedAtMs) + (use ? use.points * decay(nowMs - use.openedAtMs) : 0);

/**
 * Remembers that a person opened a record, for the order of search results: on this device only, and not in the log. Opening it again
 * within a minute counts once. Errors: `not_found`.
 */
export const noteOpened = (
  deps: { readonly clock: Clock; readonly schema: SeenSchema },
  db: WriteDb,
  { object: name, id }: { readonly object: string; readonly id: RecordId },
): Record<string, never> => {
  const schema = deps.schema.current();
  const object = getObject(schema, name);
  const rec = findRec(db, id);
  if (rec?.obj !== object.def.key || !isSeen(db, schema, name, rec.rid))
    throw new AppError('not_found', msg`This record does not exist`, { object: name, id });
  const nowMs = deps.clock.nowMs();
  const use = findUse(db, rec.rid);
  const ageMs = use ? nowMs - use.openedAtMs : Infinity;
  if (ageMs >= VISIT_MS) {
    saveUse(db, { rid: rec.rid, openedAtMs: nowMs, points: 1 + (use ? use.points * decay(ageMs) : 0) });
    forgetOldUses(db, MAX_KEPT);
  }
  return {};
};
