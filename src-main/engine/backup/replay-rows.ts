import { RecordId } from '@shared/domain/ids';
import type { FieldValue } from '@shared/domain/values';
import { CHANGE_KIND } from '../change-log/journal';
import type { MetaKind } from '../change-log/meta-change';
import { parseMetaValues, parsePayload, type Payload } from '../change-log/payload';
import { findRecByRid, insertRec, saveExceptions, saveLife } from '../change-log/rec.sql';
import { applySetChange, parseExceptions, type Stamp } from '../change-log/stamps.rules';
import { applyCreate, applyLife, applyPatch } from '../records/write/apply';
import { readStored } from '../records/write/delete-cascade';
import type { ParsedValue } from '../records/write/validate';
import {
  type Cells,
  emptyCells,
  setElements,
  setRegister,
  storedValue,
  toWritable,
  type WritableField,
  type WritableObject,
} from '../records/write/writable-object';
import type { OpenWriteSession } from '../records/write/write-session';
import { applyMetaPatch, insertMeta } from '../schema/meta-projection';
import type { SchemaRegistry } from '../schema/registry';
import { META_TABLES } from '../schema/schema.sql';
import { insertDirectly } from '../storage/row-buffer';
import type { LoggedRow } from './replay.sql';

interface RowDeps {
  readonly schema: SchemaRegistry;
  /** Keys of the objects of records that were destroyed since, by row id. */
  readonly objectsOfGone: ReadonlyMap<number, string>;
}

/** Puts what a change says into a record's cells; answers the fields that it names. Registers of fields that are gone are left out. */
const putInto = (
  object: WritableObject,
  cells: Cells,
  { s = {}, e = {}, E = {} }: Payload,
): ReadonlySet<WritableField> => {
  const named = new Set<WritableField>();
  const put = (key: string, valueOf: (before: readonly string[]) => FieldValue): void => {
    const register = object.registersByKey.get(key);
    if (!register) return;
    setRegister(register, cells, valueOf(setElements(register, cells)));
    named.add(register.field);
  };
  for (const [key, value] of Object.entries(s)) put(key, () => value);
  for (const [key, list] of Object.entries(E)) put(key, () => list);
  for (const [key, change] of Object.entries(e))
    put(key, (before) => applySetChange(before, { kind: 'elements', plus: change['+'], minus: change['-'] }));
  return named;
};

const createAgain = (session: OpenWriteSession, key: string, row: LoggedRow): void => {
  const model = session.schema.objectsByKey.get(key) ?? session.schema.links.get(key)?.object;
  if (!model) throw new Error(`Record ${row.rid} is of no object`);
  const object = toWritable(model);
  const cells = emptyCells(object);
  const values: ParsedValue[] = [...putInto(object, cells, parsePayload(row.p))].map((field) => ({
    field,
    stored: storedValue(field, cells),
  }));
  applyCreate(session, object, { id: RecordId.parse(row.id), cells, values });
};

const repeatRecord = ({ objectsOfGone }: RowDeps, session: OpenWriteSession, row: LoggedRow): void => {
  const payload = parsePayload(row.p);
  if (row.kind === CHANGE_KIND.create) return createAgain(session, objectsOfGone.get(row.rid) ?? row.obj, row);
  const record = readStored(session, row.rid);
  if (row.kind === CHANGE_KIND.life) {
    applyLife(session, record, payload.l === true, { prev: row.prev, mergedInto: payload.m });
    return;
  }
  const after = [...record.cells];
  putInto(record.object, after, payload);
  applyPatch(session, record, after);
};

const isMetaKind = (obj: string): obj is MetaKind => Object.hasOwn(META_TABLES, obj);

const repeatMeta = ({ schema }: RowDeps, session: OpenWriteSession, obj: MetaKind, row: LoggedRow): void => {
  const { db } = session;
  const { id, rid } = row;
  const stamp: Stamp = [row.t, row.dev];
  const deps = { clock: { nowMs: () => row.atMs ?? 0 }, wholeSchema: schema };
  if (row.kind === CHANGE_KIND.create) {
    insertRec(insertDirectly(db), { rid, id, obj, base: stamp });
    return insertMeta(deps, db, obj, [{ id, rid, values: parseMetaValues(row.p) }]);
  }
  if (row.kind === CHANGE_KIND.life) {
    const life = parsePayload(row.p).l === true;
    saveLife(db, rid, life, stamp);
    return applyMetaPatch(deps, db, { obj, id, life });
  }
  const patch = parseMetaValues(row.p);
  const exceptions = { ...parseExceptions(findRecByRid(db, rid)?.x ?? null) };
  for (const column of Object.keys(patch)) exceptions[column] = stamp;
  saveExceptions(db, rid, JSON.stringify(exceptions));
  applyMetaPatch(deps, db, { obj, id, patch });
};

/** Does again what a row of the log says, by the steps of the write path, with the stamps that it has. The row itself is the caller's. */
export const repeatRow = (deps: RowDeps, session: OpenWriteSession, row: LoggedRow): void => {
  if (isMetaKind(row.obj)) repeatMeta(deps, session, row.obj, row);
  else repeatRecord(deps, session, row);
};
