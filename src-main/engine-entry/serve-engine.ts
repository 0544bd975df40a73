import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { toFailure } from '@shared/errors/failure';
import { createEngine, type Engine } from '../engine/create-engine';
import { createLockedEngine, type LockedOptions } from '../engine/locked-engine';
import { createCheckpointThread } from './checkpoint-thread';
import { createHostKeys, type HostKeys } from './host-keys';
import type { EngineStart, FromEngine } from './protocol';
import { fileLog, systemClock, systemRandom } from './system-ports';

export type EnginePort = Parameters<Engine['attach']>[0];

export interface EngineServer {
  readonly connect: (port: EnginePort) => void;
  /** The host's answer to `key-wanted`. */
  readonly receiveKey: HostKeys['receive'];
  readonly shutdown: () => Promise<void>;
}

/** A scan keeps what it remembers outside the heap; without a limit the collector would let the heap grow beyond what it needs. */
const scanWorker = (file: URL): Worker =>
  new Worker(file, { name: 'scan', resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 } });

const RESTART_DELAY_MS = 200;

const startFailure = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new AppError('internal', msg`Outpost could not start: ${why}`, {}, { cause: error });
};

type Served = Pick<Engine, 'attach' | 'stagingDir' | 'close'>;

/** The engine; or, for an encrypted workspace whose key is not at hand, what waits for its passphrase. */
const openOrLock = async (open: () => Promise<Served>, options: Omit<LockedOptions, 'locked'>): Promise<Served> => {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'sign_in_required') throw error;
    return createLockedEngine({ ...options, locked: error });
  }
};

/**
 * Opens the workspace and serves it to whoever connects. Tells the host how it went; after `failed` or `closed` it
 * calls `end`. `entriesDir` is where the built entries stand side by side.
 */
export const serveEngine = (
  start: EngineStart,
  entriesDir: string,
  host: { readonly post: (message: FromEngine) => void; readonly end: () => void },
): EngineServer => {
  const log = fileLog(start.workspaceDir, systemClock);
  const entry = (name: string) => pathToFileURL(path.join(entriesDir, name));
  // A frame that cannot be decoded rejects inside the RPC adapter, where nobody can catch it: no reason to die.
  process.on('unhandledRejection', (reason) => log.error('Unhandled rejection', reason));

  process.on('uncaughtExceptionMonitor', (error) => log.error('The engine crashed', error));

  const checkpoints = createCheckpointThread(entry('checkpoint-worker.js'), log);
  const keys = createHostKeys(host.post);
  // The host sees its engine end and starts the next; answers have left by then.
  const restart = () => void setTimeout(() => void shutdown(), RESTART_DELAY_MS);
  const ports = { clock: systemClock, random: systemRandom, log, keys: keys.store };
  const openEngine = () =>
    createEngine({
      workspaceDir: start.workspaceDir,
      appVersion: start.appVersion,
      ports,
      requestCheckpoint: checkpoints.request,
      spawnScan: () => scanWorker(entry('scan-worker.js')),
      spawnBackup: () => new Worker(entry('backup-worker.js'), { name: 'backup' }),
      restart,
      ...(start.hasReaders ? { spawnReader: () => new Worker(entry('reader-worker.js'), { name: 'reader' }) } : {}),
    });
  const opened = openOrLock(openEngine, { ...ports, folder: start.workspaceDir, restart });
  opened.then(
    (engine) => host.post({ type: 'ready', stagingDir: engine.stagingDir }),
    (error: unknown) => {
      host.post({ type: 'failed', error: toFailure(startFailure(error)) });
      host.end();
    },
  );

  const closeAll = async () => {
    const engine = await opened.catch(() => undefined);
    try {
      await checkpoints.close();
      await engine?.close();
    } catch (error) {
      log.error('The engine did not close cleanly', error);
    }
    host.post({ type: 'closed' });
    host.end();
  };
  let closing: Promise<void> | undefined;
  const shutdown = () => (closing ??= closeAll());
  return {
    connect: (port) => {
      void opened.then((engine) => engine.attach(port));
    },
    receiveKey: keys.receive,
    shutdown,
  };
};
