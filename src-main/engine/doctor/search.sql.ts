import type { ReadDb } from '../storage/db';

/** Records that search is still to hear of. */
export const listDueRids = (db: ReadDb): ReadonlySet<number> => new Set(db.pluck<number>('SELECT rid FROM search_due'));

/** How many of some folded words are not kept. */
export const countUnknownWords = (db: ReadDb, words: Iterable<string>): number =>
  db.pluck<number>(
    'SELECT count(*) FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM search_word WHERE word = value)',
    [JSON.stringify([...words])],
  )[0] ?? 0;

/** `word`: letters and digits of ASCII only. */
export const isFoundByTitleWord = (db: ReadDb, rid: number, word: string): boolean =>
  db.get('SELECT 1 AS one FROM search_fts WHERE search_fts MATCH ? AND rowid = ?', [`title : "${word}"`, rid]) !==
  undefined;
