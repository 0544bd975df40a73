import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { RecordId } from '@shared/domain/ids';
import { newRecordId } from '../../kernel/record-ids';
import type { WriteDb } from '../../storage/db';
import { applyCreate, applyLife, applyPatch } from './apply';
import type { StoredRecord } from './apply';
import { findCleared, restoreCleared } from './cleared-links';
import { deleteWithLinks, findStored } from './delete-cascade';
import { createTargets, recallTargets, rememberTargets } from './known-targets';
import { assertMay, assertStaysSeen, type FutureRecord, isSeen } from '../policy/may';
import { applyLinks, planLinks } from './links';
import { giveNumbers } from './number-book';
import { findRec } from '../../change-log/rec.sql';
import { readCells } from './record.sql';
import type { Ingest, RecordWrite, WriteOutcome, WrittenRecord } from './record-write';
import type { WriteIntent } from '../../change-log/journal';
import { loggedTitle } from './search-index';
import { assertStage } from './stage-rules';
import { assertMayWrite, assertRequired, getWritable, parseValues, withDefaults } from './validate';
import type { ParsedValue } from './validate';
import { assertUnique } from './unique';
import { emptyCells } from './writable-object';
import { openWriteSession } from './write-session';
import type { WriteDeps, WriteSession } from './write-session';

type Write<K extends RecordWrite['kind']> = Extract<RecordWrite, { readonly kind: K }>;

const getStored = (session: WriteSession, write: { readonly object: string; readonly id: RecordId }): StoredRecord => {
  const object = getWritable(session, write.object);
  const rec = findRec(session.db, write.id);
  if (!rec || rec.obj !== object.model.def.key || !isSeen(session.db, session.seen, write.object, rec.rid))
    throw new AppError('not_found', msg`There is no such record.`, { object: write.object, id: write.id });
  return { object, id: write.id, rec, cells: readCells(session.db, object, rec.rid) };
};

const fieldsOf = (values: readonly ParsedValue[]) => values.map(({ field }) => field);

/** A record as a step of the session is about to leave it. */
const future = (session: WriteSession, record: Pick<FutureRecord, 'id' | 'rid' | 'cells'>): FutureRecord => ({
  ...record,
  actorId: session.actorId,
  nowMs: session.deps.clock.nowMs(),
});

const createRecord = (session: WriteSession, write: Write<'create'>): WrittenRecord => {
  const object = getWritable(session, write.object);
  assertMay(session.seen, 'create', object);
  assertMayWrite(session, object, write.values);
  const cells = emptyCells(object);
  const { values, links } = parseValues(session, object, withDefaults(session, object, write.values), cells, write.id);
  assertRequired(session, object, object.requiredFields, cells);
  assertStage(object, emptyCells(object), cells);
  assertUnique(session, object, fieldsOf(values), cells, 0);
  if (write.id !== undefined && findRec(session.db, write.id))
    throw new AppError('conflict', msg`A record with this id is there already.`, {
      object: write.object,
      id: write.id,
    });
  const id = write.id ?? newRecordId(session.deps);
  assertStaysSeen(session.db, session.seen, object, future(session, { id, rid: 0, cells }));
  session.nameSubject(() => loggedTitle(object, cells));
  const numbers = object.numberedFields.length === 0 ? [] : giveNumbers(session, object, cells);
  const rid = applyCreate(session, object, { id, cells, values: [...values, ...numbers] });
  session.lateSight.add(object, rid);
  if (links.length > 0) applyLinks(session, id, planLinks(session, id, links));
  // Nobody can name a record whose id was made here before its row can be read.
  if (write.id !== undefined) session.madeTargets.add(object.model.def.key, id);
  return { id, rid, isChanged: true };
};

const updateRecord = (session: WriteSession, write: Write<'update'>): WrittenRecord => {
  const record = getStored(session, write);
  const { object, rec } = record;
  assertMay(session.seen, 'edit', object);
  if (rec.alive === 0)
    throw new AppError('invalid_input', msg`The record is in the trash. Restore it first.`, {
      reason: 'in_trash',
      object: write.object,
      id: write.id,
    });
  assertMayWrite(session, object, write.values);
  const after = [...record.cells];
  const { values, links } = parseValues(session, object, write.values, after, write.id);
  const fields = fieldsOf(values);
  assertRequired(session, object, fields, after);
  assertStage(object, record.cells, after);
  assertUnique(session, object, fields, after, rec.rid);
  assertStaysSeen(session.db, session.seen, object, future(session, { id: write.id, rid: rec.rid, cells: after }));
  session.nameSubject(() => loggedTitle(object, after));
  const plans = planLinks(session, write.id, links);
  const isPatched = applyPatch(session, record, after);
  session.lateSight.add(object, rec.rid);
  return { id: write.id, rid: rec.rid, isChanged: applyLinks(session, write.id, plans) || isPatched };
};

