import { identifier } from '../storage/identifier';
import type { ReadDb, WriteDb } from '../storage/db';

export interface StoredAttachment {
  readonly sha: string;
  readonly mime: string;
  readonly sizeBytes: number;
}

export const findAttachment = (db: ReadDb, sha: string): StoredAttachment | undefined =>
  db.get('SELECT sha, mime, size_bytes AS sizeBytes FROM attachment WHERE sha = ?', [sha]);

/** Does nothing when the content is known already. */
export const insertAttachment = (db: WriteDb, file: StoredAttachment, nowMs: number): void => {
  db.run('INSERT OR IGNORE INTO attachment(sha, mime, size_bytes, created_at_ms) VALUES (?, ?, ?, ?)', [
    file.sha,
    file.mime,
    file.sizeBytes,
    nowMs,
  ]);
};

/** Whether a record, live or in the trash, has the file in a column. */
export const holdsFile = (db: ReadDb, table: string, column: string, sha: string): boolean =>
  db.get(`SELECT 1 AS one FROM ${identifier(table)} WHERE instr(${identifier(column)}, ?) > 0 LIMIT 1`, [sha]) !==
  undefined;
