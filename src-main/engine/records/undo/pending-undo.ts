import type { ReadDb, WriteDb } from '../../storage/db';
import { deleteSetting, findSetting, saveSetting } from '../../storage/setting.sql';

const KEY = 'undoPending';

/** How far an undo that takes several transactions has come. */
export interface PendingUndo {
  readonly operationId: number;
  readonly targetId: number;
  readonly beforePos: number;
}

/** The undo that was under way when the last transaction ended, if any. */
export const findPending = (db: ReadDb): PendingUndo | undefined => {
  const value = findSetting(db, KEY);
  // The engine wrote it itself, in this shape.
  return value === undefined ? undefined : (JSON.parse(value) as PendingUndo);
};

/** Keeps how far it has come, in the transaction that took it there. */
export const savePending = (db: WriteDb, pending: PendingUndo): void => saveSetting(db, KEY, JSON.stringify(pending));

/** Says that none is under way. */
export const deletePending = (db: WriteDb): void => deleteSetting(db, KEY);
