// Builds out/ when it is missing or older than the sources. Says so on stderr: stdout belongs to the program that follows.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findNode, root } from './find-node.mjs';

const PARTS = ['out/main/web.js', 'out/main/cli.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const SOURCES = ['src-main', 'src-renderer', 'src-shared', 'resources', 'electron.vite.config.ts', 'package-lock.json'];

function newestMs(entry) {
  const found = fs.statSync(entry, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  let newest = found.mtimeMs;
  for (const name of fs.readdirSync(entry)) newest = Math.max(newest, newestMs(path.join(entry, name)));
  return newest;
}

function isFresh() {
  // An installed app has no sources.
  if (!fs.existsSync(path.join(root, 'src-main'))) return true;
  const built = PARTS.map((part) => fs.statSync(path.join(root, part), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const oldestMs = Math.min(...built);
  return SOURCES.every((source) => newestMs(path.join(root, source)) <= oldestMs);
}

/** Ends the process when the build fails. */
export function ensureBuild() {
  if (isFresh()) return;
  console.error('[outpost] building the app first; this takes a few seconds');
  const vite = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const built = spawnSync(findNode(), [vite, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (built.status !== 0) {
    console.error(built.stdout, built.stderr);
    console.error('[outpost] the build failed; is everything installed ("npm ci")?');
    process.exit(1);
  }
}
