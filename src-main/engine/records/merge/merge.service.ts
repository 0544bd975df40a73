import type { MergePreview, MergeRecords, MergeResult, SurvivorOf } from '@shared/contract/records.contract';
import type { ChangeSet } from '@shared/domain/changes';
import { type OperationId, RecordId } from '@shared/domain/ids';
import type { ActorValue, ValuesInput } from '@shared/domain/values';
import { findLastInto } from '../../change-log/merged.sql';
import { findRec, findRecByRid } from '../../change-log/rec.sql';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb, WriteDb } from '../../storage/db';
import { assertMay, assertStaysSeen, isSeen } from '../policy/may';
import { titlesByRid } from '../query/titles.sql';
import { getRecord, type ReadRecordDeps } from '../query/records-query.service';
import { applyLife, applyPatch } from '../write/apply';
import { applyLinks, planLinks } from '../write/links';
import { loggedTitle } from '../write/search-index';
import { assertStage } from '../write/stage-rules';
import { assertUnique } from '../write/unique';
import { assertMayWrite, assertRequired, parseValues } from '../write/validate';
import { setField, type Cells } from '../write/writable-object';
import { openWriteSession, type WriteDeps, type WriteSession } from '../write/write-session';
import { chooseValues, readSources, type MergeDeps, type MergeSources } from './merge-sources';
import { copyLinks, moveReferences } from './move-references';

export type MergeCommandDeps = ReadRecordDeps &
  WriteDeps & {
    readonly schema: SeenSchema;
    readonly actor: () => ActorValue;
    readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
  };

/** What a merge would do: who stays, and whose value each field takes. Changes nothing. Errors as `mergeRecords`, but for `forbidden`. */
export const previewMerge = (
  deps: MergeDeps,
  db: ReadDb,
  input: Pick<MergeRecords, 'object' | 'ids' | 'into' | 'take'>,
): MergePreview => {
  const sources = readSources(deps, db, input);
  return {
    into: sources.survivor.id,
    fields: chooseValues(deps, db, sources, input.take).map(({ field, from }) => ({
      field: field.model.def.name,
      from: [...from],
    })),
  };
};

/** Puts what the survivor is to hold into its cells; answers those of the values that a caller gave, to be checked as in any write. */
const fillSurvivor = (
  session: WriteSession,
  { object, survivor }: MergeSources,
  merged: Cells,
  values: ValuesInput,
): { readonly after: Cells; readonly applyGivenLinks: () => boolean } => {
  const after = [...merged];
  const given = parseValues(session, object, values, after, survivor.id);
  const fields = given.values.map(({ field }) => field);
  assertRequired(session, object, fields, after);
  assertStage(object, merged, after);
  return {
    after,
    applyGivenLinks: () => applyLinks(session, survivor.id, planLinks(session, survivor.id, given.links)),
  };
};

/**
 * Makes one record of several: each field takes the value chosen for it (`values` as given, `take` of the named record, else lists all elements and
 * other fields what was written last); whatever points to the others points to the survivor; the others go to the trash, where they name it. One action,
 * undone as one; `continued` makes it part of a larger one. What the caller may not change stays as the survivor has it.
 * Errors: `not_found`; `forbidden` without the right to edit and delete; `invalid_input` as any write.
 */
export const mergeRecords = (
  deps: MergeCommandDeps,
  db: WriteDb,
  input: MergeRecords,
  continued?: { readonly operationId: OperationId | undefined },
): MergeResult => {
  const { object: name, values = {} } = input;
  const sources = readSources(deps, db, input);
  const { object, survivor, losers } = sources;
  const seen = deps.schema.current();
  for (const right of ['edit', 'delete'] as const) assertMay(seen, right, object);
  const session = openWriteSession(deps, db, {
    actor: deps.actor(),
    verb: 'merge',
    object: name,
    // One of many is named by none of them.
    ...(continued && { operationId: continued.operationId, subject: null }),
  });
  assertMayWrite(session, object, values);
  const merged = [...survivor.cells];
  for (const { field, from, stored } of chooseValues(deps, db, sources, input.take)) {
    if (from[0] !== survivor.id || from.length > 1) setField(field, merged, stored);
  }
  const { after, applyGivenLinks } = fillSurvivor(session, sources, merged, values);
  const { rec, id } = survivor;
  const { actorId } = session;
  assertStaysSeen(db, session.seen, object, { id, rid: rec.rid, cells: after, actorId, nowMs: deps.clock.nowMs() });
  session.nameSubject(() => loggedTitle(object, after));
  const moved = moveReferences(session, sources);
  for (const loser of losers) applyLife(session, loser, false, { mergedInto: id });
  // Only now is what had to be unique free for the survivor.
  assertUnique(session, object, object.fields, after, rec.rid);
  applyPatch(session, survivor, after);
  session.lateSight.add(object, rec.rid);
  copyLinks(session, sources);
  applyGivenLinks();
  session.journal.count(losers.length + 1);
  const operationId = session.close();
  if (operationId === null) throw new Error('A merge without an operation');
  deps.changes(session.collector.changes());
  return { row: getRecord(deps, db, { object: name, id }), operationId, mergedCount: losers.length, ...moved };
};

/** The record that stands for one that was merged away; null for one that was not, or that stands for itself again. Errors: none. */
export const findSurvivor = (
  deps: { readonly schema: SeenSchema },
  db: ReadDb,
  { object: name, id }: { readonly object: string; readonly id: RecordId },
): SurvivorOf => {
  const schema = deps.schema.current();
  const object = schema.objects.get(name);
  const rec = object && findRec(db, id);
  if (!rec || rec.obj !== object.def.key || !isSeen(db, schema, name, rec.rid)) return { survivor: null };
  const rid = findLastInto(db, rec.rid);
  const into = rid === undefined ? undefined : findRecByRid(db, rid);
  if (rid === undefined || !into || !isSeen(db, schema, name, rid)) return { survivor: null };
  return { survivor: { id: RecordId.parse(into.id), title: titlesByRid(db, object, [rid]).get(rid) ?? '' } };
};
