import type { ReadDb, WriteDb } from '../../storage/db';
import type { RowBuffer } from '../../storage/row-buffer';
import type { SearchTexts } from './search-index';

const WORDS = 'INTO search_fts(rowid, title, body)';
const TITLE = 'INTO fragment_title(rowid, text)';
const BODY = 'INTO fragment_body(rowid, text)';

/** Which texts of a record have changed; they add up. */
export const TEXT_PARTS = { title: 1, body: 2, all: 3 } as const;

/** Makes a new record searchable. */
export const insertTexts = (rows: RowBuffer, rid: number, texts: SearchTexts): void => {
  rows.insertLast(`INSERT ${WORDS}`, [rid, texts.titleWords, texts.bodyWords]);
  rows.insertLast(`INSERT ${TITLE}`, [rid, texts.titlePieces]);
  rows.insertLast(`INSERT ${BODY}`, [rid, texts.bodyPieces]);
};

/** Writes texts of a live record anew, whatever is there. */
export const replaceTexts = (db: WriteDb, rid: number, texts: SearchTexts, parts: number): void => {
  db.run(`INSERT OR REPLACE ${WORDS} VALUES (?, ?, ?)`, [rid, texts.titleWords, texts.bodyWords]);
  if ((parts & TEXT_PARTS.title) !== 0) db.run(`INSERT OR REPLACE ${TITLE} VALUES (?, ?)`, [rid, texts.titlePieces]);
  if ((parts & TEXT_PARTS.body) !== 0) db.run(`INSERT OR REPLACE ${BODY} VALUES (?, ?)`, [rid, texts.bodyPieces]);
};

/** Makes a record unfindable. */
export const deleteTexts = (db: WriteDb, rid: number): void => {
  db.run('DELETE FROM search_fts WHERE rowid = ?', [rid]);
  db.run('DELETE FROM fragment_title WHERE rowid = ?', [rid]);
  db.run('DELETE FROM fragment_body WHERE rowid = ?', [rid]);
};

/** Makes every record unfindable. */
export const deleteAllTexts = (db: WriteDb): void => {
  db.run("INSERT INTO search_fts(search_fts) VALUES ('delete-all')");
  db.run("INSERT INTO fragment_title(fragment_title) VALUES ('delete-all')");
  db.run("INSERT INTO fragment_body(fragment_body) VALUES ('delete-all')");
  db.run('DELETE FROM search_word');
};

/** Keeps words that records are made of; those known already stay. */
export const insertVocabulary = (db: WriteDb, words: readonly string[]): void => {
  db.run('INSERT OR IGNORE INTO search_word SELECT value FROM json_each(?)', [JSON.stringify(words)]);
};

/** A record whose texts are not what search knows, or that has gone. */
export interface DueRow {
  readonly rid: number;
  readonly parts: number;
}

export const hasDue = (db: ReadDb): boolean => db.get('SELECT 1 AS one FROM search_due LIMIT 1') !== undefined;

export const listDue = (db: ReadDb, limit: number): readonly DueRow[] =>
  db.all<DueRow>('SELECT rid, parts FROM search_due ORDER BY rid LIMIT ?', [limit]);

export const insertDue = (db: WriteDb, { rid, parts }: DueRow): void => {
  db.run(
    'INSERT INTO search_due(rid, parts) VALUES (?, ?) ON CONFLICT(rid) DO UPDATE SET parts = parts | excluded.parts',
    [rid, parts],
  );
};

/** Takes those out that `listDue` answered, up to the last of them. */
export const deleteDueUpTo = (db: WriteDb, rid: number): void => {
  db.run('DELETE FROM search_due WHERE rid <= ?', [rid]);
};
