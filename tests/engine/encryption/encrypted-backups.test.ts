import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { restoreFile } from '@main/engine/backup/restore-file';
import { tempFolder } from '../../helpers/temp-folder';
import { passphraseOf, testKeyStore } from '../../helpers/key-store';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const PASSPHRASE = 'correct horse battery';
const WORD = 'Zyxwordia';

const addPerson = async ({ client }: TestEngine, last: string) => {
  await client.records.create({ object: 'person', values: { name: { first: 'A', last } } });
};

const namesIn = async ({ client }: TestEngine): Promise<readonly string[]> => {
  const { rows } = await client.records.query({ object: 'person', fields: ['name'] });
  return rows.map((row) => (row['name'] as { readonly last: string }).last).toSorted();
};

const backupFile = (engine: TestEngine, name: string): string => path.join(engine.folder, 'backups', name);

const encryptedEngine = async () => {
  const keys = testKeyStore();
  const engine = await testEngine({ keys });
  await addPerson(engine, WORD);
  const { recoveryPhrase } = await engine.client.encryption.prepare({ passphrase: PASSPHRASE });
  await engine.client.encryption.turnOn({ remember: false });
  return { engine: await engine.reopen(), keys, recoveryPhrase };
};

/** Another workspace that was given a backup of this one. */
const elsewhere = async (engine: TestEngine, name: string): Promise<TestEngine> => {
  const other = await testEngine({ keys: testKeyStore() });
  fs.copyFileSync(backupFile(engine, name), backupFile(other, name));
  return other;
};

test('a backup of an encrypted workspace is encrypted, can be checked, and brings back what was there', async () => {
  const { engine } = await encryptedEngine();
  const backup = await engine.client.backups.create({});
  await addPerson(engine, 'Now');
  engine.clock.advance(1000);

  const checked = await engine.client.backups.verify({ name: backup.name });
  const { safetyCopy } = await engine.client.backups.restore({ name: backup.name });
  const then = await engine.reopen();

  expect(backup.isEncrypted).toBe(true);
  expect(backup.name).toMatch(/\.db\.enc$/);
  expect(fs.readFileSync(backupFile(engine, backup.name)).includes(WORD)).toBe(false);
  expect(checked).toMatchObject({ records: 1 });
  expect(await namesIn(then)).toEqual([WORD]);
  expect(await then.client.encryption.status({})).toMatchObject({ isEncrypted: true, plainCopies: 0 });
  expect(await then.client.backups.verify({ name: safetyCopy })).toMatchObject({ records: 2 });
});

test('without its passphrase a backup is refused elsewhere, and nothing is changed there', async () => {
  const { engine } = await encryptedEngine();
  const { name } = await engine.client.backups.create({});
  const other = await elsewhere(engine, name);
  await addPerson(other, 'Mine');

  await expect(other.client.backups.verify({ name })).rejects.toMatchObject({
    code: 'sign_in_required',
    data: { reason: 'backup_encrypted' },
  });
  await expect(other.client.backups.restore({ name, passphrase: 'not this one' })).rejects.toMatchObject({
    code: 'sign_in_required',
    data: { reason: 'wrong_passphrase' },
  });

  expect(await namesIn(await other.reopen())).toEqual(['Mine']);
});

test('on another machine the passphrase or the recovery phrase restores it, there without encryption', async () => {
  const { engine, recoveryPhrase } = await encryptedEngine();
  const { name } = await engine.client.backups.create({});
  for (const passphrase of [PASSPHRASE, recoveryPhrase]) {
    const other = await elsewhere(engine, name);

    await other.client.backups.restore({ name, passphrase });
    const then = await other.reopen();

    expect(await namesIn(then)).toEqual([WORD]);
    expect(await then.client.encryption.status({})).toMatchObject({ isEncrypted: false });
  }
});

test('a backup that is not encrypted, restored into a workspace that is, is encrypted with it', async () => {
  const plain = await testEngine();
  await addPerson(plain, 'Plain');
  const { name } = await plain.client.backups.create({});
  const { engine } = await encryptedEngine();
  fs.copyFileSync(backupFile(plain, name), backupFile(engine, name));

  await engine.client.backups.restore({ name });
  const then = await engine.reopen();

  expect(await namesIn(then)).toEqual(['Plain']);
  expect(await then.client.encryption.status({})).toMatchObject({ isEncrypted: true });
  await then.close();
  expect(fs.readFileSync(path.join(then.folder, 'workspace.db')).includes('SQLite format 3')).toBe(false);
});

