// Finds a Node that Outpost can run on: this one, or the one that the lockfile brings.
import fs from 'node:fs';
import path from 'node:path';

const WANT = 24;
export const root = path.resolve(path.dirname(new URL(import.meta.url).pathname.replace(/^\/([A-Za-z]:)/, '$1')), '..');

/** Path of a Node 24 or newer. Ends the process with one line when there is none. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= WANT) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = path.join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', name);
  if (fs.existsSync(bundled)) return bundled;
  console.error(
    `Node ${WANT} or newer is needed; this is ${process.version} and no bundled copy was found. Run "npm ci" without --omit=optional, or install Node ${WANT}.`,
  );
  process.exit(1);
}
