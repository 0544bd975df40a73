import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { exitOf, outpostJson, startOutpost } from '../../helpers/built-product';
import { tempFolder } from '../../helpers/temp-folder';

const ROWS = 80_000;
const Page = z.object({ total: z.int() });
const sizeOf = (file: string): number => (fs.existsSync(file) ? fs.statSync(file).size : 0);

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test('an import whose process is killed leaves a sound workspace and goes on when it is opened again, before the next import', async () => {
  const folder = tempFolder();
  const workspace = path.join(folder, 'workspace');
  const file = path.join(folder, 'people.csv');
  const rows = Array.from({ length: ROWS }, (_, i) => `Ann${i % 97},Lee${i},a${i}@x.example,Company ${i % 500}`);
  fs.writeFileSync(file, `First name,Last name,E-mail,Company\n${rows.join('\n')}\n`);
  const log = path.join(workspace, 'workspace.db-wal');
  const options = ['--workspace', workspace] as const;

  const child = startOutpost('--json', ...options, 'import', file, '--object', 'person');
  await until(() => sizeOf(log) > 10_000_000 || child.exitCode !== null);
  child.kill('SIGKILL');
  await exitOf(child);

  expect(child.signalCode).toBe('SIGKILL');
  expect(await outpostJson(...options, 'doctor')).toEqual({ ok: true, findings: [] });
  const again = await outpostJson(...options, 'import', file, '--object', 'person', '--match', 'email');
  const page = await outpostJson(...options, 'query', '{"object":"person","page":{"limit":1}}');

  expect(again).toMatchObject({ created: 0, unchanged: ROWS, updated: 0, rejected: [] });
  expect(Page.parse(page).total).toBe(ROWS);
  expect(await outpostJson(...options, 'doctor')).toEqual({ ok: true, findings: [] });
});
