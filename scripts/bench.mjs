// npm run bench [-- --quick] [-- --json] [-- ui] [-- --folder F] [-- --only TEXT]: builds, then measures the engine against hand-written SQL, or the grid in Chromium.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const args = process.argv.slice(2);
const run = (file, params, quiet) =>
  spawnSync(process.execPath, [file, ...params], {
    cwd: root,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  });

const built = run(
  path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
  ['build', '--logLevel', 'warn'],
  true,
);
if (built.status !== 0) process.exit(built.status ?? 1);
const { status } = run(path.join(root, 'out/main/bench.js'), args, false);
process.exit(status ?? 1);
