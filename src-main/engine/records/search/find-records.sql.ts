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

/** The first known word that is `text` or stands after it. */
const firstWordFrom = (db: ReadDb, text: string): string | undefined =>
  db.pluck<string>('SELECT word FROM search_word WHERE word >= ? ORDER BY word LIMIT 1', [text])[0];

/** Holds a letter that JavaScript orders otherwise than SQLite. */
const isAstral = (text: string): boolean => /[\ud800-\udfff]/.test(text);

/**
 * Those of some texts with which a known word begins. From a text to the first word after it there is no other word, so one
 * look-up answers for all texts in between: the price is that of the gaps between words, not of the texts.
 */
export const findKnownBeginnings = (db: ReadDb, texts: readonly string[]): readonly string[] => {
  const plain = texts.filter((text) => !isAstral(text)).toSorted();
  const astral = texts.filter(isAstral);
  let word: string | undefined = '';
  const known = plain.filter((text) => {
    if (word !== undefined && word < text) word = firstWordFrom(db, text);
    return word?.startsWith(text) === true;
  });
  return [...known, ...astral.filter((text) => firstWordFrom(db, text)?.startsWith(text) === true)];
};