test('a backup from before the passphrase was changed, or from before encryption was turned off, can still be restored', async () => {
  const { engine } = await encryptedEngine();
  const old = await engine.client.backups.create({});
  engine.clock.advance(1000);
  await engine.client.encryption.changePassphrase({ current: PASSPHRASE, next: 'another one entirely' });
  expect(await engine.client.backups.verify({ name: old.name })).toMatchObject({ records: 1 });
  const { safetyCopy } = await engine.client.backups.restore({ name: old.name });
  const restored = await engine.reopen();
  await restored.client.encryption.turnOff({ passphrase: 'another one entirely' });

  const plain = await restored.reopen();

  const { verify } = plain.client.backups;
  await expect(verify({ name: old.name })).rejects.toMatchObject({ data: { reason: 'backup_encrypted' } });
  expect(await verify({ name: old.name, passphrase: PASSPHRASE })).toMatchObject({ records: 1 });
  expect(await verify({ name: safetyCopy, passphrase: 'another one entirely' })).toMatchObject({ records: 1 });
});

test('a workspace that is not encrypted can have its backups encrypted, and no longer', async () => {
  const keys = testKeyStore();
  const engine = await testEngine({ keys });
  await addPerson(engine, WORD);

  const on = await engine.client.encryption.encryptBackups({ passphrase: PASSPHRASE });
  const sealed = await engine.client.backups.create({});
  const off = await engine.client.encryption.encryptBackups({ passphrase: null });
  engine.clock.advance(1000);
  const open = await engine.client.backups.create({});

  expect([on.areBackupsEncrypted, off.areBackupsEncrypted]).toEqual([true, false]);
  expect([sealed.isEncrypted, open.isEncrypted]).toEqual([true, false]);
  expect(fs.readFileSync(backupFile(engine, sealed.name)).includes(WORD)).toBe(false);
  await expect(engine.client.backups.verify({ name: sealed.name, passphrase: 'wrong one' })).rejects.toMatchObject({
    data: { reason: 'wrong_passphrase' },
  });
  const other = await elsewhere(engine, sealed.name);
  await other.client.backups.restore({ name: sealed.name, passphrase: PASSPHRASE });
  expect(await namesIn(await other.reopen())).toEqual([WORD]);
});

test('an encrypted backup that was cut short or changed is refused as damaged, wherever that is, and changes nothing', async () => {
  const { engine } = await encryptedEngine();
  const { name } = await engine.client.backups.create({});
  const file = backupFile(engine, name);
  const whole = fs.readFileSync(file);
  const flipped = (at: number): Buffer => {
    const copy = Buffer.from(whole);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const damages = [
    Buffer.alloc(0),
    whole.subarray(0, 10),
    whole.subarray(0, 2000),
    whole.subarray(0, -1),
    whole.subarray(0, -5000),
    flipped(3),
    flipped(Math.floor(whole.length / 2)),
    flipped(whole.length - 1),
    Buffer.concat([whole, Buffer.from('more')]),
  ];
  for (const damaged of damages) {
    fs.writeFileSync(file, damaged);

    await expect(engine.client.backups.restore({ name })).rejects.toMatchObject({
      code: 'storage_failed',
      data: { reason: 'backup_damaged' },
    });
    await expect(engine.client.backups.verify({ name, passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'storage_failed',
    });
  }
  expect(await namesIn(await engine.reopen())).toEqual([WORD]);
});

test('a passphrase of a backup is in no job, log or file', async () => {
  const { engine } = await encryptedEngine();
  const { name } = await engine.client.backups.create({});
  const folder = tempFolder();
  const other = await testEngine({ folder, keys: testKeyStore(passphraseOf('unused')) });
  fs.copyFileSync(backupFile(engine, name), backupFile(other, name));

  await other.client.backups.verify({ name, passphrase: PASSPHRASE });
  const jobs = await other.client.jobs.list({ filter: {} });
  await other.close();

  expect(JSON.stringify([jobs, other.errors])).not.toContain(PASSPHRASE);
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((each) => path.join(folder, each));
  for (const each of files.filter((file) => fs.statSync(file).isFile())) {
    expect(fs.readFileSync(each).includes(PASSPHRASE)).toBe(false);
  }
});

test('on a new machine the backup of an encrypted workspace makes one that opens with the same passphrase and recovery phrase', async () => {
  const { engine, recoveryPhrase } = await encryptedEngine();
  const { name } = await engine.client.backups.create({});
  const folder = path.join(tempFolder(), 'new');
  const restore = (passphrase?: string) =>
    restoreFile({ clock: engine.clock, passphrase }, backupFile(engine, name), folder);

  await expect(restore()).rejects.toMatchObject({ code: 'sign_in_required', detail: { reason: 'backup_encrypted' } });
  await expect(restore('not this one')).rejects.toMatchObject({ detail: { reason: 'wrong_passphrase' } });
  await restore(recoveryPhrase);

  await expect(testEngine({ folder })).rejects.toMatchObject({ code: 'sign_in_required' });
  const opened = await testEngine({ folder, keys: testKeyStore(passphraseOf(PASSPHRASE)) });
  expect(await namesIn(opened)).toEqual([WORD]);
  expect(await opened.client.encryption.status({})).toMatchObject({ isEncrypted: true });
});
