import type { Migration } from './migration';

/**
 * The change log, clock and stamps of team sync (also in a workspace that never syncs), the metadata tables,
 * full-text search, saved views, settings, imports and attachments.
 */
export const foundation: Migration = {
  version: 10,
  up: (db) =>
    db.exec(`
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE sync_self(one INTEGER PRIMARY KEY CHECK(one=1), device TEXT NOT NULL, install_id TEXT NOT NULL, dseq INTEGER NOT NULL,
  acked INTEGER NOT NULL, hlc INTEGER NOT NULL, seen_max INTEGER NOT NULL DEFAULT 0, clock_offset_ms INTEGER NOT NULL DEFAULT 0,
  ws TEXT, epoch TEXT, scopes TEXT NOT NULL DEFAULT '[]', repair TEXT) STRICT;
CREATE TABLE sync_cursor(lane INTEGER PRIMARY KEY, seq INTEGER NOT NULL, chain BLOB NOT NULL) STRICT;
CREATE TABLE sync_mark(lane INTEGER, seq INTEGER, chain BLOB NOT NULL, PRIMARY KEY(lane,seq)) STRICT, WITHOUT ROWID;
CREATE TABLE device(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, srv_no INTEGER UNIQUE, member INTEGER, name TEXT) STRICT;
CREATE TABLE rec(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, obj TEXT NOT NULL, scope INTEGER NOT NULL, alive INTEGER NOT NULL DEFAULT 1,
  life_t INTEGER NOT NULL DEFAULT 0, life_dev INTEGER NOT NULL DEFAULT 0, base_t INTEGER NOT NULL DEFAULT 0, base_dev INTEGER NOT NULL DEFAULT 0,
  x TEXT) STRICT;
CREATE TABLE change_log(pos INTEGER PRIMARY KEY, dev INTEGER NOT NULL, dseq INTEGER NOT NULL, t INTEGER NOT NULL, grp INTEGER NOT NULL,
  rid INTEGER NOT NULL, kind INTEGER NOT NULL, scope INTEGER NOT NULL, member INTEGER, p TEXT, prev TEXT, cause TEXT, op INTEGER,
  st INTEGER NOT NULL DEFAULT 0, seq INTEGER) STRICT;
CREATE UNIQUE INDEX change_log_id ON change_log(dev,dseq);
CREATE INDEX change_log_rec ON change_log(rid);
CREATE INDEX change_log_op ON change_log(op);
CREATE INDEX change_log_seq ON change_log(seq) WHERE seq IS NOT NULL;
CREATE TABLE extra(rid INTEGER, f TEXT, v TEXT, t INTEGER NOT NULL, dev INTEGER NOT NULL, why TEXT NOT NULL, PRIMARY KEY(rid,f)) STRICT, WITHOUT ROWID;
CREATE INDEX extra_f ON extra(f);
CREATE TABLE quarantine(dev INTEGER, dseq INTEGER, seq INTEGER, why TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY(dev,dseq)) STRICT, WITHOUT ROWID;
CREATE TABLE conflict(id INTEGER PRIMARY KEY, rid INTEGER NOT NULL, f TEXT NOT NULL, lost TEXT, lost_t INTEGER, lost_dev INTEGER, won_t INTEGER,
  won_dev INTEGER, seen INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE ydoc(rid INTEGER, f TEXT, gen INTEGER NOT NULL, state BLOB NOT NULL, PRIMARY KEY(rid,f)) STRICT, WITHOUT ROWID;
CREATE TABLE blob_local(sha TEXT PRIMARY KEY, size INTEGER NOT NULL, state TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

-- One row per action of this device: what history heads its entries with, and what undo walks.
CREATE TABLE operation(id INTEGER PRIMARY KEY AUTOINCREMENT, verb TEXT NOT NULL, object TEXT, subject TEXT, count INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, actor TEXT NOT NULL, undo_of INTEGER, undone_by INTEGER) STRICT;
CREATE INDEX operation_undoable ON operation(id) WHERE undone_by IS NULL AND undo_of IS NULL;

-- Metadata. Their rows are records too (rec.obj '_object', '_field', '_view'), so that a schema change is a change like any other.
CREATE TABLE meta_object(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, key TEXT NOT NULL UNIQUE, name TEXT, label_singular TEXT, label_plural TEXT,
  icon TEXT, color TEXT, is_standard INTEGER NOT NULL, title_field TEXT, sort_order INTEGER, deleted_at_ms INTEGER) STRICT;
CREATE TABLE meta_field(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, object_key TEXT NOT NULL, key TEXT NOT NULL, name TEXT, label TEXT, type TEXT,
  settings TEXT, help TEXT, is_standard INTEGER NOT NULL, is_required INTEGER, is_unique INTEGER, is_hidden INTEGER, sort_order INTEGER,
  deleted_at_ms INTEGER, UNIQUE(object_key, key)) STRICT;
CREATE TABLE saved_view(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, object TEXT, name TEXT, settings TEXT, is_favorite INTEGER, position TEXT,
  revision INTEGER NOT NULL DEFAULT 1, deleted_at_ms INTEGER) STRICT;

-- Exact totals without counting, kept in the transaction that changes them.
CREATE TABLE object_count(obj TEXT PRIMARY KEY, live INTEGER NOT NULL, trashed INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Normalised copies of e-mails, phones, hosts and unique fields: matching and search by fragment. f is the field key.
CREATE TABLE value_index(v TEXT NOT NULL, obj TEXT NOT NULL, f TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY(v, obj, f, rid)) STRICT, WITHOUT ROWID;

-- One row per live record of a searchable object; rowid = rec.rid. Contentless: titles are read from the record.
CREATE VIRTUAL TABLE search_fts USING fts5(title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3');
-- Merging index segments less eagerly halves what a batch of an import pays for search; a search reads a few segments more.
INSERT INTO search_fts(search_fts, rank) VALUES ('automerge', 16);
INSERT INTO search_fts(search_fts, rank) VALUES ('crisismerge', 64);

CREATE TABLE import_run(id TEXT PRIMARY KEY, started_at_ms INTEGER NOT NULL, status TEXT NOT NULL) STRICT;
CREATE INDEX import_run_started ON import_run(started_at_ms);
CREATE TABLE import_rejected(import_id TEXT NOT NULL, n INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, cells TEXT NOT NULL,
  PRIMARY KEY(import_id, n)) STRICT, WITHOUT ROWID;
CREATE TABLE attachment(sha TEXT PRIMARY KEY, mime TEXT NOT NULL, size_bytes INTEGER NOT NULL, created_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`),
};
