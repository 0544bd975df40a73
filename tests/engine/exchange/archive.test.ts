import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareWorkspaces } from '@main/engine/exchange/archive/compare-workspaces';
import { importArchive } from '@main/engine/exchange/archive/import-archive';
import { archivedColumns } from '@main/engine/exchange/archive/static-lines.sql';
import { openArchive } from '@main/engine/exchange/archive/read-archive';
import { tempFolder } from '../../helpers/temp-folder';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { exportTo, importDeps, rewrite, whole } from './archive-fixture';
import { stage } from './exchange-fixture';

/** What the lines of an archive say, file by file. */
const linesOf = async (file: string) => {
  const archive = await openArchive(file);
  return { ...archive.manifest, writtenAtMs: 0 };
};

describe('a whole workspace', () => {
  test('comes back from an archive equal to the last field, and its archive is the same again', async () => {
    const { source, archive } = await whole();
    const folder = tempFolder();

    await importArchive(importDeps(), archive, folder);
    const before = await compareWorkspaces([source.folder, folder], { limit: 20 });
    const copy = await testEngine({ folder });
    const after = await compareWorkspaces([source.folder, folder], { limit: 20 });
    const again = await exportTo(copy);

    const [company] = (await copy.client.records.query({ object: 'company', page: { limit: 1 } })).rows;
    expect(company?.['createdBy']).toMatchObject({ kind: 'person' });
    expect(before.differences).toEqual([]);
    expect(after).toMatchObject({ isEqual: true, differences: [] });
    expect(after.compared).toBeGreaterThan(500);
    expect(await linesOf(again)).toEqual(await linesOf(archive));
    expect(copy.errors).toEqual([]);
  });

  test('that was brought in is sound, is searched, and can be undone and worked in', async () => {
    const { source, archive } = await whole(2);
    const folder = tempFolder();
    await importArchive(importDeps(), archive, folder);
    const copy = await testEngine({ folder });
    await copy.client.workspace.rebuildSearch({});

    const report = await copy.client.workspace.doctor({});
    const { row } = await copy.client.records.create({
      object: 'site',
      values: { currency1: { amountMinor: 1, currency: 'EUR' } },
    });
    const original = await source.client.records.create({
      object: 'site',
      values: { currency1: { amountMinor: 1, currency: 'EUR' } },
    });
    await copy.client.history.undo({});
    const undone = await copy.client.history.undo({});

    expect(report).toEqual({ ok: true, findings: [] });
    expect(row['autoNumberField']).toBe(original.row['autoNumberField']);
    expect(undone.count).toBeGreaterThan(0);
  });
});

describe('what cannot be brought in', () => {
  test('an archive is refused where there is something already, which stays', async () => {
    const { archive } = await whole();
    const target = await testEngine();
    await target.client.records.create({ object: 'company', values: { name: 'Mine' } });
    await target.close();

    const refused = importArchive(importDeps(), archive, target.folder);

    await expect(refused).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'not_empty' } });
    const { client } = await testEngine({ folder: target.folder });
    expect((await client.workspace.status({})).counts['company']).toBe(1);
  });

  test('an archive that was cut short anywhere is refused and leaves an empty workspace', async () => {
    const { archive } = await whole();
    const bytes = fs.readFileSync(archive);
    for (const share of [0, 0.3, 0.9, 0.999]) {
      const cut = path.join(tempFolder(), 'cut.archive');
      fs.writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length * share)));
      const folder = tempFolder();

      const refused = importArchive(importDeps(), cut, folder);

      await expect(refused).rejects.toMatchObject({ code: 'invalid_input' });
      expect(fs.existsSync(path.join(folder, 'workspace.db'))).toBe(false);
    }
  });

  test('a line that does not fit is named with its file and number, and a newer archive as such', async () => {
    const { archive } = await whole();
    const badValue = await rewrite(archive, 'records/company.jsonl', (text) =>
      text.replace(/"createdAtMs":\d+/, '"createdAtMs":"soon"'),
    );
    const noJson = await rewrite(archive, 'changes.jsonl', (text) => text.replace('\n', '\n{"device":\n'));
    const newer = await rewrite(archive, 'manifest.json', (text) => text.replace('"version": 1', '"version": 2'));
    const bringIn = (file: string) => importArchive(importDeps(), file, tempFolder());

    await expect(bringIn(badValue)).rejects.toMatchObject({
      code: 'invalid_input',
      detail: { file: 'records/company.jsonl', line: 1 },
    });
    await expect(bringIn(noJson)).rejects.toMatchObject({
      code: 'invalid_input',
      detail: { file: 'changes.jsonl', line: 2 },
    });
    await expect(bringIn(newer)).rejects.toMatchObject({ code: 'version_too_new' });
  });

  test('an import that is stopped anywhere leaves the workspace empty, and can be done again', async () => {
    const { source, archive } = await whole();
    const target = await testEngine();
    await target.close();
    const stopAt = (limit: number) =>
      importArchive(
        importDeps((read) => {
          if (read >= limit) throw new Error('stop');
        }),
        archive,
        target.folder,
      );

    for (const limit of [1, 50, 300]) await expect(stopAt(limit)).rejects.toThrow('stop');
    await importArchive(importDeps(), archive, target.folder);

    const { isEqual } = await compareWorkspaces([source.folder, target.folder], { limit: 1 });
    expect(isEqual).toBe(true);
  });
});

