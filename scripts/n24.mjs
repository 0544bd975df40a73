// Runs a tool under the project's own Node 24, whatever Node started npm.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findNode, root } from './find-node.mjs';
const [tool, ...args] = process.argv.slice(2);
const PATH = [path.dirname(findNode()), path.join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(
  path.delimiter,
);
const child = spawn(tool, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH, Path: undefined },
  shell: process.platform === 'win32',
});
for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, () => child.kill(s));
child.on('error', (e) => {
  console.error(`${tool}: ${e.message}`);
  process.exit(127);
});
child.on('exit', (code, sig) => {
  process.exit(sig ? 130 : (code ?? 0));
});
