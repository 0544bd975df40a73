import fs from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { compareWorkspaces } from '@main/engine/exchange/archive/compare-workspaces';
import { readPhrase, toPhrase } from '@main/engine/storage/keys/recovery-phrase';
import { tempFolder } from '../../helpers/temp-folder';
import { passphraseOf, testKeyStore, type TestKeyStore } from '../../helpers/key-store';
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

const filesUnder = (folder: string): readonly string[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile());

/** Files in which anybody can read a word. */
const filesWith = (folder: string, word: string): readonly string[] =>
  filesUnder(folder).filter((file) => fs.readFileSync(file).includes(word));

interface Encrypted {
  readonly engine: TestEngine;
  readonly keys: TestKeyStore;
  readonly recoveryPhrase: string;
}

const plainEngine = async () => {
  const keys = testKeyStore();
  const engine = await testEngine({ keys });
  await addPerson(engine, WORD);
  return { engine, keys };
};

const turnOn = async ({ client }: TestEngine, passphrase = PASSPHRASE): Promise<string> => {
  const { recoveryPhrase } = await client.encryption.prepare({ passphrase });
  await client.encryption.turnOn({ remember: false });
  return recoveryPhrase;
};

const encryptedEngine = async (): Promise<Encrypted> => {
  const { engine, keys } = await plainEngine();
  const recoveryPhrase = await turnOn(engine);
  return { engine: await engine.reopen(), keys, recoveryPhrase };
};

test('a workspace that is encrypted holds the same records, and no file beside it gives away a word', async () => {
  const { engine } = await encryptedEngine();

  await addPerson(engine, `${WORD}two`);

  expect(await namesIn(engine)).toEqual([WORD, `${WORD}two`]);
  expect(await engine.client.encryption.status({})).toMatchObject({ isEncrypted: true, plainCopies: 0, failure: null });
  expect(filesWith(engine.folder, WORD)).toEqual([]);
  await engine.close();
  expect(filesWith(engine.folder, WORD)).toEqual([]);
  expect(fs.readdirSync(engine.folder)).not.toContain('workspace.db.converting');
});

test('what was written between asking for encryption and the restart is there', async () => {
  const { engine } = await plainEngine();

  await turnOn(engine);
  await addPerson(engine, 'Late');

  expect(await namesIn(await engine.reopen())).toEqual(['Late', WORD]);
});

test('the passphrase and the recovery phrase open it, and nothing else does', async () => {
  const { engine, keys, recoveryPhrase } = await encryptedEngine();
  await engine.close();
  const before = fs.readFileSync(path.join(engine.folder, 'workspace.db'));

  for (const [secret, reason] of [
    [null, 'workspace_encrypted'],
    [passphraseOf('correct horse'), 'wrong_passphrase'],
    [passphraseOf(recoveryPhrase.split(' ').toReversed().join(' ')), 'wrong_passphrase'],
    [{ kind: 'key', key: new Uint8Array(32) }, 'workspace_encrypted'],
  ] as const) {
    keys.give(secret);
    await expect(testEngine({ folder: engine.folder, keys })).rejects.toMatchObject({
      code: 'sign_in_required',
      detail: { reason },
    });
  }

  expect(fs.readFileSync(path.join(engine.folder, 'workspace.db'))).toEqual(before);
  for (const secret of [PASSPHRASE, recoveryPhrase, ` ${recoveryPhrase.toUpperCase()}`]) {
    keys.give(passphraseOf(secret));
    const opened = await testEngine({ folder: engine.folder, keys });
    expect(await namesIn(opened)).toEqual([WORD]);
    await opened.close();
  }
});

test('after a change of the passphrase the new one and the same recovery phrase open it, the old one does not', async () => {
  const { engine, keys, recoveryPhrase } = await encryptedEngine();

  await expect(
    engine.client.encryption.changePassphrase({ current: 'not this one', next: 'another one entirely' }),
  ).rejects.toMatchObject({ code: 'sign_in_required', data: { reason: 'wrong_passphrase' } });
  await engine.client.encryption.changePassphrase({ current: PASSPHRASE, next: 'another one entirely' });
  await engine.close();

  keys.give(passphraseOf(PASSPHRASE));
  await expect(testEngine({ folder: engine.folder, keys })).rejects.toMatchObject({ code: 'sign_in_required' });
  for (const secret of ['another one entirely', recoveryPhrase]) {
    keys.give(passphraseOf(secret));
    const opened = await testEngine({ folder: engine.folder, keys });
    expect(await namesIn(opened)).toEqual([WORD]);
    await opened.close();
  }
});

