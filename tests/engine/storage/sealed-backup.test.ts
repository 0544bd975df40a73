import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newDataKey } from '@main/engine/storage/keys/data-key';
import { sealKey } from '@main/engine/storage/keys/envelope';
import { findSealed, type Seal, unpackSealed, writeSealed } from '@main/engine/storage/sealed-backup';
import { tempFolder } from '../../helpers/temp-folder';

const newSeal = async (): Promise<Seal> => {
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const key = newDataKey(random);
  return { key, envelope: await sealKey({ random, keyCost: 2 }, key, { passphrase: 'correct horse' }) };
};

const sealedFile = async () => {
  const folder = tempFolder();
  const [database, backup] = [path.join(folder, 'some.db'), path.join(folder, 'backup.db.enc')];
  const bytes = randomBytes(300_000);
  fs.writeFileSync(database, bytes);
  const seal = await newSeal();
  await writeSealed(database, backup, seal, undefined);
  return { folder, backup, bytes, seal };
};

test('what was sealed is unpacked to the byte', async () => {
  const { folder, backup, bytes, seal } = await sealedFile();

  const sealed = await findSealed(backup);
  await unpackSealed(backup, sealed?.startsAt ?? 0, path.join(folder, 'again.db'), seal.key);

  expect(sealed?.envelope).toEqual(seal.envelope);
  expect(fs.readFileSync(path.join(folder, 'again.db')).equals(bytes)).toBe(true);
});

test('a backup in which one byte was changed is refused', async () => {
  const { folder, backup, seal } = await sealedFile();
  const sealed = await findSealed(backup);
  const changed = fs.readFileSync(backup);
  changed[200_000] = (changed[200_000] ?? 0) ^ 1;
  fs.writeFileSync(backup, changed);

  const unpacking = unpackSealed(backup, sealed?.startsAt ?? 0, path.join(folder, 'again.db'), seal.key);

  await expect(unpacking).rejects.toThrow('The backup is not what was written');
});

test('a database that cannot be read fails the sealing with what the disk said', async () => {
  const folder = tempFolder();

  const sealing = writeSealed(path.join(folder, 'gone.db'), path.join(folder, 'b.db.enc'), await newSeal(), undefined);

  await expect(sealing).rejects.toMatchObject({ code: 'ENOENT' });
});
