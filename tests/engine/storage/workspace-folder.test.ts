import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { listBackups, writeBackup } from '@main/engine/storage/backups';
import { MIGRATIONS } from '@main/engine/storage/migrations/index';
import type { Migration } from '@main/engine/storage/migrations/migration';
import { openDatabase } from '@main/engine/storage/open-database';
import { openWorkspace, workspacePaths } from '@main/engine/storage/workspace-folder';
import { tempFolder } from '../../helpers/temp-folder';

const clock = { nowMs: () => Date.UTC(2026, 10, 20) };
const newest = MIGRATIONS.at(-1)?.version ?? 0;
const addTable: Migration = { version: newest + 10, up: (db) => db.exec('CREATE TABLE added(a)') };
const breaks: Migration = {
  version: newest + 10,
  up: (db) => {
    db.exec('CREATE TABLE half(a)');
    db.exec('this is not SQL');
  },
};

describe('the lock', () => {
  test('a workspace that is open is refused to others and free again after it was closed', async () => {
    const folder = tempFolder();
    const first = await openWorkspace({ clock }, folder);

    await expect(openWorkspace({ clock }, folder)).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'workspace_locked' },
    });
    first.close();
    const again = await openWorkspace({ clock }, folder);

    expect(again.isNew).toBe(false);
    again.close();
  });

  test('a process that is killed leaves no lock behind', async () => {
    const folder = tempFolder();
    const script = `
      import Database from 'better-sqlite3';
      const lock = new Database(${JSON.stringify(path.join(folder, 'workspace.lock'))});
      lock.exec('BEGIN EXCLUSIVE');
      console.log('held');
      setInterval(() => lock, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    await expect(openWorkspace({ clock }, folder)).rejects.toMatchObject({ code: 'conflict' });

    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));

    const workspace = await openWorkspace({ clock }, folder);
    workspace.close();
  });
});

describe('migrations', () => {
  test('a new workspace has the newest version and needs no backup', async () => {
    const folder = tempFolder();

    const workspace = await openWorkspace({ clock }, folder);

    expect(workspace.isNew).toBe(true);
    expect(workspace.database.read.pluck('PRAGMA user_version')).toEqual([newest]);
    expect(await listBackups(workspace.paths.backups)).toEqual([]);
    workspace.close();
  });

  test('a backup that opens is made before a workspace is changed', async () => {
    const folder = tempFolder();
    (await openWorkspace({ clock }, folder)).close();

    const workspace = await openWorkspace({ clock, migrations: [...MIGRATIONS, addTable] }, folder);

    const [backup] = await listBackups(workspace.paths.backups);
    expect(backup).toMatchObject({ reason: 'migration', atMs: clock.nowMs() });
    const copy = path.join(folder, 'copy.db');
    writeFileSync(copy, gunzipSync(readFileSync(path.join(workspace.paths.backups, backup?.name ?? ''))));
    const opened = openDatabase({ file: copy, mode: 'reader' });
    expect(opened.read.pluck('PRAGMA user_version')).toEqual([newest]);
    opened.close();
    workspace.close();
  });

  test('a migration that fails changes nothing', async () => {
    const folder = tempFolder();
    (await openWorkspace({ clock }, folder)).close();

    const opening = openWorkspace({ clock, migrations: [...MIGRATIONS, breaks] }, folder);

    await expect(opening).rejects.toMatchObject({ code: 'storage_failed' });
    const workspace = await openWorkspace({ clock }, folder);
    expect(workspace.database.read.pluck("SELECT name FROM sqlite_schema WHERE name = 'half'")).toEqual([]);
    workspace.close();
  });

  test('a workspace of a newer Outpost is refused and left as it is', async () => {
    const folder = tempFolder();
    (await openWorkspace({ clock, migrations: [...MIGRATIONS, addTable] }, folder)).close();
    const before = readFileSync(workspacePaths(folder).database);

    await expect(openWorkspace({ clock }, folder)).rejects.toMatchObject({
      code: 'version_too_new',
      message: 'This workspace was made by a newer Outpost. Update Outpost to open it; nothing was changed.',
      detail: { stored: newest + 10, supported: newest },
    });
    expect(readFileSync(workspacePaths(folder).database)).toEqual(before);
  });

  test("another program's database is refused", async () => {
    const folder = tempFolder();
    const other = openDatabase({ file: workspacePaths(folder).database, mode: 'writer' });
    other.inTransaction((db) => db.exec('CREATE TABLE theirs(a)'));
    other.close();

    await expect(openWorkspace({ clock }, folder)).rejects.toMatchObject({
      code: 'invalid_input',
      detail: { reason: 'not_a_workspace' },
    });
  });

  test('a file that is no database at all is refused with a clear error', async () => {
    const folder = tempFolder();
    writeFileSync(workspacePaths(folder).database, 'hello '.repeat(1000));

    await expect(openWorkspace({ clock }, folder)).rejects.toMatchObject({ code: 'storage_failed' });
  });
});

describe('backups', () => {
  test('are listed newest first and hold what was committed', async () => {
    const workspace = await openWorkspace({ clock }, tempFolder());
    const { source } = workspace;
    const { backups: folder } = workspace.paths;
    await writeBackup({ source, folder, reason: 'manual', nowMs: 1_000 });
    await writeBackup({ source, folder, reason: 'manual', nowMs: 2_000 });

    const backups = await listBackups(workspace.paths.backups);

    expect(backups.map(({ atMs }) => atMs)).toEqual([2_000, 1_000]);
    workspace.close();
  });
});