test('turned off, it is a plain workspace again and its host keeps no key', async () => {
  const { engine, keys } = await encryptedEngine();

  await expect(engine.client.encryption.turnOff({ passphrase: 'wrong one' })).rejects.toMatchObject({
    code: 'sign_in_required',
  });
  await engine.client.encryption.turnOff({ passphrase: PASSPHRASE });
  const plain = await engine.reopen();

  expect(await namesIn(plain)).toEqual([WORD]);
  expect(await plain.client.encryption.status({})).toMatchObject({ isEncrypted: false });
  expect(keys.secret()).toBeNull();
  expect(fs.readdirSync(engine.folder)).not.toContain('workspace.key');
});

test('a conversion that is cut short between any two steps is finished at the next start, and loses nothing', async () => {
  for (const direction of ['on', 'off'] as const) {
    let steps = 0;
    for (let isCut = true; isCut; steps += 1) {
      const { engine, keys } = direction === 'on' ? await plainEngine() : await encryptedEngine();
      if (direction === 'on') await turnOn(engine);
      else await engine.client.encryption.turnOff({ passphrase: PASSPHRASE });
      await engine.close();
      let done = 0;
      const dies = <A extends readonly unknown[], R>(original: (...args: A) => R) =>
        ((...args: A) => {
          if (done === steps) throw new Error('killed');
          done += 1;
          return original(...args);
        }) as typeof original;
      const { renameSync, openSync, copyFileSync, rmSync } = fs;
      for (const [name, original] of Object.entries({ renameSync, openSync, copyFileSync, rmSync })) {
        vi.spyOn(fs, name as 'renameSync').mockImplementation(dies(original as typeof renameSync));
      }
      isCut = await testEngine({ folder: engine.folder, keys }).then(
        async (opened) => {
          await opened.close();
          return done === steps;
        },
        () => true,
      );
      vi.restoreAllMocks();

      const after = await testEngine({ folder: engine.folder, keys });

      expect(await namesIn(after)).toEqual([WORD]);
      await after.close();
      if (steps > 200) throw new Error('It never ends');
    }
    expect(steps).toBeGreaterThan(2);
  }
});

/** A disk that fails when the folder is to be flushed, after the converted copy took its place. */
const failAtFlush = (folder: string): void => {
  const { openSync } = fs;
  vi.spyOn(fs, 'openSync').mockImplementation((file, flags, mode) => {
    if (file === folder) throw Object.assign(new Error('The disk failed'), { code: 'EIO' });
    return openSync(file, flags, mode);
  });
};

test('a disk that fails once the database is readable does not have it encrypted again', async () => {
  const { engine, keys } = await encryptedEngine();
  await engine.client.encryption.turnOff({ passphrase: PASSPHRASE });
  await engine.close();
  failAtFlush(engine.folder);

  const opening = testEngine({ folder: engine.folder, keys });

  await expect(opening).rejects.toMatchObject({ code: 'storage_failed' });
  vi.restoreAllMocks();
  const next = await testEngine({ folder: engine.folder, keys });
  expect(await next.client.encryption.status({})).toMatchObject({ isEncrypted: false, failure: null });
});

test('a disk that fails once the database is encrypted does not take the sealed key with it', async () => {
  const { engine, keys } = await plainEngine();
  await turnOn(engine);
  await engine.close();
  failAtFlush(engine.folder);

  const opening = testEngine({ folder: engine.folder, keys });

  await expect(opening).rejects.toMatchObject({ code: 'storage_failed' });
  vi.restoreAllMocks();
  expect(await namesIn(await testEngine({ folder: engine.folder, keys }))).toEqual([WORD]);
});

test('when it cannot be encrypted it stays what it was, and says why', async () => {
  const { engine, keys } = await plainEngine();
  await turnOn(engine);
  await engine.close();
  // Something stands where the copy is to be.
  fs.mkdirSync(path.join(engine.folder, 'workspace.db.converting', 'full'), { recursive: true });

  const after = await testEngine({ folder: engine.folder, keys });

  expect(await namesIn(after)).toEqual([WORD]);
  const status = await after.client.encryption.status({});
  expect(status.isEncrypted).toBe(false);
  expect(status.failure).not.toBeNull();
});

