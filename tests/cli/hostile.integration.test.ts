import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { outpost, outpostJson, outpostWith } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';

const sample = async () => {
  const folder = tempFolder();
  const workspace = path.join(folder, 'wörk späce #1');
  await outpostJson('--workspace', workspace, 'sample-data');
  return { folder, workspace };
};

test('an export that cannot be written says where and why', async () => {
  const { folder, workspace } = await sample();

  for (const out of [path.join(folder, 'no', 'such', 'people.csv'), folder]) {
    const { code, stdout, stderr } = await outpost(
      '--workspace',
      workspace,
      'export',
      '--object',
      'person',
      '--out',
      out,
    );

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error storage_failed: .+ cannot be written \(\w+\)\n$/);
  }
});

test.runIf(process.platform === 'linux')('output that a full disk does not take is said, and fails', async () => {
  const { workspace } = await sample();
  const stdoutTo = fs.openSync('/dev/full', 'w');

  const { code, stderr } = await outpostWith({ stdoutTo }, '--workspace', workspace, 'export', '--object', 'person');
  fs.closeSync(stdoutTo);

  expect(code).toBe(1);
  expect(stderr).toContain('error storage_failed: The output cannot be written (ENOSPC)\n');
});

test('a new passphrase that is too short is wrong usage, and changes nothing', async () => {
  const { workspace } = await sample();
  const short = { env: { OUTPOST_PASSPHRASE: 'short', OUTPOST_BACKUP_PASSPHRASE: 'short' } };

  for (const command of ['on', 'backups']) {
    const { code, stderr } = await outpostWith(short, '--workspace', workspace, 'encryption', command);

    expect([code, stderr]).toEqual([
      2,
      'error invalid_input: A passphrase has 8 characters or more, up to 1000; nothing was changed\n',
    ]);
  }
  expect(await outpostJson('--workspace', workspace, 'encryption', 'status')).toMatchObject({
    isEncrypted: false,
    areBackupsEncrypted: false,
  });
});

test('a moment that nobody can read is wrong usage, and changes nothing', async () => {
  const { workspace } = await sample();

  for (const at of ['', 'soon', '2026-13-45 10:00', '2026-11-20T10:00+25:00']) {
    const { code, stdout, stderr } = await outpost('--workspace', workspace, 'restore', '--at', at);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error invalid_input: --at takes a day or a moment, .+\n$/);
  }
});

test('JSON that nests without end is wrong usage', async () => {
  const { workspace } = await sample();
  const deep = 20_000;
  const filter = `${'{"not":'.repeat(deep)}{"field":"name","op":"isEmpty"}${'}'.repeat(deep)}`;
  const value = '['.repeat(deep) + ']'.repeat(deep);

  const query = await outpostWith(
    { stdin: `{"object":"person","filter":${filter}}` },
    '--workspace',
    workspace,
    'query',
    '-',
  );
  const create = await outpostWith(
    { stdin: `{"jobTitle":${value}}` },
    '--workspace',
    workspace,
    'record',
    'create',
    'person',
    '-',
  );

  expect([query.code, create.code]).toEqual([2, 2]);
  expect(query.stderr).toMatch(/^error invalid_input: .*nests too deep\n$/);
});

test('the doctor names a damaged file, exit code 1', async () => {
  const { workspace } = await sample();
  const file = path.join(workspace, 'workspace.db');
  const bytes = fs.readFileSync(file);
  bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4096 * 20);
  fs.writeFileSync(file, bytes);

  const { code, stdout, stderr } = await outpost('--workspace', workspace, '--json', 'doctor');

  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toMatch(/^\{"ok":false,"findings":\[.*"check":"file"/);
});
