import { parentPort, workerData } from 'node:worker_threads';
import { openCheckpointer } from '../engine/storage/checkpoints';
import { CheckpointStart, ToCheckpointer } from './checkpoint-thread';

// Moves the write-ahead log into the database file, off the thread whose commits people wait for.
if (!parentPort) throw new Error('The checkpoint worker must be started as a worker thread');
const engine = parentPort;
const checkpointer = openCheckpointer(CheckpointStart.parse(workerData));

engine.on('message', (raw: unknown) => {
  const message = ToCheckpointer.parse(raw);
  if (message === 'checkpoint') return checkpointer.checkpoint();
  checkpointer.close();
  engine.close();
});
