// Runs the property tests with many times as many runs as `npm test` does: 50,000 random queries, and the rest in proportion.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, OUTPOST_NIGHTLY: '1' } },
);
process.exit(status ?? 1);
