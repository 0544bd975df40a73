// Writes docs/cli.md from the commands themselves.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureBuild } from './ensure-build.mjs';
import { findNode, root } from './find-node.mjs';

ensureBuild();
const made = spawnSync(findNode(), [path.join(root, 'out/main/cli.js'), 'reference'], { encoding: 'utf8' });
if (made.status !== 0) {
  console.error(made.stderr);
  process.exit(1);
}
fs.mkdirSync(path.join(root, 'docs'), { recursive: true });
fs.writeFileSync(path.join(root, 'docs/cli.md'), made.stdout);
