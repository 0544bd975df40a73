import fs from 'node:fs';
import path from 'node:path';
import { openDatabase } from '@main/engine/storage/open-database';
import { tempFolder } from './temp-folder';
import type { TestEngine } from './test-engine';

/** How a workspace was at a moment: a folder of its own that can be compared. */
export interface Moment {
  readonly atMs: number;
  /** The procedure that had just answered. */
  readonly after: string;
  readonly folder: string;
}

/** A folder that a comparison takes for a workspace, with the attachments of another. */
export const asWorkspace = (database: string, files: string): string => {
  const folder = tempFolder();
  fs.renameSync(database, path.join(folder, 'workspace.db'));
  fs.cpSync(files, path.join(folder, 'files'), { recursive: true });
  return folder;
};

const copyOf = async ({ engine, folder }: TestEngine): Promise<string> => {
  const file = path.join(tempFolder(), 'copy.db');
  const reader = openDatabase({ file: engine.databaseFile, mode: 'reader' });
  try {
    await reader.backupTo(file);
  } finally {
    reader.close();
  }
  return asWorkspace(file, path.join(folder, 'files'));
};

/** Notes how the workspace is after each call, and lets a second pass before each. `between` is called with the number of calls there were. */
export const recordMoments = (
  test: TestEngine,
  { every, between }: { readonly every: number; readonly between: (calls: number) => Promise<void> },
): { readonly recorded: TestEngine; readonly moments: readonly Moment[] } => {
  const moments: Moment[] = [];
  let calls = 0;
  const around = (target: object, at: readonly string[]): object =>
    new Proxy(target, {
      get: (object, name, receiver) => {
        const value: unknown = Reflect.get(object, name, receiver);
        return typeof name === 'string' && (typeof value === 'object' || typeof value === 'function') && value !== null
          ? around(value, [...at, name])
          : value;
      },
      apply: async (call, self, input: unknown[]) => {
        test.clock.advance(1000);
        const answer: unknown = await Reflect.apply(call as (...given: unknown[]) => unknown, self, input);
        calls += 1;
        if (calls % every === 0)
          moments.push({ atMs: test.clock.nowMs(), after: at.join('.'), folder: await copyOf(test) });
        await between(calls);
        return answer;
      },
    });
  // A proxy of a client is used as the client is.
  return { recorded: { ...test, client: around(test.client, []) as TestEngine['client'] }, moments };
};
