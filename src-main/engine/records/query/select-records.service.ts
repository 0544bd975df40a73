import { msg } from '@lingui/core/macro';
import type { RecordId } from '@shared/domain/ids';
import type { RecordSet, Selection, Sort } from '@shared/domain/query';
import type { Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { ReadDb } from '../../storage/db';
import { listRecsOf } from '../../change-log/rec.sql';
import { listInTable } from '../policy/may.sql';
import { listAllRids, listMembers } from './record-places.sql';
import { compileList, compileSet, getObject, type ReadRecordDeps } from './record-set';
import { createRowReader } from './row-reader';

export interface SelectedRecord {
  readonly rid: number;
  readonly id: RecordId;
}

/**
 * The records that a person chose: by id those that exist, live or in the trash; of a set those that match now, minus
 * the exceptions. In the order they were made here. Errors: those of `queryRecords`.
 */
export const selectRids = (
  deps: ReadRecordDeps,
  db: ReadDb,
  objectName: string,
  selection: Selection,
): readonly SelectedRecord[] => {
  if ('ids' in selection) {
    const object = getObject(deps.schema.current(), objectName);
    const found = listRecsOf(db, object.def.key, selection.ids);
    if (!object.access?.rows) return found;
    const seen = new Set(
      listInTable(
        db,
        object.table,
        found.map(({ rid }) => rid),
      ),
    );
    return found.filter(({ rid }) => seen.has(rid));
  }
  if (selection.set.object !== objectName) {
    throw new AppError('invalid_input', msg`The selection is of another kind of record`, {
      object: selection.set.object,
    });
  }
  const except = new Set<string>(selection.except);
  return listMembers(db, compileSet(deps, db, selection.set)).filter(({ id }) => !except.has(id));
};

const CHUNK = 500;

interface RecordsInOrder {
  readonly set: RecordSet;
  readonly sort?: readonly Sort[] | undefined;
  readonly fields?: readonly string[] | undefined;
}

/**
 * Every record of a set in an order, for exports. Which records, how many and in which order is settled now (four
 * bytes each); their values are read as they are reached.
 * No statement stays open between steps, so the same connection may be used for other work.
 */
export const openRecords = (
  deps: ReadRecordDeps,
  db: ReadDb,
  input: RecordsInOrder,
): { readonly count: number; readonly rows: Iterable<Row> } => {
  const list = compileList(deps, db, { ...input.set, sort: input.sort });
  const reader = createRowReader(list.schema, list.object, input.fields);
  const rids = listAllRids(db, list);
  function* rows(): Generator<Row> {
    for (let start = 0; start < rids.length; start += CHUNK) {
      yield* reader.read(db, [...rids.subarray(start, start + CHUNK)]);
    }
  }
  return { count: rids.length, rows: rows() };
};
