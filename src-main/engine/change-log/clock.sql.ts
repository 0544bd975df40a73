import type { ReadDb, WriteDb } from '../storage/db';

export interface Self {
  readonly dev: number;
  readonly dseq: number;
  readonly hlc: number;
  readonly offsetMs: number;
}

/** This device; undefined before `initSync`. */
export const findSelf = (db: ReadDb): Self | undefined =>
  db.get<Self>(
    'SELECT d.no AS dev, s.dseq, s.hlc, s.clock_offset_ms AS offsetMs FROM sync_self s JOIN device d ON d.id = s.device',
  );

/** Keeps clock and counter. */
export const saveSelf = (db: WriteDb, to: { readonly hlc: number; readonly dseq: number }): void => {
  db.run('UPDATE sync_self SET hlc = ?, dseq = ? WHERE one = 1', [to.hlc, to.dseq]);
};

/** Makes this device the next of the file: number 1 of a new one. */
export const insertSelf = (db: WriteDb, self: { readonly device: string; readonly installId: string }): void => {
  db.run('INSERT INTO device(no, id) SELECT coalesce(max(no), 0) + 1, ? FROM device', [self.device]);
  db.run('INSERT INTO sync_self(one, device, install_id, dseq, acked, hlc) VALUES (1, ?, ?, 0, 0, 0)', [
    self.device,
    self.installId,
  ]);
};

/** Names this workspace on this device; its backups keep it. */
export const findWorkspaceId = (db: ReadDb): string => db.pluck<string>('SELECT device FROM sync_self')[0] ?? '';
