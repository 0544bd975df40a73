import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { AlarmClock, Clock, Log, Random } from '../engine/kernel/ports';

/** A machine that slept, or whose clock was set, is noticed within a minute. */
const MAX_WAIT_MS = 60_000;

export const systemClock: AlarmClock = {
  nowMs: () => Date.now(),
  callAt: (atMs, work) => {
    let timer: NodeJS.Timeout | undefined;
    const ring = (): void => (Date.now() >= atMs ? work() : wait());
    const wait = (): void => {
      timer = setTimeout(ring, Math.min(MAX_WAIT_MS, Math.max(0, atMs - Date.now()))).unref();
    };
    wait();
    return () => clearTimeout(timer);
  },
};
export const systemRandom: Random = { bytes: (length) => randomBytes(length) };

const MAX_LOG_BYTES = 5_000_000;

const causeOf = (cause: unknown): unknown =>
  cause instanceof Error
    ? { name: cause.name, message: cause.message, stack: cause.stack, cause: causeOf(cause.cause) }
    : cause;

/**
 * One JSON line per message in logs/outpost.log of the workspace; the file before is kept as outpost.1.log.
 * A log that cannot be written is no reason to stop: the line goes to stderr instead.
 */
export const fileLog = (workspaceDir: string, clock: Clock): Log => {
  const folder = path.join(workspaceDir, 'logs');
  const file = path.join(folder, 'outpost.log');
  const sizeOf = (): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;

  const write = (level: string, message: string, rest: Readonly<Record<string, unknown>>) => {
    const line = `${JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), level, message, ...rest })}\n`;
    try {
      fs.mkdirSync(folder, { recursive: true });
      if (sizeOf() > MAX_LOG_BYTES) fs.renameSync(file, path.join(folder, 'outpost.1.log'));
      fs.appendFileSync(file, line);
    } catch {
      process.stderr.write(line);
    }
  };
  return {
    info: (message, detail = {}) => write('info', message, { detail }),
    warn: (message, detail = {}) => write('warn', message, { detail }),
    error: (message, cause, detail = {}) => write('error', message, { detail, cause: causeOf(cause) }),
  };
};