const deleteRecord = (session: WriteSession, write: Write<'delete'>): WrittenRecord => {
  const record = getStored(session, write);
  assertMay(session.seen, 'delete', record.object);
  session.nameSubject(() => loggedTitle(record.object, record.cells));
  return { id: write.id, rid: record.rec.rid, isChanged: deleteWithLinks(session, record) };
};

const restoreRecord = (session: WriteSession, write: Write<'restore'>): WrittenRecord => {
  const record = getStored(session, write);
  const { object, rec, cells } = record;
  assertMay(session.seen, 'restore', object);
  if (rec.alive === 0) assertUnique(session, object, object.fields, cells, rec.rid);
  session.nameSubject(() => loggedTitle(object, cells));
  const cleared = rec.alive === 0 ? findCleared(session, record) : undefined;
  const isChanged = applyLife(session, record, true);
  if (cleared) restoreCleared(session, record, cleared, (rid) => findStored(session, rid));
  return { id: write.id, rid: rec.rid, isChanged };
};

const writeOne = (session: WriteSession, write: RecordWrite): WrittenRecord => {
  switch (write.kind) {
    case 'create':
      return createRecord(session, write);
    case 'update':
      return updateRecord(session, write);
    case 'delete':
      return deleteRecord(session, write);
    case 'restore':
      return restoreRecord(session, write);
  }
};

// History names a record only where the action is about one.
const intentOf = (intent: WriteIntent, writes: readonly RecordWrite[]): WriteIntent => ({
  ...intent,
  object: intent.object ?? writes[0]?.object,
  subject: intent.subject !== undefined || writes.length === 1 ? intent.subject : null,
});

const countChanged = (results: readonly (WrittenRecord | AppError)[]): number => {
  let changed = 0;
  for (const result of results) if (!(result instanceof AppError) && result.isChanged) changed += 1;
  return changed;
};

/**
 * The one way in which records change: checks the values against the object's metadata, asks the policy, writes the rows,
 * appends to the change log and keeps the search indexes and totals, all in the caller's transaction. Either all writes are
 * carried out or, when one is refused, the call throws and the caller's transaction must roll back. Setting a field to what it is
 * already changes and logs nothing. Publish `changes` after the commit.
 * Errors: `not_found` (object, record), `invalid_input` with `object`, `field` and `reason`, `conflict` (id taken), `forbidden`.
 */
export const writeRecords = (
  deps: WriteDeps,
  db: WriteDb,
  intent: WriteIntent,
  writes: readonly RecordWrite[],
): WriteOutcome => {
  const session = openWriteSession(deps, db, intentOf(intent, writes));
  const results = writes.map((write) => writeOne(session, write));
  session.journal.count(countChanged(results));
  const operationId = session.close();
  return { operationId, results, changes: session.collector.changes() };
};

/**
 * The same for many records from outside (imports, mail, calendar), which come a few hundred at a time: a refused write is reported in
 * its place and the others go on. Until `close`, which is the last step in the transaction, nobody else may log anything, and of
 * what was written everything but the words for search can be read. The intent must name object and subject where history shall.
 */
export const openIngest = (deps: WriteDeps, db: WriteDb, intent: WriteIntent): Ingest => {
  // What one caller has found is no news for another who sees less.
  const isShared = !deps.schema.current().access;
  const knownTargets = isShared ? recallTargets(db) : createTargets();
  const session = openWriteSession(deps, db, intent, { bulk: { knownTargets } });
  const oneOrError = (write: RecordWrite): WrittenRecord | AppError => {
    try {
      return writeOne(session, write);
    } catch (error) {
      // Checks come before the first statement that writes, so a refused write has left nothing behind.
      if (error instanceof AppError) return error;
      throw error;
    }
  };
  return {
    write: (writes) => {
      const results = writes.map(oneOrError);
      session.journal.count(countChanged(results));
      session.rows.flushInserts();
      return results;
    },
    close: () => {
      const operationId = session.close();
      if (isShared) rememberTargets(db, knownTargets);
      return { operationId, changes: session.collector.changes() };
    },
  };
};

/** `openIngest` for writes that are there all at once: some thousands per transaction. */
export const ingest = (
  deps: WriteDeps,
  db: WriteDb,
  intent: WriteIntent,
  writes: readonly RecordWrite[],
): WriteOutcome => {
  const open = openIngest(deps, db, intentOf(intent, writes));
  const results = open.write(writes);
  return { ...open.close(), results };
};
