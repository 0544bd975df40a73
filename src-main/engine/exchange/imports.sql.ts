import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { ImportStatus, type RejectedRow } from '@shared/contract/exchange.contract';
import { Message, toMessage } from '@shared/messages/message';
import type { ImportId } from '@shared/domain/ids';
import type { ReadDb, WriteDb } from '../storage/db';

/** Versions before messages kept plain sentences. */
const plain = (text: string): Message => toMessage(msg`${text}`);
const KeptStatus = ImportStatus.extend({ failure: z.union([Message, z.string().transform(plain)]).nullable() });

const parseStatus = (row: { readonly status: string }): ImportStatus => KeptStatus.parse(JSON.parse(row.status));

export const findImport = (db: ReadDb, id: ImportId): ImportStatus | undefined => {
  const row = db.get<{ status: string }>('SELECT status FROM import_run WHERE id = ?', [id]);
  return row && parseStatus(row);
};

/** Newest first. */
export const selectImports = (db: ReadDb, limit: number): ImportStatus[] =>
  db
    .all<{ status: string }>('SELECT status FROM import_run ORDER BY started_at_ms DESC, id DESC LIMIT ?', [limit])
    .map(parseStatus);

export const selectUnfinished = (db: ReadDb): ImportStatus[] =>
  db
    .all<{ status: string }>(
      `SELECT status FROM import_run WHERE json_extract(status, '$.state') IN ('running', 'paused')`,
    )
    .map(parseStatus);

/** What else is kept of the run beside its status stays. */
export const saveImport = (db: WriteDb, status: ImportStatus): void => {
  db.run(
    `INSERT INTO import_run(id, started_at_ms, status) VALUES (?, ?, ?)
     ON CONFLICT(id) DO UPDATE SET status = json_set(excluded.status, '$.headers', json(status -> '$.headers'))`,
    [status.id, status.startedAtMs, JSON.stringify(status)],
  );
};

/** The file's column names: the report of rejected rows is headed with them. */
export const saveHeaders = (db: WriteDb, id: ImportId, headers: readonly string[]): void => {
  db.run(`UPDATE import_run SET status = json_set(status, '$.headers', json(?)) WHERE id = ?`, [
    JSON.stringify(headers),
    id,
  ]);
};

export const findHeaders = (db: ReadDb, id: ImportId): readonly string[] =>
  db.pluck<string>(
    `SELECT value FROM import_run, json_each(status, '$.headers') WHERE import_run.id = ? ORDER BY key`,
    [id],
  );

export const insertRejected = (db: WriteDb, id: ImportId, n: number, row: RejectedRow): void => {
  db.run('INSERT INTO import_rejected(import_id, n, line, reason, cells) VALUES (?, ?, ?, ?, ?)', [
    id,
    n,
    row.line,
    JSON.stringify(row.reasons),
    JSON.stringify(row.cells),
  ]);
};

interface RejectedColumns {
  readonly line: number;
  readonly reason: string;
  readonly cells: string;
}
const readReasons = (kept: string): Message[] =>
  kept.startsWith('[{') ? Message.array().parse(JSON.parse(kept)) : [plain(kept)];

const toRejected = ({ line, reason, cells }: RejectedColumns): RejectedRow => ({
  line,
  reasons: readReasons(reason),
  // Written by `insertRejected` only.
  cells: JSON.parse(cells) as string[],
});

/** In the order of the file; rows are numbered from 1 without holes. */
export const selectRejected = (db: ReadDb, id: ImportId, offset: number, limit: number): RejectedRow[] =>
  db
    .all<RejectedColumns>(
      'SELECT line, reason, cells FROM import_rejected WHERE import_id = ? AND n > ? ORDER BY n LIMIT ?',
      [id, offset, limit],
    )
    .map(toRejected);

/** Records that rows of an import were about, so that whoever takes it up knows them. */
export const insertClaims = (db: WriteDb, id: ImportId, rids: readonly number[]): void => {
  if (rids.length > 0)
    db.run('INSERT OR IGNORE INTO import_claim(import_id, rid) SELECT ?, value FROM json_each(?)', [
      id,
      JSON.stringify(rids),
    ]);
};

export const listClaims = (db: ReadDb, id: ImportId): number[] =>
  db.pluck<number>('SELECT rid FROM import_claim WHERE import_id = ?', [id]);

export const deleteClaims = (db: WriteDb, id: ImportId): void => {
  db.run('DELETE FROM import_claim WHERE import_id = ?', [id]);
};
