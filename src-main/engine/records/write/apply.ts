import { RecordId } from '@shared/domain/ids';
import { titleFieldNames } from '@shared/domain/record-title';
import type { ObjectModel } from '../../schema/model';
import { stampToMs, positionOfStamp } from '../../change-log/clock';
import { CHANGE_KIND } from '../../change-log/journal';
import { createPayload, diffPayload } from './record-payload';
import { deleteIndexed, insertIndexed, saveDeletedAt, updateRow } from './record.sql';
import { deleteMerge, saveMerge } from '../../change-log/merged.sql';
import type { Payload } from '../../change-log/payload';
import { findRec, insertRec, saveExceptions, saveLife } from '../../change-log/rec.sql';
import type { RecRow } from '../../change-log/rec.sql';
import { indexedOf, indexedValues } from './search-index';
import { insertRow } from './insert-shape';
import type { ParsedValue } from './validate';
import { parseExceptions } from '../../change-log/stamps.rules';
import { isSame, POSITION_COLUMN } from './writable-object';
import type { Cells, WritableObject } from './writable-object';
import type { SqlValue, WriteDb } from '../../storage/db';
import type { WriteSession } from './write-session';

/** A record as it stands in the file. */
export interface StoredRecord {
  readonly object: WritableObject;
  readonly id: RecordId;
  readonly rec: RecRow;
  readonly cells: readonly SqlValue[];
}

export interface NewRecord {
  readonly id: RecordId;
  readonly cells: Cells;
  /** What the cells hold, by field. */
  readonly values: readonly ParsedValue[];
}

/** A record came, went or returned. A link that does is a change of a field on both of its sides. */
const announceLife = (
  session: WriteSession,
  object: WritableObject,
  id: RecordId,
  cells: readonly SqlValue[],
): void => {
  const { linkEnds, def } = object.model;
  if (!linkEnds) return session.collector.membership(def.name, id);
  for (const side of ['a', 'b'] as const) {
    const { object: end, field } = linkEnds[side];
    const at = RecordId.safeParse(cells[object.fieldsByName.get(side)?.from ?? -1]);
    if (at.success) session.collector.fields(end.def.name, at.data, [field.def.name]);
  }
};

/** Writes a new record whose values were checked; answers its rid. */
export const applyCreate = (session: WriteSession, object: WritableObject, record: NewRecord): number => {
  const { id, cells } = record;
  const { rows, journal, actorId } = session;
  const { key } = object.model.def;
  const t = journal.device.nextT();
  const atMs = stampToMs(t);
  cells[POSITION_COLUMN] ??= positionOfStamp(t);
  const values = record.values.filter(({ stored }) => stored !== null);
  const rid = session.nextRid();
  insertRec(rows, { rid, id, obj: key, base: [t, journal.device.dev] });
  const filled = values.filter(({ field }) => field.from !== POSITION_COLUMN).map(({ field }) => field);
  insertRow(rows, object, { rid, id, atMs, by: actorId, cells, filled });
  journal.append({ rid, kind: CHANGE_KIND.create, t, p: createPayload(values, cells), prev: null });
  for (const { field, stored } of values) {
    if (!field.isIndexed) continue;
    for (const value of indexedOf(field, stored)) insertIndexed(rows, value, key, field.model.def.key, rid);
  }
  session.texts.created(object, rid, values);
  session.addCount(key, 1, 0);
  session.totals.count(object, cells, 1);
  announceLife(session, object, id, cells);
  session.dirty.created(key, rid);
  return rid;
};

/** System fields that every change writes; their keys are their names. */
const TOUCHED = ['updatedAt', 'updatedBy'];

/** Fields of an object that show titles of its own records: a new title is seen there too. */
const showingTitles = ({ def, fields }: ObjectModel, changed: readonly string[]): readonly string[] => {
  if (!titleFieldNames(def).some((name) => changed.includes(name))) return [];
  return [...fields.values()].flatMap(({ def: { name, settings } }) =>
    settings.target === def.name || settings.targets?.includes(def.name) === true ? [name] : [],
  );
};

const firstCell = (object: WritableObject, fieldKey: string, cells: readonly SqlValue[]): SqlValue => {
  const field = object.fields.find(({ model }) => model.def.key === fieldKey);
  return field ? (cells[field.from] ?? null) : null;
};

