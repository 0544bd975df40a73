// Runs what is random with many times as many runs as `npm test` does: 50,000 random queries, 210 kills, and the rest in proportion.
import { spawnSync } from 'node:child_process';

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, OUTPOST_NIGHTLY: '1' },
  });
  return status ?? 1;
};
const vitest = (...args) => run('node_modules/vitest/vitest.mjs', 'run', ...args);

const files = process.argv.slice(2);
if (files.length > 0) process.exit(vitest('--project', 'unit', '--project', 'integration', ...files));
const unit = vitest('--project', 'unit');
// Processes of the built product.
const built = run('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn');
process.exit(unit || built || vitest('--project', 'integration', 'tests/engine-entry/kills'));
