import { parentPort } from 'node:worker_threads';
import { serveScan } from '../engine/records/duplicates/scan-thread';
import { systemClock } from './system-ports';

if (!parentPort) throw new Error('A scan runs in a worker thread');
serveScan(parentPort, systemClock.nowMs);