/** Puts an archive where a host would. */
const stageArchive = (test: TestEngine, archive: string) => stage(test, fs.readFileSync(archive), 'whole.archive');

describe('an archive that is brought in by the app', () => {
  test('takes the place of a workspace that has a name and nothing else, at the next opening', async () => {
    const { source, archive } = await whole();
    const target = await testEngine();
    await target.client.workspace.update({ name: 'Mine', ownerName: 'Ola Nordmann', currency: 'EUR' });
    expect(await target.client.exchange.mayImportArchive({})).toEqual({ may: true });

    const taken = await target.client.exchange.importArchive({ file: stageArchive(target, archive) });
    const opened = await target.reopen();

    const { isEqual, differences } = await compareWorkspaces([source.folder, opened.folder], { limit: 5 });
    expect(taken.files).toBe(1);
    expect([isEqual, differences]).toEqual([true, []]);
    expect((await opened.client.workspace.status({})).settings.name).toBe('Whole');
    expect(await opened.client.exchange.mayImportArchive({})).toEqual({ may: false });
    expect((await opened.client.workspace.doctor({})).findings).toEqual([]);
  });

  test('is refused where something is, or is no archive, and leaves everything as it was', async () => {
    const { archive } = await whole();
    const target = await testEngine();
    const noArchive = target.client.exchange.importArchive({ file: stage(target, 'PK no', 'x.archive') });
    await expect(noArchive).rejects.toMatchObject({ code: 'invalid_input', data: { reason: 'not_an_archive' } });
    await target.client.records.create({ object: 'company', values: { name: 'Mine' } });

    const refused = target.client.exchange.importArchive({ file: stageArchive(target, archive) });

    await expect(refused).rejects.toMatchObject({ code: 'conflict', data: { reason: 'not_empty' } });
    const { client } = await target.reopen();
    expect((await client.workspace.status({})).counts['company']).toBe(1);
  });

  test('says which line of which file does not fit, and nothing is changed', async () => {
    const { archive } = await whole();
    const bad = await rewrite(archive, 'records/company.jsonl', (text) =>
      text.replace(/"createdAtMs":\d+/, '"createdAtMs":"soon"'),
    );
    const target = await testEngine();

    const refused = target.client.exchange.importArchive({ file: stageArchive(target, bad) });

    await expect(refused).rejects.toMatchObject({ data: { file: 'records/company.jsonl', line: 1 } });
    const opened = await target.reopen();
    expect(await opened.client.exchange.mayImportArchive({})).toEqual({ may: true });
    expect(fs.readdirSync(opened.folder).filter((name) => name.startsWith('restore'))).toEqual([]);
  });
});

describe('a comparison', () => {
  test('names the record, the field and both values', async () => {
    const { source, archive } = await whole();
    const folder = tempFolder();
    await importArchive(importDeps(), archive, folder);
    const copy = await testEngine({ folder });
    const { rows } = await source.client.records.query({ object: 'company', page: { limit: 1 } });
    const [company] = rows;
    if (!company) throw new Error('There is no company');
    await copy.client.records.update({ object: 'company', id: company.id, values: { name: 'Other' } });

    const { isEqual, differences } = await compareWorkspaces([source.folder, folder], { limit: 100 });

    expect(isEqual).toBe(false);
    expect(differences).toContainEqual({
      in: 'records/company.jsonl',
      which: company.id,
      property: 'values.name',
      a: company['name'],
      b: 'Other',
    });
    expect(differences.some((each) => each.in === 'changes.jsonl' && each.a === null)).toBe(true);
  });
});

/** Columns of archived tables that an archive leaves out: the order in which a change came, and how far it has been sent. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  change_log: ['pos', 'st', 'seq'],
  device: ['srv_no'],
};
/** Tables that follow from others, are written out where they are named (actors), or belong to a device. */
const OF_THE_DEVICE =
  /^(sqlite_|r_|actor$|search_|fragment_|job|import_|kept_|sync_|value_index|object_count|record_use|duplicate_scan|slow_query|unlogged_change|extra|quarantine|conflict|ydoc|blob_local|rec$)/;

test('every column of every table is in an archive, or is known to be left out', async () => {
  const { engine } = await testEngine();
  const tables = engine.database.read.pluck<string>("SELECT name FROM sqlite_schema WHERE type = 'table'");

  for (const table of tables.filter((name) => !OF_THE_DEVICE.test(name))) {
    const columns = engine.database.read.pluck<string>('SELECT name FROM pragma_table_info(?)', [table]);
    expect([table, [...(archivedColumns.get(table) ?? []), ...(LEFT_OUT[table] ?? [])].toSorted()]).toEqual([
      table,
      columns.toSorted(),
    ]);
  }
});
