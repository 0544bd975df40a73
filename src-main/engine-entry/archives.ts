import { compareWorkspaces, type Comparison } from '../engine/exchange/archive/compare-workspaces';
import { importArchive } from '../engine/exchange/archive/import-archive';
import { systemClock, systemRandom } from './system-ports';

export type { Difference } from '../engine/exchange/archive/compare-workspaces';

/** Brings an archive into a workspace that is empty and closed. Errors: those of `importArchive`. */
export const importArchiveFile = (
  file: string,
  folder: string,
  progress: (linesRead: number, linesInAll: number) => void,
): Promise<{ readonly lines: number; readonly files: number }> =>
  importArchive({ clock: systemClock, random: systemRandom, goOn: progress }, file, folder);

/** What two workspaces have otherwise, at most `limit`. Errors: those of `compareWorkspaces`. */
export const compareFolders = (
  a: string,
  b: string,
  limit: number,
  passphrase: string | undefined,
): Promise<Comparison> => compareWorkspaces([a, b], { limit, passphrase });
