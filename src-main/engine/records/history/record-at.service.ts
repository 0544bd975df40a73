import { msg } from '@lingui/core/macro';
import type { RecordAt } from '@shared/contract/history.contract';
import { RecordId } from '@shared/domain/ids';
import { isDerived } from '@shared/domain/schema';
import { ActorValue, type FieldValue, type Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { findLastChangeUpTo, listChangesAfter, listRecordChanges } from '../../change-log/change.sql';
import { lastStampOf, stampToMs } from '../../change-log/clock';
import { findOperation } from '../../change-log/operation.sql';
import { findRec } from '../../change-log/rec.sql';
import { wholeOf } from '../../schema/access';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import { listFieldsMadeAfter } from '../../schema/schema.sql';
import type { ReadDb } from '../../storage/db';
import { isSeen } from '../policy/may';
import { getObject } from '../query/record-set';
import { readCells } from '../write/record.sql';
import { emptyCells, storedValue, toWritable, type WritableObject } from '../write/writable-object';
import { linkedIds, readTitles, toWireValue } from './link-titles';
import { isSameValue, linksThen, replay, type StateThen, takeBack } from './state-then';

interface RecordRef {
  readonly object: string;
  readonly id: RecordId;
}

/** A record as it is kept and as it was: stored values. */
interface Found {
  readonly rid: number;
  readonly past: StateThen;
  /** Undefined for one that was deleted for good since. */
  readonly now: readonly (string | number | null | Uint8Array)[] | undefined;
}

const notFound = (ref: RecordRef): AppError =>
  new AppError('not_found', msg`There is no such record.`, { object: ref.object, id: ref.id });

/** By the log alone, for those who see everything: nobody knows any more who might see it. */
const findGone = (db: ReadDb, schema: SchemaModel, object: WritableObject, ref: RecordRef, t: number): Found => {
  const rec = schema.access ? undefined : findRec(db, ref.id);
  if (!rec || schema.objectsByKey.has(rec.obj) || schema.links.has(rec.obj)) throw notFound(ref);
  const changes = listRecordChanges(db, rec.rid).toReversed();
  const upTo = changes.filter((change) => change.t <= t);
  return { rid: rec.rid, past: replay(object, emptyCells(object), upTo), now: undefined };
};

const findThen = (db: ReadDb, schema: SchemaModel, ref: RecordRef, t: number): Found => {
  const model = getObject(schema, ref.object);
  // The log is taken back over all of the record's columns; what is out of sight is left out of the answer.
  const whole = wholeOf(schema).objectsByKey.get(model.def.key) ?? model;
  const object = toWritable(whole);
  const rec = findRec(db, ref.id);
  if (!rec || rec.obj !== model.def.key) return findGone(db, schema, object, ref, t);
  if (!isSeen(db, schema, ref.object, rec.rid)) throw notFound(ref);
  const now = readCells(db, object, rec.rid);
  const changes = listChangesAfter(db, [rec.rid], t);
  return { rid: rec.rid, past: takeBack(object, { isAlive: rec.alive === 1, cells: now }, changes), now };
};

interface Values {
  readonly past: ReadonlyMap<FieldModel, FieldValue>;
  readonly now: ReadonlyMap<FieldModel, FieldValue>;
}

/** Stored values of the fields that a caller sees and the log knows, then and now. */
const readValues = (
  db: ReadDb,
  schema: SchemaModel,
  object: ObjectModel,
  { past, now }: Found,
  id: string,
  t: number,
): Values => {
  const writable = toWritable(wholeOf(schema).objectsByKey.get(object.def.key) ?? object);
  const links = linksThen(db, schema, object, id, t);
  const values = { past: new Map<FieldModel, FieldValue>(), now: new Map<FieldModel, FieldValue>() };
  const listOf = (ids: readonly string[] | undefined): FieldValue => (ids && ids.length > 0 ? ids : null);
  for (const [name, field] of object.fields) {
    const own = writable.fieldsByName.get(name);
    if (field.def.isSystem || !own) continue;
    const isLinks = field.def.type === 'relations';
    values.past.set(field, isLinks ? listOf(links.get(field.def.key)?.past) : storedValue(own, past.cells));
    values.now.set(field, isLinks ? listOf(links.get(field.def.key)?.now) : now ? storedValue(own, now) : null);
  }
  return values;
};

/** Who had changed the record last, and when. */
const lastTouch = (
  db: ReadDb,
  rid: number,
  t: number,
): { readonly updatedAt: FieldValue; readonly updatedBy: FieldValue } => {
  const change = findLastChangeUpTo(db, rid, t);
  const operation = change && change.op !== null ? findOperation(db, change.op) : undefined;
  return {
    updatedAt: change ? stampToMs(change.t) : null,
    updatedBy: operation ? ActorValue.parse(JSON.parse(operation.actor)) : null,
  };
};

/**
 * One record as it was at the end of a moment, as far as the caller sees it today: which fields it held, whether it was there at all. Titles of linked records are those of today. What is computed is
 * not kept, nor is a field that came later: `unknown` names them. Errors: `not_found`.
 */
export const recordAt = (
  deps: { readonly schema: SeenSchema },
  db: ReadDb,
  { atMs, ...ref }: RecordRef & { readonly atMs: number },
): RecordAt => {
  const schema = deps.schema.current();
  const object = getObject(schema, ref.object);
  const t = lastStampOf(atMs);
  const found = findThen(db, schema, ref, t);
  const isGone = found.now === undefined;
  if (found.past.life === 'notYet') return { state: 'notYet', isGone, row: null, changed: [], unknown: [] };
  const later = new Set(listFieldsMadeAfter(db, object.def.key, t));
  const values = readValues(db, schema, object, found, ref.id, t);
  const known = [...values.past].filter(([{ def }]) => !later.has(def.key));
  const ids = known.flatMap(([field, value]) => linkedIds(field, value));
  const names = { titles: readTitles(db, schema, [...new Set(ids)]), members: schema.members };
  const row: Row = {
    ...Object.fromEntries(known.map(([field, value]) => [field.def.name, toWireValue(field, value, names)])),
    ...lastTouch(db, found.rid, t),
    id: RecordId.parse(ref.id),
  };
  return {
    state: found.past.life,
    isGone,
    row,
    changed: known.flatMap(([field, value]) =>
      isSameValue(value, values.now.get(field) ?? null) ? [] : [field.def.name],
    ),
    unknown: [...object.fields.values()]
      .filter(({ def }) => !def.isSystem && (isDerived(def) || later.has(def.key)))
      .map(({ def }) => def.name),
  };
};
