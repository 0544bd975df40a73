import type { ObjectModel } from '../schema/model';
import type { InTransaction, ReadDb, SqlValue } from '../storage/db';
import { findSelf } from '../change-log/clock.sql';
import { indexedValues } from '../records/write/search-index';
import { deleteIndexed, listLiveCells, readCells } from '../records/write/record.sql';
import { toWritable, type WritableObject } from '../records/write/writable-object';
import { countIndexed, deleteIndexedGhosts, hasIndexed, listIndexed, listLiveRows, saveIndexed } from './doctor.sql';
import type { IndexedRow } from './doctor.sql';

const PAGE = 2000;

export interface IndexedDifference {
  /** Values of live records that are not in `value_index`. */
  readonly missing: number;
  /** Rows of `value_index` that no record has. Known only when nothing was written meanwhile; else 0. */
  readonly extra: number;
}

type Pause = () => Promise<void>;

/** Calls `visit` for every normalised value that the live records of an object should have in `value_index`. */
const visitExpected = async (
  db: ReadDb,
  model: ObjectModel,
  pause: Pause,
  visit: (value: string, field: string, rid: number) => void,
): Promise<void> => {
  const object = toWritable(model);
  const fields = object.fields.filter(({ isIndexed }) => isIndexed);
  const wanted = object.columns
    .map((column, i) => ({ column, i }))
    .filter(({ i }) => fields.some(({ from, to }) => i >= from && i < to));
  if (wanted.length === 0) return;
  for (let afterRid = 0; ;) {
    const rows = listLiveRows(db, {
      table: model.table,
      columns: wanted.map(({ column }) => column),
      afterRid,
      limit: PAGE,
    });
    for (const row of rows) {
      afterRid = Number(row['rid']);
      const cells = object.blank.slice();
      for (const { column, i } of wanted) cells[i] = row[column] ?? null;
      for (const field of fields) {
        for (const value of indexedValues(field, cells)) visit(value, field.model.def.key, afterRid);
      }
    }
    if (rows.length < PAGE) return;
    await pause();
  }
};

/** FNV-1a, 32 bits. */
const hash = (text: string, seed: number): number => {
  let h = seed;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** Sums that are the same for the same rows in any order: comparing them needs no memory and no look-ups. */
interface Tally {
  rows: number;
  sumA: number;
  sumB: number;
}
const addTo = (tally: Tally, value: string, field: string, rid: number): void => {
  const text = `${value}\u0000${field}\u0000${rid}`;
  tally.rows += 1;
  tally.sumA = (tally.sumA + hash(text, 0x811c9dc5)) >>> 0;
  tally.sumB = (tally.sumB + hash(text, 0x9e3779b1)) >>> 0;
};
const newTally = (): Tally => ({ rows: 0, sumA: 0, sumB: 0 });
const isEqual = (a: Tally, b: Tally): boolean => a.rows === b.rows && a.sumA === b.sumA && a.sumB === b.sumB;

const tallyIndex = async (db: ReadDb, pause: Pause): Promise<ReadonlyMap<string, Tally>> => {
  const tallies = new Map<string, Tally>();
  for (let after: IndexedRow | undefined; ;) {
    const rows = listIndexed(db, after, PAGE);
    for (const { v, obj, f, rid } of rows) {
      const tally = tallies.get(obj) ?? newTally();
      tallies.set(obj, tally);
      addTo(tally, v, f, rid);
    }
    after = rows.at(-1);
    if (rows.length < PAGE) return tallies;
    await pause();
  }
};

const countDifference = async (db: ReadDb, model: ObjectModel, pause: Pause): Promise<IndexedDifference> => {
  const { key } = model.def;
  const before = findSelf(db)?.hlc;
  let expected = 0;
  let missing = 0;
  await visitExpected(db, model, pause, (value, field, rid) => {
    expected += 1;
    if (!hasIndexed(db, value, key, field, rid)) missing += 1;
  });
  const total = countIndexed(db, key);
  return { missing, extra: findSelf(db)?.hlc === before ? total - (expected - missing) : 0 };
};

/**
 * Compares `value_index` with the values of the live records of each object. First by sums, in one walk over each;
 * only where they differ, or somebody wrote meanwhile, value by value.
 */
export const checkIndexedValues = async (
  db: ReadDb,
  models: readonly ObjectModel[],
  pause: Pause,
): Promise<ReadonlyMap<ObjectModel, IndexedDifference>> => {
  const before = findSelf(db)?.hlc;
  const stored = await tallyIndex(db, pause);
  const suspects: ObjectModel[] = [];
  for (const model of models) {
    const tally = newTally();
    await visitExpected(db, model, pause, (value, field, rid) => addTo(tally, value, field, rid));
    if (!isEqual(tally, stored.get(model.def.key) ?? newTally())) suspects.push(model);
  }
  const differences = new Map<ObjectModel, IndexedDifference>();
  for (const model of findSelf(db)?.hlc === before ? suspects : models) {
    differences.set(model, await countDifference(db, model, pause));
  }
  return differences;
};

interface MendDeps {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
}

/** Rows in a transaction: others wait for it some milliseconds. */
const MEND_PAGE = 500;

const expectedOf = (object: WritableObject, cells: readonly SqlValue[], rid: number): readonly IndexedRow[] =>
  object.fields
    .filter(({ isIndexed }) => isIndexed)
    .flatMap((field) =>
      indexedValues(field, cells).map((v) => ({ v, obj: object.model.def.key, f: field.model.def.key, rid })),
    );

/** Puts in the values of live records that are not there, some records at a time. */
export const addMissingValues = async (
  { inTransaction }: MendDeps,
  models: readonly ObjectModel[],
  pause: Pause,
): Promise<void> => {
  for (const model of models) {
    const object = toWritable(model);
    if (object.fields.every(({ isIndexed }) => !isIndexed)) continue;
    for (let after: number | undefined = 0; after !== undefined;) {
      const from: number = after;
      after = inTransaction((db) => {
        const records = listLiveCells(db, object, from, MEND_PAGE);
        for (const { rid, cells } of records) for (const row of expectedOf(object, cells, rid)) saveIndexed(db, row);
        return records.at(-1)?.rid;
      });
      await pause();
    }
  }
};

/** Takes out the values that no live record has, some rows at a time. */
export const removeExtraValues = async (
  { inTransaction }: MendDeps,
  models: readonly ObjectModel[],
  pause: Pause,
): Promise<void> => {
  inTransaction(deleteIndexedGhosts);
  const objects = new Map(models.map((model) => [model.def.key, toWritable(model)]));
  for (let after: IndexedRow | undefined, isOver = false; !isOver;) {
    const from: IndexedRow | undefined = after;
    const rows = inTransaction((db) => {
      const page = listIndexed(db, from, MEND_PAGE);
      for (const row of page) {
        const object = objects.get(row.obj);
        const isExpected =
          object !== undefined &&
          expectedOf(object, readCells(db, object, row.rid), row.rid).some(({ v, f }) => v === row.v && f === row.f);
        if (!isExpected) deleteIndexed(db, row.v, row.obj, row.f, row.rid);
      }
      return page;
    });
    after = rows.at(-1);
    isOver = rows.length < MEND_PAGE;
    await pause();
  }
};
