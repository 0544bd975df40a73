import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '@shared/errors/app-error';
import { allRows, importFile, planFor, stage } from '../exchange/exchange-fixture';
import { faultyDisk } from '../../helpers/faulty-disk';
import { tempFolder } from '../../helpers/temp-folder';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const FULL = { code: 'storage_failed', message: expect.stringContaining('is full') as string };

const onDisk = async () => {
  const disk = faultyDisk();
  const engine = await testEngine({ folder: path.join(disk.folder, 'workspace') });
  return { disk, engine };
};

const add = (engine: TestEngine, name: string) => engine.client.records.create({ object: 'company', values: { name } });

const LONG = 'much to say '.repeat(2000);

/** Writes records until the disk has no room; answers the names of those that were acknowledged, and the error. */
const writeUntilFull = async (engine: TestEngine) => {
  const acknowledged: string[] = [];
  for (let n = 0; n < 5000; n += 1) {
    try {
      await engine.client.records.create({ object: 'note', values: { title: `N${n}`, body: LONG } });
      acknowledged.push(`N${n}`);
    } catch (error) {
      return { acknowledged, error };
    }
  }
  throw new Error('The disk is never full');
};

const titlesIn = async (engine: TestEngine): Promise<readonly string[]> =>
  (await allRows(engine, 'note')).flatMap(({ title }) => (typeof title === 'string' ? [title] : [])).toSorted();

const assertSound = async (engine: TestEngine): Promise<void> => {
  expect((await engine.client.workspace.doctor({})).findings).toEqual([]);
};

test('an edit on a full disk says so, loses nothing that was saved, and goes through once there is room', async () => {
  const { disk, engine } = await onDisk();
  disk.fill(engine);

  const { acknowledged, error } = await writeUntilFull(engine);
  expect(error).toMatchObject(FULL);
  expect(await titlesIn(engine)).toEqual(acknowledged.toSorted());
  disk.free(engine);
  await engine.client.records.create({ object: 'note', values: { title: 'After', body: LONG } });

  const all = [...acknowledged, 'After'].toSorted();
  expect(await titlesIn(engine)).toEqual(all);
  await assertSound(engine);
  const again = await engine.reopen();
  expect(await titlesIn(again)).toEqual(all);
  await assertSound(again);
});

test('an import on a full disk ends with whole batches and the reason; the same file brings the rest once there is room', async () => {
  const { disk, engine } = await onDisk();
  const rows = Array.from({ length: 4000 }, (_, n) => `Company ${n},c${n}.example,${'x'.repeat(300)}`);
  const content = ['Name,Website,City', ...rows].join('\n');
  const plan = await planFor(engine, stage(engine, content, 'many.csv'), { object: 'company' });
  const again = stage(engine, content, 'many.csv');
  disk.fill(engine, 1_500_000);

  const { id } = await engine.client.exchange.startImport(plan);
  const ended = await engine.client.exchange.waitForImport({ id });
  expect(ended).toMatchObject({ state: 'failed' });
  expect(JSON.stringify(ended)).toContain('is full');
  const count = async () => (await engine.client.workspace.status({})).counts['company'];
  expect(await count()).toBe(ended.created);
  disk.free(engine);
  await importFile(engine, again, { object: 'company' });

  expect(await count()).toBe(4000);
  await assertSound(engine);
});

test('a backup on a full disk says so and leaves nothing behind; the next one is whole', async () => {
  const { disk, engine } = await onDisk();
  await add(engine, 'Here');
  disk.fill(engine);

  await expect(engine.client.backups.create({})).rejects.toMatchObject(FULL);
  expect(fs.readdirSync(path.join(disk.folder, 'workspace', 'backups'))).toEqual([]);
  disk.free(engine);
  engine.clock.advance(1000);
  const { name } = await engine.client.backups.create({});

  expect(await engine.client.backups.verify({ name })).toMatchObject({ records: 1 });
});

test('a restore on a full disk says so and changes nothing; it works once there is room', async () => {
  const { disk, engine } = await onDisk();
  await add(engine, 'Then');
  const { name } = await engine.client.backups.create({});
  await add(engine, 'Now');
  engine.clock.advance(1000);
  disk.fill(engine);

  await expect(engine.client.backups.restore({ name })).rejects.toMatchObject(FULL);
  await expect(engine.client.backups.restoreAt({ atMs: engine.clock.nowMs() - 1000 })).rejects.toMatchObject(FULL);
  expect(fs.readdirSync(engine.folder).filter((each) => /restore|part/.test(each))).toEqual([]);
  disk.free(engine);
  const same = await engine.reopen();
  expect((await same.client.records.query({ object: 'company', fields: [] })).rows).toHaveLength(2);
  await same.client.backups.restore({ name });

  const then = await same.reopen();
  expect((await then.client.records.query({ object: 'company', fields: [] })).rows).toHaveLength(1);
});

test('an attachment on a full disk says so, leaves no half of a file, and is kept once there is room', async () => {
  const { disk, engine } = await onDisk();
  const file = stage(engine, 'content '.repeat(20_000), 'a.txt');
  disk.fill(engine);

  await expect(engine.client.exchange.attach({ file, name: 'a.txt' })).rejects.toMatchObject(FULL);
  const left = fs.readdirSync(path.join(engine.folder, 'files'), { recursive: true, withFileTypes: true });
  expect(left.filter((each) => each.isFile())).toEqual([]);
  disk.free(engine);

  expect(await engine.client.exchange.attach({ file, name: 'a.txt' })).toMatchObject({ sizeBytes: 160_000 });
});

test('a workspace opens on a full disk or says why not, and opens with all that is in it once there is room', async () => {
  const { disk, engine } = await onDisk();
  await add(engine, 'Here');
  await engine.close();
  disk.fill();

  const said = await testEngine({ folder: engine.folder, clock: engine.clock }).then(
    async (opened) => {
      await opened.close();
      return 'is full';
    },
    (error: unknown) => (error instanceof AppError ? error.message : error),
  );
  expect(said).toContain('is full');
  disk.free();

  const then = await testEngine({ folder: engine.folder, clock: engine.clock });
  expect((await then.client.records.query({ object: 'company', fields: [] })).rows).toHaveLength(1);
  await assertSound(then);
});

test('another drive that is full gets nothing half, and all of it once there is room', async () => {
  const disk = faultyDisk();
  const engine = await testEngine({ folder: tempFolder() });
  await add(engine, 'Here');
  await engine.client.backups.setOtherFolder({ folder: disk.folder });
  disk.fill();

  const made = await engine.client.backups.create({});
  expect(made.otherFolder?.problem?.message).toContain('is full');
  expect(fs.readdirSync(disk.folder).filter((each) => /\.(?:gz|part)$/.test(each))).toEqual([]);
  disk.free();
  engine.clock.advance(1000);
  const next = await engine.client.backups.create({});

  expect(next.otherFolder?.problem).toBeNull();
  expect(fs.readdirSync(disk.folder)).toEqual(expect.arrayContaining([made.name, next.name]));
});
