import { identifier } from '../../storage/identifier';
import type { ReadDb } from '../../storage/db';

/** One step over a link, from a set of records to those that stand at its other end. Names are those of metadata. */
export type LinkStep =
  /** To the live records of `table` that point to them. */
  | { readonly kind: 'referrers'; readonly table: string; readonly column: string; readonly prefix: string }
  /** To the live records of an object that they, in `table`, point to. */
  | {
      readonly kind: 'targets';
      readonly table: string;
      readonly column: string;
      /** What stands before the id where a link may lead to several objects: "company:". */
      readonly prefix: string;
      readonly objectKey: string;
    };

const RIDS = '(SELECT value FROM json_each(?))';

const takeStep = (db: ReadDb, step: LinkStep, rids: string): readonly number[] => {
  const column = identifier(step.column);
  const table = identifier(step.table);
  if (step.kind === 'referrers') {
    return db.pluck<number>(
      `SELECT rid FROM ${table} WHERE deleted_at IS NULL AND ${column} IN (SELECT ? || id FROM rec WHERE rid IN ${RIDS})`,
      [step.prefix, rids],
    );
  }
  const { prefix, objectKey } = step;
  return db.pluck<number>(
    `SELECT rid FROM rec WHERE alive = 1 AND obj = ? AND id IN (
       SELECT substr(${column}, ?) FROM ${table} WHERE rid IN ${RIDS} AND substr(${column}, 1, ?) = ?)`,
    [objectKey, prefix.length + 1, rids, prefix.length, prefix],
  );
};

/** The records at the end of some steps, by row id. */
export const followLinks = (db: ReadDb, steps: readonly LinkStep[], rids: Iterable<number>): Iterable<number> => {
  let found = rids;
  for (const step of steps) {
    const all = [...found];
    if (all.length === 0) return [];
    found = new Set(takeStep(db, step, JSON.stringify(all)));
  }
  return found;
};

/** Row ids of an object's live records among these ids. */
export const liveRidsOf = (db: ReadDb, objectKey: string, ids: Iterable<string>): readonly number[] =>
  db.pluck<number>('SELECT rid FROM rec WHERE alive = 1 AND obj = ? AND id IN (SELECT value FROM json_each(?))', [
    objectKey,
    JSON.stringify([...ids]),
  ]);

/** The live records of a table that were changed last, newest first. */
export const newestRids = (db: ReadDb, table: string, limit: number): readonly number[] =>
  db.pluck<number>(
    `SELECT rid FROM ${identifier(table)} WHERE deleted_at IS NULL ORDER BY updated_at DESC, rid DESC LIMIT ?`,
    [limit],
  );

/** Some live records of a table after a row id, in order. */
export const nextRids = (db: ReadDb, table: string, after: number, limit: number): readonly number[] =>
  db.pluck<number>(`SELECT rid FROM ${identifier(table)} WHERE rid > ? AND deleted_at IS NULL ORDER BY rid LIMIT ?`, [
    after,
    limit,
  ]);
