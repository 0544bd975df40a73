import { msg } from '@lingui/core/macro';
import type { OperationFilter } from '@shared/contract/history.contract';
import type { RecordId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { listMergedInto } from '../../change-log/merged.sql';
import type { OperationPlace, OperationsWanted } from '../../change-log/operation-list.sql';
import { findRec } from '../../change-log/rec.sql';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { isSeen } from '../policy/may';
import { listLinkRids } from '../purge/purge.sql';
import { getObject } from '../query/record-set';
import { LAST } from './history-cursor';
import { historyLinks } from './history-groups';
import type { RecordKey } from './history.sql';

/** A record whose history is asked for. */
export interface HistoryRecord {
  readonly model: ObjectModel;
  /** The record, and those merged into it that the caller may see. */
  readonly records: readonly [RecordKey, ...RecordKey[]];
}

/** By its id, and its object's API name where that is known. Errors: `not_found` for an object or record that is not there for the caller. */
export const getHistoryRecord = (
  schema: SchemaModel,
  db: ReadDb,
  { object, id }: { readonly object?: string | undefined; readonly id: RecordId },
): HistoryRecord => {
  const rec = findRec(db, id);
  const model = rec && schema.objectsByKey.get(rec.obj);
  const isMeant = model?.def.deletedAtMs === null && (object === undefined || model.def.name === object);
  if (!rec || !isMeant || !isSeen(db, schema, model.def.name, rec.rid))
    throw new AppError('not_found', msg`There is no such record.`, { ...(object !== undefined && { object }), id });
  const merged = listMergedInto(db, rec.rid).filter(({ rid }) => isSeen(db, schema, model.def.name, rid));
  return { model, records: [{ rid: rec.rid, id }, ...merged] };
};

/** Row ids whose changes are those of a record: its own, those of records merged into it, and of their links. */
const ridsOf = (schema: SchemaModel, db: ReadDb, { model, records }: HistoryRecord): readonly number[] => {
  const ids = records.map(({ id }) => id);
  return [
    ...records.map(({ rid }) => rid),
    ...historyLinks(schema, model).flatMap(({ table, own }) => listLinkRids(db, table, own, ids)),
  ];
};

/** A filter as the log is asked. */
export interface ResolvedFilter {
  readonly wanted: OperationsWanted;
  /** Only what changed one of these. */
  readonly rids: readonly number[] | undefined;
  /** Only what is older. */
  readonly end: OperationPlace;
}

/** Errors: `not_found` for an object or record that is not there for the caller. */
export const resolveFilter = (
  schema: SchemaModel,
  db: ReadDb,
  { record, object, fromMs, toMs, ...wanted }: OperationFilter,
): ResolvedFilter => {
  if (object !== undefined) getObject(schema, object);
  const rids =
    record === undefined ? undefined : ridsOf(schema, db, getHistoryRecord(schema, db, { object, id: record }));
  return {
    wanted: {
      ...wanted,
      // What touched a record need not be about its object.
      object: rids ? undefined : object,
      fromMs: fromMs === undefined ? undefined : Math.ceil(fromMs),
    },
    rids,
    end: { atMs: toMs === undefined ? LAST : Math.ceil(toMs), id: toMs === undefined ? LAST : 0 },
  };
};
