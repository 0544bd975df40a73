import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '@main/engine/storage/open-database';
import { tempFolder } from '../../helpers/temp-folder';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const addPerson = async ({ client }: TestEngine, last: string) => {
  await client.records.create({ object: 'person', values: { name: { first: 'A', last } } });
};

const namesIn = async ({ client }: TestEngine): Promise<readonly string[]> => {
  const { rows } = await client.records.query({ object: 'person', fields: ['name'] });
  return rows.map((row) => (row['name'] as { readonly last: string }).last).toSorted();
};

/** A workspace with one person in its backup and another who came later. */
const twoMoments = async () => {
  const engine = await testEngine();
  await addPerson(engine, 'Then');
  const backup = await engine.client.backups.create({});
  const thenMs = engine.clock.nowMs();
  engine.clock.advance(1000);
  await addPerson(engine, 'Now');
  engine.clock.advance(1000);
  return { engine, backup, thenMs };
};

/** Changes what is in a packed backup. */
const rewrite = (engine: TestEngine, name: string, change: (file: string) => void): void => {
  const file = path.join(engine.folder, 'backups', name);
  const plain = path.join(tempFolder(), 'plain.db');
  fs.writeFileSync(plain, gunzipSync(fs.readFileSync(file)));
  change(plain);
  fs.writeFileSync(file, gzipSync(fs.readFileSync(plain)));
};

test('a backup brings back what was there, and what was there before it is a backup that can be restored as well', async () => {
  const { engine, backup } = await twoMoments();

  const { safetyCopy } = await engine.client.backups.restore({ name: backup.name });
  const then = await engine.reopen();

  expect(await namesIn(then)).toEqual(['Then']);
  expect((await then.client.backups.list({})).backups).toMatchObject([
    { name: safetyCopy, reason: 'restore' },
    { name: backup.name, reason: 'manual' },
  ]);
  then.clock.advance(1000);
  await then.client.backups.restore({ name: safetyCopy });
  expect(await namesIn(await then.reopen())).toEqual(['Now', 'Then']);
});

test('what is written after a restore was asked for is in the safety copy', async () => {
  const { engine, backup } = await twoMoments();

  const { safetyCopy } = await engine.client.backups.restore({ name: backup.name });
  await addPerson(engine, 'Late');
  const then = await engine.reopen();

  expect(await then.client.backups.verify({ name: safetyCopy })).toMatchObject({ records: 3 });
});

type Moments = Awaited<ReturnType<typeof twoMoments>>;

test.each([
  ['a backup', ({ engine, backup }: Moments) => engine.client.backups.restore({ name: backup.name })],
  ['a moment', ({ engine, thenMs }: Moments) => engine.client.backups.restoreAt({ atMs: thenMs })],
])(
  'a restore to %s that is cut short between any two steps is finished at the next start, and loses nothing',
  async (_to, restore) => {
    let renames = 0;
    for (let isCut = true; isCut; renames += 1) {
      const moments = await twoMoments();
      const { engine } = moments;
      const { safetyCopy } = await restore(moments);
      await engine.close();
      // As after a crash: the log was not folded in.
      fs.writeFileSync(path.join(engine.folder, 'workspace.db-wal'), '');
      let calls = 0;
      const rename = fs.renameSync;
      const spy = vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
        if (calls === renames) throw new Error('cut short');
        calls += 1;
        rename(from, to);
      });
      const cut = testEngine({ folder: engine.folder, clock: engine.clock });
      isCut = await cut.then(
        async (opened) => {
          await opened.close();
          return false;
        },
        () => true,
      );
      spy.mockRestore();

      const then = await testEngine({ folder: engine.folder, clock: engine.clock });

      expect(await namesIn(then)).toEqual(['Then']);
      expect(await then.client.backups.verify({ name: safetyCopy })).toMatchObject({ records: 2 });
      await then.close();
    }
    // The database, its log, the backup: each was the one at which it ended.
    expect(renames).toBe(4);
  },
);

test('a restore that ends before it is decided leaves the workspace as it is', async () => {
  const { engine, backup } = await twoMoments();
  await engine.close();
  fs.copyFileSync(path.join(engine.folder, 'backups', backup.name), path.join(engine.folder, 'restore.part'));

  expect(await namesIn(await engine.reopen())).toEqual(['Now', 'Then']);
});

test('what was to be done when the backup was made is not done again', async () => {
  const { engine, backup } = await twoMoments();
  rewrite(engine, backup.name, (file) => {
    const copy = openDatabase({ file, mode: 'writer' });
    copy.inTransaction((db) => db.exec("UPDATE job SET state = 'ready', finished_at_ms = NULL"));
    copy.close();
  });

  await engine.client.backups.restore({ name: backup.name });
  const then = await engine.reopen();

  const { jobs } = await then.client.jobs.list({ filter: {}, limit: 10 });
  expect(jobs.map(({ kind, state }) => [kind, state])).toEqual([['backup.write', 'cancelled']]);
  expect(await namesIn(then)).toEqual(['Then']);
});

const DAMAGED = {
  code: 'storage_failed',
  message: 'This backup is damaged or was cut short. Choose another; your data is unchanged.',
};

test.each([
  ['cut short', (file: string) => fs.truncateSync(file, Math.floor(fs.statSync(file).size / 2)), DAMAGED],
  ['overwritten', (file: string) => fs.writeFileSync(file, 'x'.repeat(10_000)), DAMAGED],
  ['gone', (file: string) => fs.rmSync(file), { code: 'not_found', message: 'This backup is no longer there.' }],
])('a backup that is %s is neither whole nor restored, and the data is intact', async (_what, harm, error) => {
  const { engine, backup } = await twoMoments();
  harm(path.join(engine.folder, 'backups', backup.name));

  await expect(engine.client.backups.verify({ name: backup.name })).rejects.toMatchObject(error);
  await expect(engine.client.backups.restore({ name: backup.name })).rejects.toMatchObject(error);

  expect(await namesIn(await engine.reopen())).toEqual(['Now', 'Then']);
  expect(fs.readdirSync(engine.folder).filter((name) => name.includes('.part'))).toEqual([]);
});

test('a backup whose pages are damaged is refused', async () => {
  const { engine, backup } = await twoMoments();
  rewrite(engine, backup.name, (file) => {
    const handle = fs.openSync(file, 'r+');
    for (let page = 3; page < 40; page += 1) fs.writeSync(handle, Buffer.alloc(2048, 0xa5), 0, 2048, page * 4096 + 8);
    fs.closeSync(handle);
  });

  await expect(engine.client.backups.restore({ name: backup.name })).rejects.toMatchObject({
    code: 'storage_failed',
    data: { reason: 'backup_damaged' },
  });
});

test('a backup of a newer Outpost is refused', async () => {
  const { engine, backup } = await twoMoments();
  rewrite(engine, backup.name, (file) => {
    const copy = openDatabase({ file, mode: 'writer' });
    copy.pragma('user_version = 99990');
    copy.close();
  });

  await expect(engine.client.backups.restore({ name: backup.name })).rejects.toMatchObject({ code: 'version_too_new' });
});
