import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatTable } from './budget';
import { benchEncryption } from './encryption-bench';
import { benchEngine } from './engine-bench';
import { benchGrid } from './grid-bench';

const args = process.argv.slice(2);
const sizes = args.includes('--quick')
  ? { people: 100_000, companies: 10_000, deals: 30_000 }
  : { people: 1_000_000, companies: 100_000, deals: 300_000 };
const valueOf = (flag: string): string | undefined => {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
};
const kept = valueOf('--folder');
if (kept !== undefined) await mkdir(kept, { recursive: true });
const folder = kept ?? (await mkdtemp(path.join(tmpdir(), 'outpost-bench-')));
try {
  const bench = args.includes('ui') ? benchGrid : args.includes('encryption') ? benchEncryption : benchEngine;
  const rows = await bench({
    folder,
    entriesDir: import.meta.dirname,
    ...sizes,
    only: valueOf('--only') ?? '',
    say: (line) => process.stderr.write(`${line}\n`),
  });
  if (args.includes('--json')) console.log(JSON.stringify({ rows }));
  else {
    console.log(`\n${sizes.people} people, ${sizes.companies} companies, ${sizes.deals} deals\n\n${formatTable(rows)}`);
  }
} finally {
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
}
