import type { Migration } from './migration';

/**
 * Fragments of words (three letters and more, anywhere in a text), the words that records are made of (for mistyped ones), and
 * what people open. Filled from the records when the workspace opens: `records/search/rebuild-search.ts`.
 */
export const search: Migration = {
  version: 30,
  up: (db) =>
    db.exec(`
-- One row in each for every live record; rowid = rec.rid. No positions: a hit holds the fragments of what is looked for, in any order.
CREATE VIRTUAL TABLE fragment_title USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE fragment_body USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1');
INSERT INTO fragment_title(fragment_title, rank) VALUES ('automerge', 16), ('crisismerge', 64);
INSERT INTO fragment_body(fragment_body, rank) VALUES ('automerge', 16), ('crisismerge', 64);

-- Folded words of records, also of some that have gone.
CREATE TABLE search_word(word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Which records are opened on this device; never in the log. points: one for each time, halved every 30 days until opened_at_ms.
CREATE TABLE record_use(rid INTEGER PRIMARY KEY, opened_at_ms INTEGER NOT NULL, points REAL NOT NULL) STRICT;
CREATE INDEX record_use_opened ON record_use(opened_at_ms);
`),
};
