import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listBackupFiles } from '@main/engine/backup/backup-places';
import { stageMoment } from '@main/engine/backup/stage-moment';
import { compareWorkspaces } from '@main/engine/exchange/archive/compare-workspaces';
import { workspacePaths } from '@main/engine/storage/workspace-folder';
import { testKeyStore } from '../../helpers/key-store';
import { asWorkspace, recordMoments } from '../../helpers/recorded-moments';
import { tempFolder } from '../../helpers/temp-folder';
import { testClock, testEngine, type TestClock, type TestEngine } from '../../helpers/test-engine';
import { fillWholeWorkspace } from '../../helpers/whole-workspace';
import { importFile, stage } from '../exchange/exchange-fixture';

/** The workspace as of a moment, beside it: the same that a restore puts in place. */
const buildMoment = async ({ folder, clock, engine }: TestEngine, atMs: number): Promise<string> => {
  const paths = workspacePaths(folder);
  const places = { ...paths, folder: tempFolder() };
  const backups = await listBackupFiles({ paths, read: engine.database.read });
  await stageMoment({ places, backups, atMs, nowMs: clock.nowMs(), keys: [], workspaceKey: undefined });
  const [name = ''] = fs.readdirSync(places.folder);
  return asWorkspace(path.join(places.folder, name), paths.files);
};

/** Changes that the log has no row for, or that take more than one. */
const whatHasNoLog = async ({ client }: TestEngine): Promise<void> => {
  const { rows } = await client.records.query({ object: 'person', fields: ['name'] });
  const [one, two, three] = rows.map(({ id }) => id);
  if (!one || !two || !three) throw new Error('There are too few people');
  await client.duplicates.dismiss({ object: 'person', ids: [one, two, three] });
  await client.duplicates.reopen({ object: 'person', ids: [one, two] });
  await client.workspace.update({ ownerName: 'Kari Nordmann', locale: 'nb' });
  await client.schema.createField({ object: 'site', label: 'Number', name: 'number', type: 'autoNumber' });
  await client.records.create({ object: 'site', values: { currency1: { amountMinor: 1, currency: 'EUR' } } });
  await client.schema.createField({ object: 'person', label: 'Kind', name: 'kind', type: 'text' });
  await client.records.update({ object: 'person', id: one, values: { kind: 'a' } });
  await client.schema.convertField({ object: 'person', name: 'kind', to: 'select' });
  const { objects } = await client.schema.get({});
  const old = objects.flatMap(({ fields }) => fields).find(({ settings }) => settings.convertedTo !== undefined);
  await client.schema.purge({ object: 'person', field: old?.name });
  await client.schema.purge({ object: 'old' });
  await client.records.delete({ object: 'person', selection: { ids: [two, three] } });
  await client.records.purge({ object: 'person', selection: { ids: [two, three] } });
  await client.schema.deleteField({ object: 'site', name: 'advisers' });
  await client.history.undo({});
};

test(
  'a workspace with everything in it is brought back to what it was at any moment',
  { timeout: 240_000 },
  async () => {
    const engine = await testEngine();
    await engine.client.backups.create({});
    const { recorded, moments } = recordMoments(engine, {
      every: 3,
      between: async (calls) => {
        if (calls === 60) await engine.client.backups.create({});
      },
    });

    await fillWholeWorkspace(recorded, { seed: 7, sites: 9 });
    await whatHasNoLog(recorded);
    engine.clock.advance(1000);

    expect(moments.length).toBeGreaterThan(15);
    for (const moment of moments) {
      const built = await buildMoment(engine, moment.atMs);
      const { differences } = await compareWorkspaces([moment.folder, built], { limit: 5 });
      expect({ after: moment.after, differences }).toEqual({ after: moment.after, differences: [] });
      if (moment !== moments.at(-1)) continue;
      const opened = await testEngine({ folder: built, clock: engine.clock });
      expect((await opened.client.workspace.doctor({})).findings).toEqual([]);
    }
  },
);

test('a moment takes the place of the workspace, which is sound and goes on from there; what was there is a backup', async () => {
  const engine = await testEngine();
  await engine.client.backups.create({});
  const { recorded, moments } = recordMoments(engine, { every: 1, between: () => Promise.resolve() });
  for (const last of ['One', 'Two', 'Three'])
    await recorded.client.records.create({ object: 'person', values: { name: { first: 'A', last } } });
  const [, second] = moments;
  if (!second) throw new Error('Nothing was recorded');

  const { safetyCopy } = await engine.client.backups.restoreAt({ atMs: second.atMs });
  const then = await engine.reopen();

  const { rows } = await then.client.records.query({ object: 'person', fields: ['name'] });
  expect(rows).toHaveLength(2);
  expect((await compareWorkspaces([second.folder, then.folder], { limit: 5 })).differences).toEqual([]);
  expect(await then.client.workspace.doctor({})).toMatchObject({ ok: true });
  expect(await then.client.backups.verify({ name: safetyCopy })).toMatchObject({ records: 3 });
  await then.client.records.create({ object: 'person', values: { name: { first: 'A', last: 'Four' } } });
  await then.client.history.undo({});
  await then.client.history.undo({});
  expect((await then.client.records.query({ object: 'person', fields: ['name'] })).rows).toHaveLength(1);
});

test('a moment knows where the columns of files went until then', async () => {
  const engine = await testEngine();
  await engine.client.backups.create({});
  const csv = 'Full name,Mail\nAnn Lee,ann@x.example\n';
  await importFile(engine, stage(engine, csv), { object: 'person' });
  engine.clock.advance(1000);

  const then = await testEngine({ folder: await buildMoment(engine, engine.clock.nowMs()), clock: engine.clock });
  const { remembered } = await then.client.exchange.preview({ file: stage(then, csv), recall: true });

  expect(remembered).toMatchObject({ atMs: engine.clock.nowMs() - 1000 });
});

