// Loaded into a host by NODE_OPTIONS: on SIGUSR2 its engine's thread ends as a crash ends it.
import { subscribe } from 'node:diagnostics_channel';

const threads = [];
subscribe('worker_threads', ({ worker }) => threads.push(worker));
process.on('SIGUSR2', () => void threads.at(-1)?.terminate());
