import type { WriteDb } from '../../storage/db';
import type { RowBuffer } from '../../storage/row-buffer';
import type { SearchTexts } from './search-index';

const WORDS = 'INTO search_fts(rowid, title, body)';
const TITLE = 'INTO fragment_title(rowid, text)';
const BODY = 'INTO fragment_body(rowid, text)';

/** Makes a live record searchable. */
export const insertTexts = (rows: RowBuffer, rid: number, texts: SearchTexts): void => {
  rows.insertLast(`INSERT ${WORDS}`, [rid, texts.titleWords, texts.bodyWords]);
  rows.insertLast(`INSERT ${TITLE}`, [rid, texts.titlePieces]);
  rows.insertLast(`INSERT ${BODY}`, [rid, texts.bodyPieces]);
};

/** Writes what differs after a change; without `was` all of it, whatever is there. */
export const replaceTexts = (db: WriteDb, rid: number, is: SearchTexts, was?: SearchTexts): void => {
  if (was?.titleWords !== is.titleWords || was.bodyWords !== is.bodyWords)
    db.run(`INSERT OR REPLACE ${WORDS} VALUES (?, ?, ?)`, [rid, is.titleWords, is.bodyWords]);
  if (was?.titlePieces !== is.titlePieces) db.run(`INSERT OR REPLACE ${TITLE} VALUES (?, ?)`, [rid, is.titlePieces]);
  if (was?.bodyPieces !== is.bodyPieces) db.run(`INSERT OR REPLACE ${BODY} VALUES (?, ?)`, [rid, is.bodyPieces]);
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
