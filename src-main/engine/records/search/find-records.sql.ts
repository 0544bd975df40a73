import { identifier } from '../../storage/identifier';
import type { ObjectModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { ROOT } from '../query/joins';
import type { CompiledSet } from '../query/record-set';

/** The newest records with the words of an FTS5 expression. */
export const findByWords = (db: ReadDb, match: string, limit: number): readonly number[] =>
  db.pluck<number>('SELECT rowid FROM search_fts WHERE search_fts MATCH ? ORDER BY rowid DESC LIMIT ?', [match, limit]);

/** Which of some records have the words of an FTS5 expression. */
export const filterByWords = (db: ReadDb, match: string, rids: readonly number[]): ReadonlySet<number> =>
  new Set(
    db.pluck<number>(
      'SELECT rowid FROM search_fts WHERE search_fts MATCH ? AND rowid IN (SELECT value FROM json_each(?))',
      [match, JSON.stringify(rids)],
    ),
  );

/** The newest records with the fragments of an FTS5 expression, in titles or in other texts. */
export const findByPieces = (
  db: ReadDb,
  index: 'fragment_title' | 'fragment_body',
  match: string,
  limit: number,
): readonly number[] =>
  db.pluck<number>(`SELECT rowid FROM ${index} WHERE ${index} MATCH ? ORDER BY rowid DESC LIMIT ?`, [match, limit]);

/** Records with a normalised value that begins with `prefix`. */
export const findByValue = (db: ReadDb, prefix: string, limit: number): readonly number[] =>
  db.pluck<number>('SELECT rid FROM value_index WHERE v >= ? AND v < ? LIMIT ?', [
    prefix,
    `${prefix}\u{10ffff}`,
    limit,
  ]);

/** Live records of an object whose title, as it is sorted, begins with `text`: read off the index of the title. */
export const findByTitle = (db: ReadDb, object: ObjectModel, text: string, limit: number): readonly number[] => {
  const { columns, storage, def } = object.titleField;
  const [key] = storage.sortKeys(columns.map(identifier), def.settings);
  if (key === undefined || storage.columns[0]?.sqlType !== 'TEXT') return [];
  return db.pluck<number>(
    `SELECT rid FROM ${identifier(object.table)} WHERE deleted_at IS NULL AND ${key} >= ? AND ${key} < ? LIMIT ?`,
    [text, `${text}\u{10ffff}`, limit],
  );
};

/** Keys of the objects that records belong to. */
export const objectKeysOf = (db: ReadDb, rids: readonly number[]): ReadonlyMap<number, string> =>
  new Map(
    db
      .all<{ readonly rid: number; readonly obj: string }>(
        'SELECT rid, obj FROM rec WHERE rid IN (SELECT value FROM json_each(?))',
        [JSON.stringify(rids)],
      )
      .map(({ rid, obj }) => [rid, obj]),
  );

/** The live records of an object that changed last. */
export const listNewest = (db: ReadDb, object: ObjectModel, limit: number): readonly number[] =>
  db.pluck<number>(
    `SELECT rid FROM ${identifier(object.table)} WHERE deleted_at IS NULL ORDER BY updated_at DESC LIMIT ?`,
    [limit],
  );

/** Some ids of a set. */
export const listSomeIds = (db: ReadDb, { object, where }: CompiledSet, limit: number): readonly string[] =>
  db.pluck<string>(`SELECT ${ROOT}.id FROM ${identifier(object.table)} AS ${ROOT} WHERE ${where.sql} LIMIT ?`, [
    ...where.params,
    limit,
  ]);

/** Some row ids of a set. */
export const listSomeRids = (db: ReadDb, { object, where }: CompiledSet, limit: number): readonly number[] =>
  db.pluck<number>(`SELECT ${ROOT}.rid FROM ${identifier(object.table)} AS ${ROOT} WHERE ${where.sql} LIMIT ?`, [
    ...where.params,
    limit,
  ]);

/** Ids of some records, by row id. */
export const idsOf = (db: ReadDb, rids: readonly number[]): ReadonlyMap<number, string> =>
  new Map(
    db
      .all<{ readonly rid: number; readonly id: string }>(
        'SELECT rid, id FROM rec WHERE rid IN (SELECT value FROM json_each(?))',
        [JSON.stringify(rids)],
      )
      .map(({ rid, id }) => [rid, id]),
  );

/** Those of some texts with which a known word begins: one statement, a look-up for each. */
export const findKnownBeginnings = (db: ReadDb, texts: readonly string[]): readonly string[] =>
  db.pluck<string>(
    `SELECT value FROM json_each(?)
     WHERE EXISTS (SELECT 1 FROM search_word WHERE word >= json_each.value AND word < json_each.value || ?)`,
    [JSON.stringify(texts), '\u{10ffff}'],
  );

/** Those of some words that records have. */
export const listKnownWords = (db: ReadDb, words: readonly string[]): readonly string[] =>
  db.pluck<string>('SELECT word FROM search_word WHERE word IN (SELECT value FROM json_each(?))', [
    JSON.stringify(words),
  ]);
