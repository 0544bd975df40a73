import { RecordId } from '@shared/domain/ids';
import { isRefused } from '@shared/errors/app-error';
import type { UndoResult } from '@shared/contract/history.contract';
import { applyLife, applyPatch } from '../write/apply';
import type { StoredRecord } from '../write/apply';
import { hasReferrers, isReferred, readStored } from '../write/delete-cascade';
import { findRec } from '../../change-log/rec.sql';
import type { ObjectModel } from '../../schema/model';
import { assertStaysSeen, isSeen, isSeenField, may, mayEditField } from '../policy/may';
import { CHANGE_KIND } from '../../change-log/journal';
import { parsePayload, parsePrev, payloadRegisters } from '../../change-log/payload';
import { isPlainStamp, newestStamp, parseExceptions } from '../../change-log/stamps.rules';
import type { Exceptions } from '../../change-log/stamps.rules';
import { assertUnique } from '../write/unique';
import { setElements, setRegister } from '../write/writable-object';
import { toWritable } from '../write/writable-object';
import type { Register } from '../write/writable-object';
import type { WriteSession } from '../write/write-session';
import { LIFE, readLineage } from './lineage';
import type { Lineage } from './lineage';
import type { ChangeRow } from '../../change-log/change.sql';

/** A value, or with `field` null a whole record, that somebody changed later and that was left alone. */
export type Skipped = UndoResult['skipped'][number];

/** What became of one change. */
export interface Reversal {
  readonly isChanged: boolean;
  readonly skipped: readonly Skipped[];
  /** Records that were left alone and may not be named. */
  readonly hiddenCount?: number | undefined;
}

/** A link is left alone as the field in which people see it. */
const skippedLink = ({ object, cells }: StoredRecord): Skipped | undefined => {
  const end = object.model.linkEnds?.a;
  const id = RecordId.safeParse(cells[object.fieldsByName.get('a')?.from ?? -1]);
  return end && id.success ? { object: end.object.def.name, id: id.data, field: end.field.def.name } : undefined;
};

const skipWhole = (record: StoredRecord): Reversal => ({
  isChanged: false,
  skipped: [skippedLink(record) ?? { object: record.object.model.def.name, id: record.id, field: null }],
});
const NOTHING: Reversal = { isChanged: false, skipped: [] };

/** A record that the caller does not see is left alone without being named. */
const leaveAlone = (session: WriteSession, record: StoredRecord): Reversal =>
  isSeen(session.db, session.seen, record.object.model.def.name, record.rec.rid)
    ? skipWhole(record)
    : { isChanged: false, skipped: [], hiddenCount: 1 };

type LinkEnds = NonNullable<ObjectModel['linkEnds']>;

/** A link is changed by changing either of the fields that show it; both of its ends must be in sight. */
const mayReverseLink = ({ db, seen }: WriteSession, record: StoredRecord, ends: LinkEnds): boolean => {
  const sides = (['a', 'b'] as const).map((side) => {
    const { object, field } = ends[side];
    const cell = record.cells[record.object.fieldsByName.get(side)?.from ?? -1];
    const rec = typeof cell === 'string' ? findRec(db, cell) : undefined;
    const known = toWritable(object).fieldsByName.get(field.def.name);
    return {
      isSeen: rec !== undefined && isSeen(db, seen, object.def.name, rec.rid),
      mayEdit: known !== undefined && may(seen, 'edit', object.def.name) && mayEditField(seen, object.def.name, known),
    };
  });
  return sides.every((side) => side.isSeen) && sides.some(({ mayEdit }) => mayEdit);
};

/** Whether the caller may do again, by the same rules as at any time, what takes the change back. */
const mayReverse = (session: WriteSession, record: StoredRecord, row: ChangeRow): boolean => {
  const { seen } = session;
  if (!seen.access) return true;
  const ends = record.object.model.linkEnds;
  if (ends) return mayReverseLink(session, record, ends);
  const { name } = record.object.model.def;
  const brings = row.kind === CHANGE_KIND.life && parsePayload(row.p).l === false;
  const right = row.kind === CHANGE_KIND.patch ? 'edit' : brings ? 'restore' : 'delete';
  return may(seen, right, name) && isSeen(session.db, seen, name, record.rec.rid);
};

const isUnique = (
  session: WriteSession,
  record: StoredRecord,
  cells = record.cells,
  fields = record.object.fields,
): boolean => !isRefused(() => assertUnique(session, record.object, fields, cells, record.rec.rid));

/** Whether a later action that stands has changed any value of a record that `create` made. */
const wasEdited = (lineage: () => Lineage, record: StoredRecord, create: ChangeRow): boolean =>
  Object.keys(parseExceptions(record.rec.x)).some((register) => {
    const author = lineage().authorOf(register);
    return author !== undefined && author.op !== create.op;
  });

const reverseCreate = (
  session: WriteSession,
  record: StoredRecord,
  row: ChangeRow,
  lineage: () => Lineage,
): Reversal => {
  if (record.rec.alive === 0) return NOTHING;
  const isItsLife = record.rec.lifeT === 0 || lineage().authorOf(LIFE)?.op === row.op;
  if (!isItsLife || wasEdited(lineage, record, row) || isReferred(session, record)) return skipWhole(record);
  return { isChanged: applyLife(session, record, false, { reverses: row.dseq }), skipped: [] };
};