test('without the file with its sealed key an encrypted workspace says what is missing and is left as it is', async () => {
  const { engine, keys } = await encryptedEngine();
  await engine.close();
  const keyFile = path.join(engine.folder, 'workspace.key');
  const content = fs.readFileSync(keyFile, 'utf8');

  fs.rmSync(keyFile);
  await expect(testEngine({ folder: engine.folder, keys })).rejects.toMatchObject({
    code: 'storage_failed',
    detail: { reason: 'key_file_missing' },
  });
  fs.writeFileSync(keyFile, content.slice(0, 100));
  await expect(testEngine({ folder: engine.folder, keys })).rejects.toMatchObject({
    code: 'storage_failed',
    detail: { reason: 'key_file_damaged' },
  });

  fs.writeFileSync(keyFile, content);
  expect(await namesIn(await testEngine({ folder: engine.folder, keys }))).toEqual([WORD]);
});

test('neither passphrase, recovery phrase nor key is in the folder, the log or an answer', async () => {
  const { engine, keys, recoveryPhrase } = await encryptedEngine();
  await engine.client.backups.create({});
  const secret = keys.secret();
  const key = secret?.kind === 'key' ? Buffer.from(secret.key) : Buffer.alloc(0);

  for (const text of [PASSPHRASE, recoveryPhrase, key.toString('hex'), key.toString('base64')]) {
    expect(filesWith(engine.folder, text)).toEqual([]);
    expect(JSON.stringify([engine.errors, await engine.client.encryption.status({})])).not.toContain(text);
  }
  expect(key).toHaveLength(32);
});

test('what is left of before encryption that anybody can read is counted, and removed when asked for', async () => {
  const { engine } = await plainEngine();
  await engine.client.backups.create({});
  await turnOn(engine);
  const encrypted = await engine.reopen();
  await encrypted.client.backups.create({});
  expect(await encrypted.client.encryption.status({})).toMatchObject({ plainCopies: 1 });

  expect(await encrypted.client.encryption.removePlainCopies({})).toEqual({ removed: 1 });

  const { backups } = await encrypted.client.backups.list({});
  expect(backups.map(({ isEncrypted }) => isEncrypted)).toEqual([true]);
  expect(await encrypted.client.encryption.status({})).toMatchObject({ plainCopies: 0 });
});

test('a key that nobody prepared is not turned on', async () => {
  const { engine } = await plainEngine();

  await expect(engine.client.encryption.turnOn({ remember: false })).rejects.toMatchObject({ code: 'conflict' });
  await expect(engine.client.encryption.prepare({ passphrase: 'short' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(await namesIn(await engine.reopen())).toEqual([WORD]);
});

test('recovery phrases are those of BIP-0039, and a wrong word is noticed', () => {
  const zeros = `${'abandon '.repeat(11)}about`;
  const sevens = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

  expect(toPhrase(new Uint8Array(16))).toBe(zeros);
  expect(toPhrase(new Uint8Array(16).fill(0x7f))).toBe(sevens);
  expect(readPhrase(sevens)).toBe(sevens);
  expect(readPhrase('LEGA winn than year wave saus wort usef lega winn than yell')).toBe(sevens);
  expect(readPhrase(sevens.replace('wave', 'wealth'))).toBeUndefined();
  expect(readPhrase(sevens.replace(' yellow', ''))).toBeUndefined();
});

test('a new workspace needs no key', async () => {
  const engine = await testEngine({ folder: tempFolder(), keys: testKeyStore(passphraseOf('unused')) });

  expect(await engine.client.encryption.status({})).toMatchObject({ isEncrypted: false, areBackupsEncrypted: false });
});

test('an encrypted workspace is equal, to the last field, to what it was before', async () => {
  const keys = testKeyStore();
  const engine = await testEngine({ keys });
  await engine.client.workspace.loadSampleData({});
  await turnOn(engine);
  await engine.close();
  const before = tempFolder();
  fs.cpSync(engine.folder, before, { recursive: true });
  fs.rmSync(path.join(before, 'workspace.key'));
  await (await testEngine({ folder: engine.folder, keys })).close();

  const result = await compareWorkspaces([before, engine.folder], { limit: 3, passphrase: PASSPHRASE });

  expect(result).toMatchObject({ isEqual: true, differences: [] });
  await expect(compareWorkspaces([before, engine.folder], { limit: 3 })).rejects.toMatchObject({
    code: 'sign_in_required',
  });
});
