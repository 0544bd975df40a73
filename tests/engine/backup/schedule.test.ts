import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const DAY_MS = 86_400_000;

const reasonsIn = async ({ client }: TestEngine) => (await client.backups.list({})).backups.map(({ reason }) => reason);

test('a backup is written each day, and one after days off', async () => {
  const engine = await testEngine();
  await engine.engine.jobs.whenIdle();
  expect(await reasonsIn(engine)).toEqual([]);

  engine.clock.advance(DAY_MS);
  await engine.engine.jobs.whenIdle();
  expect(await reasonsIn(engine)).toEqual(['scheduled']);

  await engine.close();
  engine.clock.advance(10 * DAY_MS);
  const again = await engine.reopen();
  await again.engine.jobs.whenIdle();
  expect(await reasonsIn(again)).toEqual(['scheduled', 'scheduled']);
});

test('daily backups are rotated, those of a person stay', async () => {
  const engine = await testEngine();
  const made = await engine.client.backups.create({});

  for (let day = 0; day < 12; day += 1) {
    engine.clock.advance(DAY_MS);
    await engine.engine.jobs.whenIdle();
  }

  const { backups } = await engine.client.backups.list({});
  const { otherFolder: _otherFolder, ...kept } = made;
  expect(backups.at(-1)).toEqual({ ...kept, isHere: true, isElsewhere: false });
  expect(backups.filter(({ reason }) => reason === 'scheduled')).toHaveLength(8);
});

test('a backup that cannot be written says why, loses nothing, and the next one works', async () => {
  const engine = await testEngine();
  const folder = path.join(engine.folder, 'backups');
  fs.rmdirSync(folder);
  fs.writeFileSync(folder, 'in the way');

  const failed = engine.client.backups.create({});
  await expect(failed).rejects.toMatchObject({ code: 'storage_failed', data: { folder } });
  fs.rmSync(folder);

  const { lastFailure } = await engine.client.backups.list({});
  expect(lastFailure).toMatchObject({ atMs: engine.clock.nowMs() });
  await engine.client.backups.create({});
  expect((await engine.client.backups.list({})).lastFailure).toBeNull();
});