const reverseLife = (session: WriteSession, record: StoredRecord, row: ChangeRow, lineage: () => Lineage): Reversal => {
  const wasAlive = parsePayload(row.p).l === false;
  if ((record.rec.alive === 1) === wasAlive) return NOTHING;
  const { lifeT, lifeDev } = record.rec;
  const isItsLife = (lifeT === row.t && lifeDev === row.dev) || lineage().isStanding(row, LIFE);
  // Deleting a record leaves its links alone, so they do not stand in the way of deleting it again.
  const isPossible = wasAlive ? isUnique(session, record) : !hasReferrers(session, record);
  if (!isItsLife || !isPossible) return skipWhole(record);
  // The deletion that stands again has cleared the same links, which were taken back just before.
  const deletion = wasAlive ? undefined : lineage().replacedBy(row, LIFE);
  const again = { prev: deletion?.prev ?? null, mergedInto: deletion && parsePayload(deletion.p).m };
  return { isChanged: applyLife(session, record, wasAlive, { reverses: row.dseq, ...again }), skipped: [] };
};

const staysSeen = (session: WriteSession, { object, id, rec }: StoredRecord, cells: StoredRecord['cells']): boolean => {
  const { db, seen, actorId } = session;
  if (!seen.access) return true;
  return !isRefused(() => assertStaysSeen(db, seen, object, { id, rid: rec.rid, cells, actorId, nowMs: 0 }));
};

/** Elements of a set that this very change added or removed, and that nobody has touched since. */
const reverseElements = (
  register: Register,
  cells: readonly (string | number | null | Uint8Array)[],
  row: ChangeRow,
  exceptions: Exceptions,
): readonly string[] | null => {
  const change = parsePayload(row.p).e?.[register.key];
  const stamps = exceptions[register.key];
  if (!change || !stamps || isPlainStamp(stamps)) return null;
  const isMine = (element: string): boolean => {
    const stamp = stamps.e?.[element];
    return stamp !== undefined && stamp[0] === row.t && stamp[1] === row.dev;
  };
  const gone = new Set(change['+'].filter(isMine));
  const back = change['-'].filter(isMine);
  if (gone.size === 0 && back.length === 0) return null;
  return [...setElements(register, cells).filter((element) => !gone.has(element)), ...back];
};

const reversePatch = (
  session: WriteSession,
  record: StoredRecord,
  row: ChangeRow,
  lineage: () => Lineage,
): Reversal => {
  const { object } = record;
  const exceptions = parseExceptions(record.rec.x);
  const prev = parsePrev(row.prev);
  let after = [...record.cells];
  const skipped = new Map<string, Skipped>();
  const { name } = object.model.def;
  let hiddenCount = 0;
  const skip = (register: Register): void => {
    const field = register.field.model.def.name;
    if (!isSeenField(session.seen, name, register.field)) {
      hiddenCount += 1;
      return;
    }
    skipped.set(field, { object: object.model.def.name, id: record.id, field });
  };
  for (const key of payloadRegisters(parsePayload(row.p))) {
    const register = object.registersByKey.get(key);
    // A running number stands on invoices: what takes it back is the end of its field.
    if (!register || register.field.model.def.type === 'autoNumber') continue;
    if (!mayEditField(session.seen, name, register.field)) {
      skip(register);
      continue;
    }
    const stamp = newestStamp(exceptions[key]);
    const isStanding = stamp?.[0] === row.t && stamp[1] === row.dev;
    if (isStanding || lineage().isStanding(row, key)) {
      setRegister(register, after, prev[key] ?? null);
      continue;
    }
    const elements = reverseElements(register, after, row, exceptions);
    if (elements) setRegister(register, after, elements);
    else skip(register);
  }
  for (const field of object.fields) {
    if (!field.model.def.isUnique || record.rec.alive === 0 || isUnique(session, record, after, [field])) continue;
    // Somebody else has the value now.
    after = after.map((cell, i) => (i >= field.from && i < field.to ? (record.cells[i] ?? null) : cell));
    for (const register of field.registers) skip(register);
  }
  if (!staysSeen(session, record, after)) return leaveAlone(session, record);
  return { isChanged: applyPatch(session, record, after, row.dseq), skipped: [...skipped.values()], hiddenCount };
};

/**
 * Takes one logged change of a record back, as far as nobody has changed the same since. It goes through the write path
 * like any other change; the log row that it leaves names the one it reverses.
 */
export const reverseChange = (session: WriteSession, row: ChangeRow): Reversal => {
  const record = readStored(session, row.rid);
  if (!mayReverse(session, record, row)) return leaveAlone(session, record);
  let known: Lineage | undefined;
  const lineage = (): Lineage => (known ??= readLineage(session.db, row.rid));
  if (row.kind === CHANGE_KIND.create) return reverseCreate(session, record, row, lineage);
  if (row.kind === CHANGE_KIND.life) return reverseLife(session, record, row, lineage);
  return row.kind === CHANGE_KIND.patch ? reversePatch(session, record, row, lineage) : NOTHING;
};
