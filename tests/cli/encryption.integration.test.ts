import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Finished, outpostWith } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';

const PASSPHRASE = 'correct horse battery';

const run = (workspace: string, env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Finished> =>
  outpostWith({ env: { OUTPOST_PASSPHRASE: '', ...env } }, '--workspace', workspace, '--json', ...args);

const withPassphrase = { OUTPOST_PASSPHRASE: PASSPHRASE };

const TurnedOn = z.object({ isEncrypted: z.boolean(), recoveryPhrase: z.string() });

const encryptedWorkspace = async () => {
  const workspace = tempFolder();
  await run(workspace, {}, 'sample-data');
  const { stdout } = await run(workspace, withPassphrase, 'encryption', 'on');
  return { workspace, ...TurnedOn.parse(JSON.parse(stdout)) };
};

test('an encrypted workspace opens with its passphrase, its recovery phrase or a file that only its owner reads, and not otherwise', async () => {
  const { workspace, isEncrypted, recoveryPhrase } = await encryptedWorkspace();
  const file = path.join(tempFolder(), 'passphrase');
  fs.writeFileSync(file, `${PASSPHRASE}\n`, { mode: 0o600 });
  const search = (env: Readonly<Record<string, string>>) => run(workspace, env, 'search', 'anna');

  const opened = [
    await search(withPassphrase),
    await search({ OUTPOST_PASSPHRASE: recoveryPhrase }),
    await search({ OUTPOST_PASSPHRASE_FILE: file }),
  ];
  const refused = [await search({}), await search({ OUTPOST_PASSPHRASE: 'wrong' })];

  expect(isEncrypted).toBe(true);
  expect(opened.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(refused).toMatchObject([
    {
      code: 1,
      stdout: '',
      stderr: 'error sign_in_required: This workspace is encrypted. Enter its passphrase to open it.\n',
    },
    {
      code: 1,
      stdout: '',
      stderr:
        'error sign_in_required: This is neither the passphrase nor the recovery phrase. Nothing was changed; try again.\n',
    },
  ]);
});

test.runIf(process.platform !== 'win32')('a file with the passphrase that others can read is refused', async () => {
  const { workspace } = await encryptedWorkspace();
  const file = path.join(tempFolder(), 'passphrase');
  fs.writeFileSync(file, PASSPHRASE, { mode: 0o644 });

  const { code, stderr } = await run(workspace, { OUTPOST_PASSPHRASE_FILE: file }, 'search', 'anna');

  expect(code).toBe(1);
  expect(stderr).toContain('error forbidden');
});

test('what works on a workspace works on an encrypted one: import, backup, restore, doctor; and off it is as before', async () => {
  const { workspace } = await encryptedWorkspace();
  const csv = path.join(tempFolder(), 'people.csv');
  fs.writeFileSync(csv, 'First name,Last name\nNeo,Zyxwordia\n');
  const must = async (...args: readonly string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await run(workspace, withPassphrase, ...args);
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout);
  };

  const backup = z.object({ name: z.string() }).parse(await must('backup', 'create'));
  await must('import', csv, '--object', 'person');
  const found = await must('search', 'Zyxwordia');
  await must('doctor');
  await must('backup', 'verify', backup.name);
  await must('restore', '--to', backup.name);
  const gone = await must('search', 'Zyxwordia');
  const off = await must('encryption', 'off');

  expect(found).toMatchObject({ results: [{ object: 'person' }] });
  expect(gone).toEqual({ results: [] });
  expect(off).toMatchObject({ isEncrypted: false });
  expect((await run(workspace, {}, 'search', 'anna')).code).toBe(0);
});
