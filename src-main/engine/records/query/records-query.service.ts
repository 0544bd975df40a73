import { msg } from '@lingui/core/macro';
import type { RecordPage } from '@shared/contract/records.contract';
import type { RecordId } from '@shared/domain/ids';
import type { RecordQuery } from '@shared/domain/query';
import type { Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { findRec } from '../../change-log/rec.sql';
import type { ReadDb } from '../../storage/db';
import { listKey } from '../read/list-key';
import { readListPage } from '../read/list-pages';
import type { SnapshotCache } from '../read/snapshots';
import { fingerprint, formatCursor, parseCursor } from './cursor';
import { compileList, getObject, type ReadRecordDeps } from './record-set';
import { createRowReader } from './row-reader';

export type { ReadRecordDeps } from './record-set';

/**
 * One page of the records that match, with the exact total of all. Without sorts, in the order they were made here.
 * A cursor goes on after the last row seen, also when that row has gone meanwhile: nothing is repeated or left out.
 * Errors: `not_found` for the object; `invalid_input` for a field, operator, value or cursor that does not fit.
 */
export const queryRecords = (
  deps: ReadRecordDeps & { readonly snapshots?: SnapshotCache },
  db: ReadDb,
  query: RecordQuery,
): RecordPage => {
  const list = compileList(deps, db, query);
  const reader = createRowReader(list.schema, list.object, query.fields);
  const { limit, cursor } = query.page;
  const print = fingerprint([
    list.object.def.key,
    list.isTrash,
    query.filter ?? null,
    list.order.keys,
    list.timeZone,
    list.firstWeekday,
    list.schema.access?.key,
  ]);
  const after = cursor === undefined ? undefined : parseCursor(cursor, print, list.order.keys.length);
  const key = listKey(list, query, deps.clock.nowMs());
  const { rids, next, total } = readListPage(db, { list, key, limit, after }, deps.snapshots);
  return { rows: reader.read(db, rids), total, nextCursor: next ? formatCursor(print, next) : null };
};

/** One record with all its fields, also from the trash. Errors: `not_found`. */
export const getRecord = (
  deps: Pick<ReadRecordDeps, 'schema'>,
  db: ReadDb,
  { object: name, id }: { readonly object: string; readonly id: RecordId },
): Row => {
  const schema = deps.schema.current();
  const object = getObject(schema, name);
  const rec = findRec(db, id);
  const [row] = rec?.obj === object.def.key ? createRowReader(schema, object).read(db, [rec.rid]) : [];
  if (!row) throw new AppError('not_found', msg`This record does not exist`, { object: name, id });
  return row;
};
