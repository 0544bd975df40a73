import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PENDING_RESTORE } from '../engine/storage/restore-name';

type Environment = Readonly<Record<string, string | undefined>>;

const dataHome = (platform: NodeJS.Platform, env: Environment, home: string): string => {
  if (platform === 'win32') return env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  // XDG base directory specification: a relative path is invalid and ignored.
  const xdg = env['XDG_DATA_HOME'];
  return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share');
};

/** The folder of the workspace: the one asked for, else `OUTPOST_WORKSPACE`, else the place where this system keeps such data. */
export const workspaceFolder = (
  asked: string | undefined,
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = os.homedir(),
): string => {
  const chosen = asked ?? (env['OUTPOST_WORKSPACE'] || undefined);
  return chosen === undefined ? path.join(dataHome(platform, env, home), 'Outpost', 'workspace') : path.resolve(chosen);
};

/** One whose database has made room for a backup is a workspace too: opening it puts the backup in place. */
export const isWorkspace = (folder: string): boolean =>
  fs.existsSync(folder) && fs.readdirSync(folder).some((name) => name === 'workspace.db' || PENDING_RESTORE.test(name));
