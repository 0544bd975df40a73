#!/usr/bin/env node
// The outpost command: runs the built command line under Node 24, in the caller's folder.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureBuild } from './ensure-build.mjs';
import { findNode, root } from './find-node.mjs';

const node = findNode();
ensureBuild();

// "npm run outpost" starts in the package's folder and keeps the caller's in INIT_CWD; relative paths are the caller's.
const cwd =
  process.env.npm_lifecycle_event === 'outpost' && process.env.INIT_CWD ? process.env.INIT_CWD : process.cwd();
const child = spawn(node, [path.join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
  cwd,
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself when there is a terminal; what other programs send is passed on.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT');
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`error internal: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
