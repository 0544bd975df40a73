import { z } from 'zod';
import { Filter, Sort } from '@shared/domain/query';
import { objectTable } from '../../schema/model';
import type { ReadDb, WriteDb } from '../../storage/db';
import { refreshStatistics } from '../../storage/statistics';
import { identifier } from '../../storage/identifier';
import { INDEX_PREFIX, type SortIndex } from './sort-index';

/** An index that is in the file. */
export interface KeptIndexRow {
  readonly name: string;
  /** Key of the object. */
  readonly obj: string;
  /** Fields by their keys. */
  readonly sort: readonly Sort[];
  readonly usedAtMs: number;
  /** Of the view that it was made for, where it holds what that looks at. */
  readonly filter: Filter | undefined;
}

const Sorts = z.array(Sort);

/** By object, the first made first where they were used alike. */
export const listKeptIndexes = (db: ReadDb): readonly KeptIndexRow[] =>
  db
    .all<{
      readonly name: string;
      readonly obj: string;
      readonly sort: string;
      readonly usedAtMs: number;
      readonly filter: string | null;
    }>('SELECT name, obj, sort, used_at_ms AS usedAtMs, filter FROM kept_index ORDER BY obj, used_at_ms DESC, name')
    .map(({ filter, ...row }) => ({
      ...row,
      sort: Sorts.parse(JSON.parse(row.sort)),
      filter: filter === null ? undefined : Filter.parse(JSON.parse(filter)),
    }));

/** Names of the indexes that follow use and are in the file, whether they are known or not. */
export const listIndexNames = (db: ReadDb): readonly string[] =>
  db.pluck<string>(`SELECT name FROM sqlite_schema WHERE type = 'index' AND name GLOB '${INDEX_PREFIX}*'`);

/**
 * Builds an index over the live records, with statistics for the planner. Holds up other writes meanwhile: up to four tenths of
 * a second for 200,000 records, up to two seconds for a million.
 */
export const buildIndex = (db: WriteDb, { name, object, columns, sort, filter }: SortIndex, nowMs: number): void => {
  const { key } = object.def;
  db.exec(
    `CREATE INDEX ${identifier(name)} ON ${identifier(objectTable(key))}(${columns.join(', ')}) WHERE deleted_at IS NULL`,
  );
  db.run('INSERT INTO kept_index(name, obj, sort, used_at_ms, filter) VALUES (?, ?, ?, ?, ?)', [
    name,
    key,
    JSON.stringify(sort),
    nowMs,
    filter ? JSON.stringify(filter) : null,
  ]);
  refreshStatistics(db);
};

/** Nothing happens where it is gone already. */
export const dropIndex = (db: WriteDb, name: string): void => {
  db.exec(`DROP INDEX IF EXISTS ${identifier(name)}`);
  db.run('DELETE FROM kept_index WHERE name = ?', [name]);
};

export const saveIndexUse = (db: WriteDb, name: string, nowMs: number): void => {
  db.run('UPDATE kept_index SET used_at_ms = ? WHERE name = ?', [nowMs, name]);
};
