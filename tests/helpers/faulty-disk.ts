import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { tempFolder } from './temp-folder';
import type { TestEngine } from './test-engine';

/** A disk that runs full, or can be made read-only, and back. Each is told the engine that has its workspace there, if one has. */
export interface FaultyDisk {
  readonly folder: string;
  /** Leaves so much room, in bytes. */
  readonly fill: (engine?: TestEngine, leaveBytes?: number) => void;
  readonly free: (engine?: TestEngine) => void;
  readonly lock: (engine?: TestEngine) => void;
  readonly unlock: (engine?: TestEngine) => void;
}

const mount = (...options: readonly string[]): boolean => {
  try {
    execFileSync('mount', options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const SIZE_MB = 24;

/** A file system in memory, which is full when it is full. */
const mountedDisk = (folder: string): FaultyDisk => {
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
  });
  const filler = path.join(folder, 'filler');
  const fill: FaultyDisk['fill'] = (_engine, leaveBytes = 0) => {
    const file = fs.openSync(filler, 'a');
    try {
      for (const size of [1 << 20, 4096]) {
        try {
          for (;;) fs.writeSync(file, Buffer.alloc(size));
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
        }
      }
      fs.ftruncateSync(file, fs.fstatSync(file).size - leaveBytes);
    } finally {
      fs.closeSync(file);
    }
  };
  const remount = (how: string): void => {
    if (!mount('-o', `remount,${how}`, folder)) throw new Error(`The disk cannot be made ${how}`);
  };
  return {
    folder,
    fill,
    free: () => fs.rmSync(filler, { force: true }),
    lock: () => remount('ro'),
    unlock: () => remount('rw'),
  };
};

/** Where nothing can be mounted: what writes files fails as it would, and SQLite by its own limits. */
export const injectedDisk = (folder: string): FaultyDisk => {
  let code: string | undefined;
  const failure = (): Error => Object.assign(new Error(`${code}: injected`), { code });
  const assertWorks = (file: unknown): void => {
    if (code !== undefined && String(file).startsWith(folder)) throw failure();
  };
  const { writeFileSync, mkdirSync, createWriteStream } = fs;
  vi.spyOn(fs, 'writeFileSync').mockImplementation((file, ...rest) => {
    assertWorks(file);
    writeFileSync(file, ...rest);
  });
  vi.spyOn(fs, 'mkdirSync').mockImplementation((file, options) => {
    if (!fs.existsSync(file)) assertWorks(file);
    return mkdirSync(file, options);
  });
  vi.spyOn(fs, 'createWriteStream').mockImplementation((file, options) => {
    if (code === undefined || !String(file).startsWith(folder)) return createWriteStream(file, options);
    const failing = {
      ...fs,
      open: (_file: unknown, _flags: unknown, _mode: unknown, done: (error: Error) => void) => done(failure()),
    };
    return createWriteStream(file, { ...(typeof options === 'object' ? options : {}), fs: failing });
  });
  const open = fsPromises.open;
  vi.spyOn(fsPromises, 'open').mockImplementation((file, flags, mode) =>
    code !== undefined && flags !== 'r' && String(file).startsWith(folder)
      ? Promise.reject(failure())
      : open(file, flags, mode),
  );
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
  const lockFile = path.join(folder, 'workspace', 'workspace.lock');
  const pragma = (engine: TestEngine | undefined, text: string): void => void engine?.engine.database.pragma(text);
  return {
    folder,
    fill: (engine, leaveBytes = 0) => {
      code = 'ENOSPC';
      const pages = engine?.engine.database.read.pluck<number>('PRAGMA page_count')[0] ?? 1;
      pragma(engine, `max_page_count = ${pages + Math.ceil(leaveBytes / 4096)}`);
    },
    free: (engine) => {
      code = undefined;
      pragma(engine, 'max_page_count = 1073741823');
    },
    lock: (engine) => {
      if (!engine && fs.existsSync(lockFile)) {
        // What SQLite cannot open to write fails as on a disk that is read-only.
        fs.renameSync(lockFile, `${lockFile}-aside`);
        mkdirSync(lockFile);
      }
      code = 'EROFS';
      pragma(engine, 'query_only = 1');
    },
    unlock: (engine) => {
      code = undefined;
      if (fs.existsSync(`${lockFile}-aside`)) {
        fs.rmdirSync(lockFile);
        fs.renameSync(`${lockFile}-aside`, lockFile);
      }
      pragma(engine, 'query_only = 0');
    },
  };
};

/** A disk of its own for one test, of some megabytes where the machine lets one be mounted. */
export const faultyDisk = (): FaultyDisk => {
  const folder = path.join(tempFolder(), 'disk');
  fs.mkdirSync(folder);
  return mount('-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder) ? mountedDisk(folder) : injectedDisk(folder);
};
