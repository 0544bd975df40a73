import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CallError } from '@shared/wire/call-error';
import { allRows, stage } from '../exchange/exchange-fixture';
import { tempFolder } from '../../helpers/temp-folder';
import { testEngine } from '../../helpers/test-engine';

const GONE = { code: 'storage_failed', message: expect.stringContaining('Connect its drive') as string };

test('a workspace whose drive is gone says so, makes nothing where it was, and goes on with all that was saved once it is back', async () => {
  const folder = path.join(tempFolder(), 'drive');
  const engine = await testEngine({ folder });
  const saved: string[] = [];
  const add = async (name: string): Promise<void> => {
    await engine.client.records.create({ object: 'company', values: { name } });
    saved.push(name);
  };
  await add('Before');
  const file = stage(engine, 'content', 'a.txt');
  fs.renameSync(folder, `${folder}-away`);

  // A system may let an open file be written on.
  const code = await add('Meanwhile').then(
    () => 'storage_failed',
    (error: unknown) => (error instanceof CallError ? error.code : error),
  );
  expect(code).toBe('storage_failed');
  // The file itself was on that drive.
  await expect(engine.client.exchange.attach({ file, name: 'a.txt' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(engine.client.backups.create({})).rejects.toMatchObject(GONE);
  expect(fs.existsSync(folder)).toBe(false);
  fs.renameSync(`${folder}-away`, folder);
  await add('After');
  await engine.client.exchange.attach({ file, name: 'a.txt' });
  engine.clock.advance(1000);
  await engine.client.backups.create({});

  const again = await engine.reopen();
  expect(
    (await allRows(again, 'company')).flatMap(({ name }) => (typeof name === 'string' ? [name] : [])).toSorted(),
  ).toEqual(saved.toSorted());
  expect((await again.client.workspace.doctor({})).findings).toEqual([]);
});

test('a workspace that is closed while its drive is gone opens again with all that was saved', async () => {
  const folder = path.join(tempFolder(), 'drive');
  const engine = await testEngine({ folder });
  await engine.client.records.create({ object: 'company', values: { name: 'Here' } });
  fs.renameSync(folder, `${folder}-away`);

  await engine.close();
  fs.renameSync(`${folder}-away`, folder);

  const again = await testEngine({ folder, clock: engine.clock });
  expect((await allRows(again, 'company')).map(({ name }) => name)).toEqual(['Here']);
});
