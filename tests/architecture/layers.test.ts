import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLayers } from '../../scripts/check-layers.mjs';

/** For each rule a pair of files that breaks it: importing file, imported file. */
const BREACHES: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['no-runtime-cycles', 'src-shared/a.ts', 'src-shared/b.ts'],
  ['shared-is-pure', 'src-shared/pure.ts', 'src-main/engine/kernel/x.ts'],
  ['renderer-meets-main-in-shared', 'src-renderer/app/y.ts', 'src-main/engine/kernel/x.ts'],
  ['main-meets-renderer-in-shared', 'src-main/cli/z.ts', 'src-renderer/ui/x.ts'],
  ['engine-knows-no-host', 'src-main/engine/records/h.ts', 'src-main/host-web/x.ts'],
  ['hosts-are-strangers', 'src-main/host-electron/s.ts', 'src-main/host-web/x.ts'],
  ['modules-are-strangers', 'src-main/engine/mail/m.ts', 'src-main/engine/calendar/x.ts'],
  ['kernel-knows-only-what-is-below', 'src-main/engine/kernel/k.ts', 'src-main/engine/storage/x.ts'],
  ['storage-knows-only-what-is-below', 'src-main/engine/storage/t.ts', 'src-main/engine/change-log/x.ts'],
  ['change-log-knows-only-what-is-below', 'src-main/engine/change-log/l.ts', 'src-main/engine/schema/x.ts'],
  ['schema-knows-only-what-is-below', 'src-main/engine/schema/u.ts', 'src-main/engine/records/x.ts'],
  ['records-knows-only-what-is-below', 'src-main/engine/records/v.ts', 'src-main/engine/exchange/x.ts'],
  ['services-know-no-doors', 'src-main/engine/exchange/w.ts', 'src-main/engine/handlers/x.ts'],
  ['features-are-strangers', 'src-renderer/features/table/t.ts', 'src-renderer/features/board/x.ts'],
  ['features-know-no-app', 'src-renderer/features/table/u.ts', 'src-renderer/app/x.ts'],
  ['ui-knows-no-data', 'src-renderer/ui/v.ts', 'src-renderer/rpc/x.ts'],
  ['fields-know-no-features', 'src-renderer/fields/w.ts', 'src-renderer/features/board/x.ts'],
];

describe('import rules', () => {
  let folder = '';
  let broken: ReadonlySet<string> = new Set();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'outpost-layers-'));
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    const write = (file: string, text: string): void => {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    };
    for (const [rule, from, to] of BREACHES) {
      const target = path.relative(path.dirname(from), to).replace(/\.ts$/, '');
      const specifier = target.startsWith('.') ? target : `./${target}`;
      write(from, `import { x } from '${specifier}';\nexport const y = x;\n`);
      write(to, 'export const x = 1;\n');
      if (rule === 'no-runtime-cycles') write(to, `import { y } from './a';\nexport const x = y;\n`);
    }
    write('src-renderer/app/node.ts', "import fs from 'node:fs';\nexport const z = fs;\n");
    write('src-main/cli/electron.ts', "import { app } from 'electron';\nexport const z = app;\n");
    write('src-main/cli/database.ts', "import Database from 'better-sqlite3';\nexport const z = Database;\n");
    broken = new Set((await checkLayers(folder)).broken.map(({ rule }) => rule));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(BREACHES)('%s is noticed', (rule) => {
    expect(broken).toContain(rule);
  });
  test.each(['no-node-outside-main', 'electron-only-in-its-host', 'database-only-in-storage'])(
    '%s is noticed',
    (rule) => {
      expect(broken).toContain(rule);
    },
  );

  test('the sources break none of them', async () => {
    const { seen, broken: found } = await checkLayers(path.resolve('.'));

    expect(found).toEqual([]);
    expect(seen).toBeGreaterThan(50);
  });
});
