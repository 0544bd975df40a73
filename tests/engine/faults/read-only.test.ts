import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stage } from '../exchange/exchange-fixture';
import { faultyDisk, injectedDisk } from '../../helpers/faulty-disk';
import { tempFolder } from '../../helpers/temp-folder';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const UNWRITABLE = { code: 'storage_failed', message: expect.stringContaining('cannot be written') as string };

const add = ({ client }: TestEngine, name: string) => client.records.create({ object: 'company', values: { name } });

const namesIn = async ({ client }: TestEngine): Promise<readonly string[]> =>
  (await client.records.query({ object: 'company', fields: ['name'] })).rows
    .flatMap(({ name }) => (typeof name === 'string' ? [name] : []))
    .toSorted();

test('a workspace on a disk that turned read-only can be read, says so when it is changed, and goes on once it can be written', async () => {
  // No system lets a disk turn read-only by hand while somebody has a file on it open.
  const disk = injectedDisk(tempFolder());
  const engine = await testEngine({ folder: path.join(disk.folder, 'workspace') });
  await add(engine, 'Before');
  const file = stage(engine, 'content', 'a.txt');
  disk.lock(engine);

  await expect(add(engine, 'Never')).rejects.toMatchObject(UNWRITABLE);
  await expect(engine.client.exchange.attach({ file, name: 'a.txt' })).rejects.toMatchObject(UNWRITABLE);
  await expect(engine.client.backups.create({})).rejects.toMatchObject(UNWRITABLE);
  expect(await namesIn(engine)).toEqual(['Before']);
  disk.unlock(engine);
  await add(engine, 'After');
  await engine.client.exchange.attach({ file, name: 'a.txt' });
  await engine.client.backups.create({});

  const again = await engine.reopen();
  expect(await namesIn(again)).toEqual(['After', 'Before']);
  expect((await again.client.workspace.doctor({})).findings).toEqual([]);
});

test('a workspace in a folder that cannot be written says so when it is opened, is left as it is, and opens once it can', async () => {
  const disk = faultyDisk();
  const engine = await testEngine({ folder: path.join(disk.folder, 'workspace') });
  await add(engine, 'Here');
  await engine.close();
  const before = fs.readFileSync(path.join(engine.folder, 'workspace.db'));
  disk.lock();

  const opening = testEngine({ folder: engine.folder, clock: engine.clock });
  await expect(opening).rejects.toMatchObject(UNWRITABLE);
  expect(fs.readFileSync(path.join(engine.folder, 'workspace.db'))).toEqual(before);
  disk.unlock();

  expect(await namesIn(await testEngine({ folder: engine.folder, clock: engine.clock }))).toEqual(['Here']);
});

test('another drive that is read-only is not chosen; one that becomes so says so, and gets what it missed', async () => {
  const disk = faultyDisk();
  const engine = await testEngine();
  await add(engine, 'Here');
  disk.lock();
  await expect(engine.client.backups.setOtherFolder({ folder: disk.folder })).rejects.toMatchObject({
    code: 'storage_failed',
    message: expect.stringContaining('may not write') as string,
  });
  disk.unlock();
  await engine.client.backups.setOtherFolder({ folder: disk.folder });
  await engine.client.backups.create({});
  disk.lock();
  engine.clock.advance(1000);

  const missed = await engine.client.backups.create({});
  expect(missed.otherFolder?.problem?.message).toContain('may not write');
  disk.unlock();
  engine.clock.advance(1000);

  expect((await engine.client.backups.create({})).otherFolder?.problem).toBeNull();
  expect(fs.readdirSync(disk.folder)).toContain(missed.name);
});