/** A clock that moves on while work is under way, as a real one does. */
const tickingClock = (): TestClock => {
  const clock = testClock();
  let ticks = 0;
  return {
    ...clock,
    nowMs: () => {
      ticks += 1;
      return clock.nowMs() + ticks;
    },
  };
};

/** What the doctor finds in the workspace as of a moment. */
const findingsAt = async (engine: TestEngine, atMs: number) => {
  const opened = await testEngine({ folder: await buildMoment(engine, atMs) });
  return (await opened.client.workspace.doctor({})).findings;
};

test('a moment has an action and all of its changes or neither, to the millisecond', async () => {
  const engine = await testEngine({ clock: tickingClock() });
  await engine.client.backups.create({});
  engine.clock.advance(1000);
  const { row } = await engine.client.records.create({ object: 'company', values: { name: 'Before' } });
  engine.clock.advance(1000);
  await engine.client.records.update({ object: 'company', id: row.id, values: { name: 'After' } });
  engine.clock.advance(1000);
  const [update] = (await engine.client.history.operations({})).operations;
  if (!update) throw new Error('Nothing was done');

  const names = [];
  for (const atMs of [update.atMs - 1, update.atMs]) {
    const opened = await testEngine({ folder: await buildMoment(engine, atMs) });
    const { rows } = await opened.client.records.query({ object: 'company', fields: ['name'] });
    names.push(rows.map(({ name }) => name));
    expect((await opened.client.workspace.doctor({})).findings).toEqual([]);
  }

  expect(names).toEqual([['Before'], ['After']]);
});

test('an action that says a later time than its changes comes with them', async () => {
  const engine = await testEngine();
  await engine.client.backups.create({});
  engine.clock.advance(1000);
  await engine.client.records.create({ object: 'company', values: { name: 'One' } });
  engine.engine.database.inTransaction((db) => db.run('UPDATE operation SET at_ms = at_ms + 3'));
  const atMs = engine.clock.nowMs();
  engine.clock.advance(1000);

  expect(await findingsAt(engine, atMs)).toEqual([]);
});

test('a time before every backup, and one to come, are refused, and the workspace is as it was', async () => {
  const engine = await testEngine();
  const beforeAll = engine.clock.nowMs();
  engine.clock.advance(1000);
  await engine.client.backups.create({});
  await engine.client.records.create({ object: 'company', values: { name: 'Here' } });

  await expect(engine.client.backups.restoreAt({ atMs: beforeAll })).rejects.toMatchObject({
    code: 'not_found',
    data: { reason: 'no_way_back' },
  });
  await expect(engine.client.backups.restoreAt({ atMs: engine.clock.nowMs() + 1 })).rejects.toMatchObject({
    code: 'invalid_input',
  });

  expect(fs.readdirSync(engine.folder).filter((name) => /restore|part/.test(name))).toEqual([]);
  expect((await (await engine.reopen()).client.records.query({ object: 'company', fields: [] })).rows).toHaveLength(1);
});

test('a backup of another course of events, and a damaged one, are passed over for one before', async () => {
  const engine = await testEngine();
  const first = await engine.client.backups.create({});
  const add = (name: string) => engine.client.records.create({ object: 'company', values: { name } });
  await add('Kept');
  engine.clock.advance(1000);
  const abandoned = await engine.client.backups.create({});
  await engine.client.backups.restore({ name: first.name });
  const second = await engine.reopen();
  second.clock.advance(1000);
  await second.client.records.create({ object: 'company', values: { name: 'Other' } });
  second.clock.advance(1000);
  const damaged = await second.client.backups.create({});
  fs.writeFileSync(path.join(second.folder, 'backups', damaged.name), 'not a backup');

  const { backup } = await second.client.backups.restoreAt({ atMs: second.clock.nowMs() });
  const { rows } = await (await second.reopen()).client.records.query({ object: 'company', fields: ['name'] });

  expect([backup, abandoned.name === backup]).toEqual([first.name, false]);
  expect(rows.map(({ name }) => name)).toEqual(['Other']);
});

test('a moment of an encrypted workspace is encrypted, before it takes its place and after', async () => {
  const keys = testKeyStore();
  const plain = await testEngine({ keys });
  await plain.client.encryption.prepare({ passphrase: 'correct horse battery' });
  await plain.client.encryption.turnOn({ remember: false });
  const engine = await plain.reopen();
  await engine.client.backups.create({});
  engine.clock.advance(1000);
  await engine.client.records.create({ object: 'company', values: { name: 'Zyxwordia' } });
  engine.clock.advance(1000);
  await engine.client.records.create({ object: 'company', values: { name: 'Later' } });

  await engine.client.backups.restoreAt({ atMs: engine.clock.nowMs() - 1000 });
  const staged = fs.readdirSync(engine.folder).find((name) => name.startsWith('restore-'));
  const isReadable = fs.readFileSync(path.join(engine.folder, staged ?? '')).includes('Zyxwordia');
  const then = await engine.reopen();

  expect(isReadable).toBe(false);
  const { rows } = await then.client.records.query({ object: 'company', fields: ['name'] });
  expect(rows.map(({ name }) => name)).toEqual(['Zyxwordia']);
  expect(await then.client.encryption.status({})).toMatchObject({ isEncrypted: true, failure: null });
});
