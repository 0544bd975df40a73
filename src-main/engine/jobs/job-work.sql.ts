import { JobId, type OperationId } from '@shared/domain/ids';
import type { ReadDb, WriteDb } from '../storage/db';

const BYTES = 4;

const toBytes = (rids: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(rids.length * BYTES));
  rids.forEach((rid, at) => view.setUint32(at * BYTES, rid, true));
  return new Uint8Array(view.buffer);
};

const fromBytes = (bytes: Uint8Array): Uint32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength / BYTES }, (_, at) => view.getUint32(at * BYTES, true));
};

/** Keeps which records were chosen for a job, by their row ids in the order of the work. */
export const insertChosen = (db: WriteDb, id: JobId, rids: readonly number[]): void => {
  db.run('INSERT INTO job_work(job_id, rids) VALUES (?, ?)', [id, toBytes(rids)]);
};

/** Keeps which action a job carries on, where that says itself what is changed. */
export const insertCarriedOn = (db: WriteDb, id: JobId, operationId: OperationId): void => {
  db.run('INSERT OR REPLACE INTO job_work(job_id, operation) VALUES (?, ?)', [id, operationId]);
};

/** The records that were chosen for a job; none once its work is done. */
export const readChosen = (db: ReadDb, id: JobId): Uint32Array => {
  const [bytes] = db.pluck<Uint8Array | null>('SELECT rids FROM job_work WHERE job_id = ?', [id]);
  return bytes ? fromBytes(bytes) : new Uint32Array(0);
};

/** Names the action that a job's changes belong to, with the first of them. */
export const saveWorkOperation = (db: WriteDb, id: JobId, operationId: OperationId): void => {
  db.run('UPDATE job_work SET operation = ? WHERE job_id = ?', [operationId, id]);
};

/** Says that a job has nothing left to change, with the last of its changes. */
export const deleteWork = (db: WriteDb, id: JobId): void => {
  db.run('DELETE FROM job_work WHERE job_id = ?', [id]);
};

/** The job that still works on an action: it runs, waits or is paused. */
export const findWorking = (db: ReadDb, operationId: number): JobId | undefined => {
  const [id] = db.pluck<number>(
    `SELECT job.id FROM job_work JOIN job ON job.id = job_id
     WHERE operation = ? AND state IN ('delayed', 'ready', 'active', 'paused')`,
    [operationId],
  );
  return id === undefined ? undefined : JobId.parse(id);
};
