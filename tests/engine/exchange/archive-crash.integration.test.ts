import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exitOf, outpostJson, startOutpost } from '../../helpers/built-product';
import { tempFolder } from '../../helpers/temp-folder';

const ROWS = 20_000;
const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** Bytes of all files below a folder, of which some may be gone before they are looked at. */
const sizeBelow = (place: string): number => {
  if (!fs.existsSync(place)) return 0;
  const names = fs.readdirSync(place, { recursive: true, encoding: 'utf8' });
  return names.reduce(
    (sum, name) => sum + (fs.statSync(path.join(place, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
};

/** A workspace large enough that something can happen while it is written. */
const prepare = async (): Promise<{ readonly folder: string; readonly workspace: string }> => {
  const folder = tempFolder();
  const workspace = path.join(folder, 'workspace');
  const file = path.join(folder, 'people.csv');
  const rows = Array.from({ length: ROWS }, (_, i) => `Ann${i % 97},Lee${i},a${i}@x.example,Company ${i % 500}`);
  fs.writeFileSync(file, `First name,Last name,E-mail,Company\n${rows.join('\n')}\n`);
  await outpostJson('--workspace', workspace, 'import', file, '--object', 'person');
  return { folder, workspace };
};

test('an export whose process is killed leaves no file of the name that was asked for, and can be done again', async () => {
  const { folder, workspace } = await prepare();
  const archive = path.join(folder, 'whole.archive');
  const staging = path.join(workspace, 'staging');

  const child = startOutpost('--workspace', workspace, 'export', '--archive', archive);
  await until(() => sizeBelow(staging) > 100_000 || child.exitCode !== null);
  child.kill('SIGKILL');
  await exitOf(child);

  expect(child.signalCode).toBe('SIGKILL');
  expect(fs.existsSync(archive)).toBe(false);
  expect(await outpostJson('--workspace', workspace, 'export', '--archive', archive)).toMatchObject({ files: 0 });
});

test('an import whose process is killed at any time leaves an empty workspace, into which the archive then comes whole', async () => {
  const { folder, workspace } = await prepare();
  const whole = path.join(folder, 'whole.archive');
  await outpostJson('--workspace', workspace, 'export', '--archive', whole);
  const copy = path.join(folder, 'copy');
  const incoming = path.join(copy, 'staging', 'incoming');
  for (const bytes of [1, 1_000_000, 8_000_000]) {
    const child = startOutpost('--workspace', copy, 'import', whole);
    await until(() => sizeBelow(incoming) >= bytes || child.exitCode !== null);
    child.kill('SIGKILL');
    await exitOf(child);
    expect([bytes, child.signalCode]).toEqual([bytes, 'SIGKILL']);
    expect(fs.existsSync(path.join(copy, 'workspace.db'))).toBe(false);
  }

  await outpostJson('--workspace', copy, 'import', whole);

  expect(await outpostJson('--workspace', workspace, 'compare', '--with', copy)).toMatchObject({ isEqual: true });
  expect(await outpostJson('--workspace', copy, 'doctor')).toEqual({ ok: true, findings: [] });
});
