import type { HistoryEntry } from '@shared/contract/history.contract';
import type { StageStay } from '@shared/contract/pipelines.contract';
import type { RecordId } from '@shared/domain/ids';
import { isStageValue } from '@shared/domain/values';
import type { Clock } from '../../kernel/ports';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb } from '../../storage/db';
import { recordHistory } from '../history/history.service';
import { getObject } from '../query/record-set';
import { getStageField } from './stage-field';

type Stay = Omit<StageStay, 'durationMs'>;

const PAGE = 100;
/** Changes that are looked through; a record with more shows its later stages. */
const MAX_PAGES = 20;

const leave = (stays: Stay[], atMs: number): void => {
  const last = stays.at(-1);
  if (last?.leftAtMs === null) stays[stays.length - 1] = { ...last, leftAtMs: Math.max(atMs, last.enteredAtMs) };
};

/** The stays that a record's changes make, given oldest first. */
const staysOf = (entries: readonly HistoryEntry[], field: string): readonly Stay[] => {
  const stays: Stay[] = [];
  for (const { atMs, actor, changes } of entries) {
    const change = changes.find((each) => each.field === field);
    if (!change) continue;
    const { after } = change;
    if (!isStageValue(after)) {
      leave(stays, atMs);
      continue;
    }
    const enteredAtMs = after.since ?? atMs;
    const back = stays.findIndex((stay) => stay.stage === after.key && stay.enteredAtMs === enteredAtMs);
    if (back >= 0) {
      // An undo: what came after it has not been.
      const [stay] = stays.splice(back);
      if (stay) stays.push({ ...stay, reason: after.reason, leftAtMs: null });
      continue;
    }
    leave(stays, enteredAtMs);
    stays.push({ stage: after.key, reason: after.reason, enteredAtMs, leftAtMs: null, actor });
  }
  return stays;
};

const readEntries = (
  deps: { readonly schema: SeenSchema },
  db: ReadDb,
  record: { readonly object: string; readonly id: RecordId },
): readonly HistoryEntry[] => {
  const entries: HistoryEntry[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found = recordHistory(deps, db, { ...record, limit: PAGE, cursor });
    entries.push(...found.entries);
    if (found.nextCursor === null) break;
    cursor = found.nextCursor;
  }
  return entries.toReversed();
};

/**
 * The stages that a record was in, out of the change log, the first one first. Errors: `not_found`; `invalid_input` for an object without
 * pipelines.
 */
export const stageHistory = (
  deps: { readonly clock: Clock; readonly schema: SeenSchema },
  db: ReadDb,
  record: { readonly object: string; readonly id: RecordId },
): { readonly stays: StageStay[] } => {
  const field = getStageField(getObject(deps.schema.current(), record.object));
  const nowMs = deps.clock.nowMs();
  return {
    stays: staysOf(readEntries(deps, db, record), field.def.name).map((stay) => ({
      ...stay,
      durationMs: Math.max(0, (stay.leftAtMs ?? nowMs) - stay.enteredAtMs),
    })),
  };
};
