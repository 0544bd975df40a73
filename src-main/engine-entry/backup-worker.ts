import { parentPort } from 'node:worker_threads';
import { serveBackup } from '../engine/backup/backup-thread';
import { systemClock } from './system-ports';

if (!parentPort) throw new Error('A backup is made in a worker thread');
serveBackup(parentPort, systemClock.nowMs);
