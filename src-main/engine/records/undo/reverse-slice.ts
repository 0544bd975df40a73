import type { ChangeSet } from '@shared/domain/changes';
import { OperationId } from '@shared/domain/ids';
import { ActorValue } from '@shared/domain/values';
import { listOperationChanges } from '../../change-log/change.sql';
import { findOperation } from '../../change-log/operation.sql';
import { findRecByRid } from '../../change-log/rec.sql';
import { META_TABLES } from '../../schema/schema.sql';
import type { SchemaRegistry, SeenSchema } from '../../schema/registry';
import type { WriteDb } from '../../storage/db';
import { openWriteSession } from '../write/write-session';
import type { WriteDeps } from '../write/write-session';
import { reverseChange } from './reverse-change';
import type { Skipped } from './reverse-change';
import { reverseMetaChange } from './reverse-meta';
import type { MetaRecord } from './reverse-meta';

export interface ReverseDeps extends WriteDeps {
  readonly schema: SeenSchema;
  readonly wholeSchema: SchemaRegistry;
}

/** Before this position are all changes of an action. */
export const NEWEST = Number.MAX_SAFE_INTEGER;

/** The changes of an action, from a position in the log back, and the action that takes them back. */
export interface ReverseFrom {
  readonly operationId: number;
  readonly targetId: number;
  readonly beforePos: number;
}

export interface Slice {
  /** Where the next slice begins; null when none is left. */
  readonly nextPos: number | null;
  /** Changes looked at. */
  readonly looked: number;
  readonly skipped: Skipped[];
  readonly skippedCount: number;
  readonly changes: Omit<ChangeSet, 'seq'>;
}

/** Whether a record of the log is a part of the data model. */
export const isMeta = (rec: { readonly obj: string; readonly id: string }): rec is MetaRecord =>
  Object.hasOwn(META_TABLES, rec.obj);

/** Takes the newest of an action's changes back, so many at most, in the caller's transaction. */
export const reverseSlice = (
  deps: ReverseDeps,
  db: WriteDb,
  { operationId, targetId, beforePos }: ReverseFrom,
  limit: number,
): Slice => {
  const found = listOperationChanges(db, targetId, beforePos, limit + 1);
  const rows = found.slice(0, limit);
  const operation = findOperation(db, operationId);
  if (!operation) throw new Error(`Operation ${operationId} is gone`);
  const session = openWriteSession(deps, db, {
    actor: ActorValue.parse(JSON.parse(operation.actor)),
    verb: operation.verb,
    operationId: OperationId.parse(operation.id),
  });
  const changed = new Set<number>();
  const skipped: Skipped[] = [];
  let skippedCount = 0;
  for (const row of rows) {
    const rec = findRecByRid(db, row.rid);
    if (!rec) throw new Error(`Record ${row.rid} is gone`);
    if (isMeta(rec)) {
      skippedCount += reverseMetaChange(deps, session, rec, row).skippedCount;
      continue;
    }
    if (!session.schema.objectsByKey.has(rec.obj) && !session.schema.links.has(rec.obj)) {
      // Its object was purged.
      skippedCount += 1;
      continue;
    }
    const reversal = reverseChange(session, row);
    if (reversal.isChanged) changed.add(row.rid);
    skipped.push(...reversal.skipped);
    skippedCount += reversal.skipped.length + (reversal.hiddenCount ?? 0);
  }
  session.journal.count(changed.size);
  session.close();
  session.collector.topic('history');
  const last = rows.at(-1);
  const nextPos = last && found.length > limit ? last.pos : null;
  return { nextPos, looked: rows.length, skipped, skippedCount, changes: session.collector.changes() };
};