/** Turns a record's cells into `after`, whatever its state; false when they are that already. */
export const applyPatch = (
  session: WriteSession,
  record: StoredRecord,
  after: readonly SqlValue[],
  reverses?: number,
): boolean => {
  const { db, journal } = session;
  const { object, rec, cells: before } = record;
  if (isSame(before, after, 0, object.columns.length)) return false;
  const t = journal.device.nextT();
  const patch = diffPayload(object, before, after, parseExceptions(rec.x), [t, journal.device.dev]);
  if (!patch) return false;
  const changedColumns = object.columns.map((_, i) => i).filter((i) => before[i] !== after[i]);
  updateRow(db, object, rec.rid, {
    columns: changedColumns.map((i) => object.columns[i] ?? ''),
    cells: changedColumns.map((i) => after[i] ?? null),
    updatedAtMs: stampToMs(t),
    updatedBy: session.actorId,
  });
  saveExceptions(db, rec.rid, JSON.stringify(patch.exceptions));
  journal.append({ rid: rec.rid, kind: CHANGE_KIND.patch, t, p: patch.p, prev: patch.prev, reverses });
  if (rec.alive === 1) {
    updateIndexes(session, object, rec.rid, before, after);
    session.texts.changed(object, rec.rid, before, after);
    session.totals.count(object, before, -1);
    session.totals.count(object, after, 1);
  }
  const changed = patch.changed.map((field) => field.model.def.name);
  session.collector.fields(object.model.def.name, record.id, [
    ...changed,
    ...showingTitles(object.model, changed),
    ...TOUCHED,
  ]);
  if (rec.alive === 1) {
    const keys = [...patch.changed.map((field) => field.model.def.key), ...TOUCHED];
    session.dirty.changed(object.model.def.key, rec.rid, keys, (key) => firstCell(object, key, before));
  }
  return true;
};

/** What the log says of a life that ends or begins again, besides that it does. */
export interface LifeNotes {
  readonly reverses?: number | undefined;
  /** Kept for the restore. */
  readonly prev?: string | null;
  /** Id of the record that took over what a deleted one held. */
  readonly mergedInto?: string | undefined;
}

const keepMerge = (db: WriteDb, rid: number, isAlive: boolean, mergedInto: string | undefined): void => {
  if (isAlive) return deleteMerge(db, rid);
  const into = mergedInto === undefined ? undefined : findRec(db, mergedInto);
  if (into) saveMerge(db, rid, into.rid);
};

/** Puts a record in the trash or takes it out; false when it is there already. */
export const applyLife = (
  session: WriteSession,
  record: StoredRecord,
  isAlive: boolean,
  { reverses, prev = null, mergedInto }: LifeNotes = {},
): boolean => {
  const { db, journal } = session;
  const { object, rec } = record;
  if ((rec.alive === 1) === isAlive) return false;
  const t = journal.device.nextT();
  saveLife(db, rec.rid, isAlive, [t, journal.device.dev]);
  saveDeletedAt(db, object, rec.rid, isAlive ? null : stampToMs(t));
  keepMerge(db, rec.rid, isAlive, mergedInto);
  const p: Payload = isAlive || mergedInto === undefined ? { l: isAlive } : { l: false, m: mergedInto };
  journal.append({ rid: rec.rid, kind: CHANGE_KIND.life, t, p: JSON.stringify(p), prev, reverses });
  if (isAlive) addToIndexes(session, object, rec.rid, record.cells);
  else removeFromIndexes(session, object, rec.rid, record.cells);
  session.texts.lifeChanged(object, rec.rid);
  session.addCount(object.model.def.key, isAlive ? 1 : -1, isAlive ? -1 : 1);
  session.totals.count(object, record.cells, isAlive ? 1 : -1);
  announceLife(session, object, record.id, record.cells);
  session.dirty.lifeChanged(object.model.def.key, rec.rid, isAlive);
  if (!isAlive) {
    session.knownTargets.delete(object.model.def.key, record.id);
    session.madeTargets.delete(object.model.def.key, record.id);
  }
  return true;
};

const addToIndexes = (session: WriteSession, object: WritableObject, rid: number, cells: readonly SqlValue[]): void => {
  const { key } = object.model.def;
  for (const field of object.fields) {
    if (!field.isIndexed || cells[field.from] === null) continue;
    for (const value of indexedValues(field, cells)) insertIndexed(session.rows, value, key, field.model.def.key, rid);
  }
};

const removeFromIndexes = (
  session: WriteSession,
  object: WritableObject,
  rid: number,
  cells: readonly SqlValue[],
): void => {
  const { key } = object.model.def;
  for (const field of object.fields) {
    if (!field.isIndexed) continue;
    for (const value of indexedValues(field, cells)) deleteIndexed(session.db, value, key, field.model.def.key, rid);
  }
};

const updateIndexes = (
  session: WriteSession,
  object: WritableObject,
  rid: number,
  before: readonly SqlValue[],
  after: readonly SqlValue[],
): void => {
  const { key } = object.model.def;
  for (const field of object.fields) {
    if (!field.isIndexed || isSame(before, after, field.from, field.to)) continue;
    const had = indexedValues(field, before);
    const has = indexedValues(field, after);
    for (const value of had) if (!has.includes(value)) deleteIndexed(session.db, value, key, field.model.def.key, rid);
    for (const value of has)
      if (!had.includes(value)) insertIndexed(session.rows, value, key, field.model.def.key, rid);
  }
};
