import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compareWorkspaces } from '@main/engine/exchange/archive/compare-workspaces';
import { importArchive } from '@main/engine/exchange/archive/import-archive';
import type { RecordId } from '@shared/domain/ids';
import { tempFolder } from '../helpers/temp-folder';
import { testEngine, type TestEngine } from '../helpers/test-engine';
import { fillWholeWorkspace } from '../helpers/whole-workspace';

const differencesOf = async (a: string, b: string) => (await compareWorkspaces([a, b], { limit: 10 })).differences;

/** A workspace of its own, made of the archive of another. */
const copyByArchive = async ({ client, engine, clock }: TestEngine): Promise<TestEngine> => {
  const { file } = await client.exchange.exportArchive({});
  const folder = tempFolder();
  await importArchive(
    { clock, random: { bytes: (length) => randomBytes(length) }, goOn: () => undefined },
    path.join(engine.stagingDir, file),
    folder,
  );
  return testEngine({ folder, clock });
};

const idsOf = async ({ client }: TestEngine, object: string): Promise<readonly RecordId[]> =>
  (await client.records.query({ object, fields: [], page: { limit: 100 } })).rows.map(({ id }) => id);

/** Work on all of it: edits, links, a merge, a deletion, a field and a view. Answers how many steps undo it. */
const work = async (test: TestEngine): Promise<number> => {
  const { client } = test;
  const [one, two, three] = await idsOf(test, 'person');
  const [site] = await idsOf(test, 'site');
  const companies = await idsOf(test, 'company');
  if (!one || !two || !three || !site) throw new Error('There is too little to work on');
  await client.records.merge({ object: 'person', ids: [one, two] });
  await client.records.update({
    object: 'site',
    id: site,
    values: { advisers: [{ id: three }], longTextField: 'other', currency1: { amountMinor: 5, currency: 'JPY' } },
  });
  await client.records.delete({ object: 'company', selection: { ids: companies.slice(0, 2) } });
  await client.schema.createField({ object: 'site', label: 'Later', name: 'later', type: 'text' });
  await client.records.update({ object: 'site', id: site, values: { later: 'x' } });
  return 5;
};

/** What people see of the records, without when it was changed and by whom. */
const shown = async ({ client }: TestEngine) => {
  const objects = ['site', 'company', 'person', 'opportunity'];
  const lists = await Promise.all(
    objects.map(async (object) => (await client.records.query({ object, page: { limit: 100 } })).rows),
  );
  const kept = (name: string): boolean => !/^(?:updated|created)(?:At|By)$|^later$/.test(name);
  return lists.map((rows) => rows.map((row) => Object.entries(row).filter(([name]) => kept(name))));
};

test(
  'a workspace with every type of field goes through export, import, backup, restore, time travel, merge and undo, and is what it was',
  { timeout: 240_000 },
  async () => {
    const original = await testEngine();
    await fillWholeWorkspace(original, { seed: 11, sites: 12 });

    const imported = await copyByArchive(original);
    expect(await differencesOf(original.folder, imported.folder)).toEqual([]);

    const backup = await imported.client.backups.create({});
    imported.clock.advance(1000);
    const before = imported.clock.nowMs();
    imported.clock.advance(1000);
    await work(imported);
    expect(await differencesOf(original.folder, imported.folder)).not.toEqual([]);
    await imported.client.backups.restore({ name: backup.name });
    const restored = await imported.reopen();
    expect(await differencesOf(original.folder, restored.folder)).toEqual([]);

    restored.clock.advance(1000);
    await work(restored);
    await restored.client.backups.restoreAt({ atMs: before });
    const travelled = await restored.reopen();
    expect(await differencesOf(original.folder, travelled.folder)).toEqual([]);

    const seen = await shown(travelled);
    travelled.clock.advance(1000);
    const steps = await work(travelled);
    expect(await shown(travelled)).not.toEqual(seen);
    for (let step = 0; step < steps; step += 1) await travelled.client.history.undo({});
    expect(await shown(travelled)).toEqual(seen);

    const again = await copyByArchive(travelled);
    expect(await differencesOf(travelled.folder, again.folder)).toEqual([]);
    expect((await again.client.workspace.doctor({})).findings).toEqual([]);
  },
);
