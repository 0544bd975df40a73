import { parentPort } from 'node:worker_threads';
import { serveReader } from '../engine/readers/serve-reader';
import { systemClock } from './system-ports';

if (!parentPort) throw new Error('A reader runs in a worker thread');
serveReader(parentPort, systemClock);
