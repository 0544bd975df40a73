import type { RecordId } from '@shared/domain/ids';
import type { ReadDb, WriteDb } from '../storage/db';
import type { RowBuffer } from '../storage/row-buffer';
import type { Stamp } from './stamps.rules';

/** Everybody's records: the only scope of a workspace that is not shared. */
export const WORKSPACE_SCOPE = 1;

/** A record's row in `rec`: the one index of ids, life and stamps. */
export interface RecRow {
  readonly rid: number;
  readonly obj: string;
  readonly alive: number;
  readonly lifeT: number;
  readonly lifeDev: number;
  readonly baseT: number;
  readonly baseDev: number;
  readonly x: string | null;
}

const REC = 'rid, obj, alive, life_t AS lifeT, life_dev AS lifeDev, base_t AS baseT, base_dev AS baseDev, x';

/** A record by its id, live or in the trash. */
export const findRec = (db: ReadDb, id: string): RecRow | undefined =>
  db.get<RecRow>(`SELECT ${REC} FROM rec WHERE id = ?`, [id]);

/** Whether there is such a record of that object outside the trash. */
export const isLive = (db: ReadDb, id: string, obj: string): boolean =>
  db.get('SELECT 1 AS one FROM rec WHERE id = ? AND obj = ? AND alive = 1', [id, obj]) !== undefined;

/** A record by its row id, with its id. */
export const findRecByRid = (db: ReadDb, rid: number): (RecRow & { readonly id: string }) | undefined =>
  db.get(`SELECT ${REC}, id FROM rec WHERE rid = ?`, [rid]);

/** Records by their row ids, in no order. */
export const listRecsByRid = (
  db: ReadDb,
  rids: readonly number[],
): readonly { readonly rid: number; readonly id: string; readonly obj: string; readonly alive: number }[] =>
  db.all('SELECT rid, id, obj, alive FROM rec WHERE rid IN (SELECT value FROM json_each(?))', [JSON.stringify(rids)]);

/** Records by their ids, in no order. */
export const listRecsById = (
  db: ReadDb,
  ids: readonly string[],
): readonly { readonly rid: number; readonly id: string; readonly alive: number }[] =>
  db.all('SELECT rid, id, alive FROM rec WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]);

/** Row ids of the records that exist, live or in the trash. */
export const listRids = (db: ReadDb, ids: readonly string[]): readonly number[] =>
  db.pluck<number>('SELECT rid FROM rec WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]);

/** Those of them that are of an object, in the order in which they came to this device. */
export const listRecsOf = (
  db: ReadDb,
  obj: string,
  ids: readonly string[],
): readonly { readonly rid: number; readonly id: RecordId }[] =>
  db.all('SELECT rid, id FROM rec WHERE id IN (SELECT value FROM json_each(?)) AND obj = ? ORDER BY rid', [
    JSON.stringify(ids),
    obj,
  ]);

/** The rid after all there are. */
export const findNextRid = (db: ReadDb): number =>
  db.pluck<number>('SELECT coalesce(max(rid), 0) + 1 FROM rec')[0] ?? 1;

/** Id and rid must be free. */
export const insertRec = (
  rows: RowBuffer,
  rec: { readonly rid: number; readonly id: string; readonly obj: string; readonly base: Stamp },
): void => {
  rows.insert('INSERT INTO rec(rid, id, obj, scope, base_t, base_dev)', [
    rec.rid,
    rec.id,
    rec.obj,
    WORKSPACE_SCOPE,
    rec.base[0],
    rec.base[1],
  ]);
};

/** Keeps the stamps of registers that changed since the create. */
export const saveExceptions = (db: WriteDb, rid: number, x: string): void => {
  db.run('UPDATE rec SET x = ? WHERE rid = ?', [x, rid]);
};

/** To the trash or back, with the stamp of that. */
export const saveLife = (db: WriteDb, rid: number, isAlive: boolean, stamp: Stamp): void => {
  db.run('UPDATE rec SET alive = ?, life_t = ?, life_dev = ? WHERE rid = ?', [isAlive ? 1 : 0, ...stamp, rid]);
};

/** The same with the next free rid, which it answers. */
export const insertRecAtEnd = (
  db: WriteDb,
  rec: { readonly id: string; readonly obj: string; readonly base: Stamp },
): number =>
  db.run('INSERT INTO rec(id, obj, scope, base_t, base_dev) VALUES (?, ?, ?, ?, ?)', [
    rec.id,
    rec.obj,
    WORKSPACE_SCOPE,
    ...rec.base,
  ]).lastRowid;
