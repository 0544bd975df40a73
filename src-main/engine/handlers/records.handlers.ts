import { RecordPage, type recordsContract } from '@shared/contract/records.contract';
import { readAnswer } from '@shared/contract/json-text';
import { streamChanges } from '../kernel/change-stream';
import { aggregateRecords } from '../records/query/aggregate-records.service';
import { explainComputed, tryComputed } from '../records/computed/computed-fields.service';
import { listDistinctValues } from '../records/query/distinct-values.service';
import { findMisfits } from '../records/query/misfits.service';
import { getRecord, queryRecords } from '../records/query/records-query.service';
import { findSurvivor, mergeRecords, previewMerge } from '../records/merge/merge.service';
import { seenChanges } from '../records/policy/seen-changes';
import { explainList } from '../records/read/explain-list.service';
import { countList, recordPosition, recordWindow } from '../records/read/record-window.service';
import { watchRecords } from '../records/read/watch-records.service';
import { deleteRecords, purgeRecords, restoreRecords, updateMany } from '../records/bulk/bulk.service';
import { createRecord, updateCells, updateRecord } from '../records/records.service';
import type { HandlersFor } from './handlers-for';

export const recordsHandlers: HandlersFor<typeof recordsContract> = {
  get: ({ db, deps }, input) => getRecord(deps, db, input),
  query: ({ db, deps }, input) => queryRecords(deps, db, input),
  window: ({ db, deps }, input) => recordWindow(deps, db, input),
  count: ({ db, deps }, input) => countList(deps, db, input),
  aggregate: ({ db, deps }, input) => aggregateRecords(deps, db, input),
  distinct: ({ db, deps }, input) => listDistinctValues(deps, db, input),
  position: ({ db, deps }, input) => recordPosition(deps, db, input),
  misfits: ({ db, deps }, input) => findMisfits(deps, db, input),
  tryComputed: ({ db, deps }, input) => tryComputed(deps, db, input),
  explainList: ({ db, deps }, input) => explainList(deps, db, input),
  explain: ({ db, deps }, input) => explainComputed(deps, db, input),
  previewMerge: ({ db, deps }, input) => previewMerge(deps, db, input),
  survivor: ({ db, deps }, input) => findSurvivor(deps, db, input),
  create: ({ db, deps }, input) => createRecord(deps, db, input),
  update: ({ db, deps }, input) => updateRecord(deps, db, input),
  updateCells: ({ db, deps }, input) => updateCells(deps, db, input),
  merge: ({ db, deps }, input) => mergeRecords(deps, db, input),
  updateMany: ({ deps }, input) => updateMany(deps, input),
  delete: ({ deps }, input) => deleteRecords(deps, input),
  restore: ({ deps }, input) => restoreRecords(deps, input),
  purge: ({ deps }, input) => purgeRecords(deps, input),
  watch: ({ deps, signal }, input) =>
    watchRecords(
      {
        bus: deps.bus,
        read: async (query) => RecordPage.parse(readAnswer(await deps.runQuery('records.query', query))),
      },
      input,
      signal,
    ),
  changes: ({ deps, signal }) =>
    streamChanges(deps.bus, signal, (changes) => seenChanges(deps.schema.current(), changes)),
};
