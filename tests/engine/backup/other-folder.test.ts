import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { restoreFile } from '@main/engine/backup/restore-file';
import { stage } from '../exchange/exchange-fixture';
import { tempFolder } from '../../helpers/temp-folder';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

/** A workspace with an attachment, whose backups go to a drive besides. */
const withDrive = async () => {
  const engine = await testEngine();
  const drive = path.join(tempFolder(), 'drive');
  fs.mkdirSync(drive);
  const { id } = await attach(engine, 'first');
  await engine.client.backups.setOtherFolder({ folder: drive });
  return { engine, drive, attachment: path.join('files', id.slice(0, 2), id) };
};

const attach = (engine: TestEngine, text: string) =>
  engine.client.exchange.attach({ file: stage(engine, text, 'note.txt'), name: 'note.txt' });

const backUp = async (engine: TestEngine) => {
  engine.clock.advance(1000);
  return engine.client.backups.create({});
};

const backupsIn = (folder: string): readonly string[] =>
  fs.readdirSync(folder).filter((name) => name.endsWith('.db.gz'));

test('a backup goes to the other folder too, with the attachments that it speaks of', async () => {
  const { engine, drive, attachment } = await withDrive();

  const made = await backUp(engine);

  expect(made.otherFolder).toEqual({ folder: drive, problem: null });
  expect(backupsIn(drive)).toEqual([made.name]);
  expect(fs.readFileSync(path.join(drive, attachment), 'utf8')).toBe('first');
  expect(await engine.client.backups.list({})).toMatchObject({
    backups: [{ name: made.name, isHere: true, isElsewhere: true }],
    otherFolder: { folder: drive, problem: null },
  });
});

test('without its drive a backup is kept in the workspace and says so; once it is back it gets what it missed', async () => {
  const { engine, drive } = await withDrive();
  const first = await backUp(engine);
  fs.renameSync(drive, `${drive}-unplugged`);
  // What a mount leaves behind is a folder, too.
  fs.mkdirSync(drive);

  const missed = await backUp(engine);
  const { backups, otherFolder } = await engine.client.backups.list({});

  expect(missed.otherFolder?.problem?.message).toContain('Connect its drive');
  expect(otherFolder?.problem?.message).toContain('Connect its drive');
  expect(backups.map(({ isHere, isElsewhere }) => [isHere, isElsewhere])).toEqual([
    [true, false],
    [true, false],
  ]);
  expect(fs.readdirSync(drive)).toEqual([]);
  fs.rmdirSync(drive);
  fs.renameSync(`${drive}-unplugged`, drive);
  const last = await backUp(engine);
  expect(last.otherFolder?.problem).toBeNull();
  expect(backupsIn(drive)).toEqual([first.name, missed.name, last.name]);
});

test('what is restored from the other folder alone brings its attachments back', async () => {
  const { engine, drive, attachment } = await withDrive();
  const { name } = await backUp(engine);
  fs.rmSync(path.join(engine.folder, 'backups', name));
  fs.rmSync(path.join(engine.folder, attachment));

  expect(await engine.client.backups.list({})).toMatchObject({ backups: [{ isHere: false, isElsewhere: true }] });
  await engine.client.backups.verify({ name });
  await engine.client.backups.restore({ name });
  const then = await engine.reopen();

  expect(fs.readFileSync(path.join(then.folder, attachment), 'utf8')).toBe('first');
  expect((await then.client.backups.list({})).otherFolder).toEqual({ folder: drive, problem: null });
});

test('a backup that is deleted is gone from both folders, and its attachments stay', async () => {
  const { engine, drive, attachment } = await withDrive();
  const { name } = await backUp(engine);

  await engine.client.backups.remove({ name });

  expect((await engine.client.backups.list({})).backups).toEqual([]);
  expect(backupsIn(drive)).toEqual([]);
  expect(fs.existsSync(path.join(drive, attachment))).toBe(true);
  await expect(engine.client.backups.verify({ name })).rejects.toMatchObject({ code: 'not_found' });
});

test('a copy that was cut short is none, and is made anew', async () => {
  const { engine, drive } = await withDrive();
  const { name } = await backUp(engine);
  fs.renameSync(path.join(drive, name), path.join(drive, `${name}.part`));
  fs.truncateSync(path.join(drive, `${name}.part`), 100);

  expect((await engine.client.backups.list({})).backups).toMatchObject([{ name, isElsewhere: false }]);
  await backUp(engine);

  expect(fs.readFileSync(path.join(drive, name))).toEqual(fs.readFileSync(path.join(engine.folder, 'backups', name)));
  expect(fs.readdirSync(drive).filter((each) => each.endsWith('.part'))).toEqual([]);
});

test('the daily backups are rotated in the other folder as in the workspace', async () => {
  const { engine, drive } = await withDrive();
  const day = 86_400_000;
  for (let n = 0; n < 40; n += 1) {
    const stamp = new Date(engine.clock.nowMs() - (40 - n) * day).toISOString().replaceAll(/[:.]/g, '-');
    fs.writeFileSync(path.join(drive, `${stamp}-scheduled.db.gz`), 'old');
  }

  const made = await backUp(engine);

  const kept = backupsIn(drive);
  expect(kept.length).toBeLessThan(15);
  expect(kept).toContain(made.name);
});

test.each([
  ['inside the workspace', (folder: string) => path.join(folder, 'backups'), 'inside_workspace'],
  ['the workspace itself', (folder: string) => folder, 'inside_workspace'],
  ['not there', (folder: string) => path.join(folder, '..', 'nowhere-at-all'), 'no_folder'],
  ['a file', (folder: string) => path.join(folder, 'workspace.db'), 'not_a_folder'],
  ['below a file', (folder: string) => path.join(folder, 'workspace.db', 'x'), 'not_a_folder'],
  ['relative', () => 'backups', 'relative'],
])('a folder that is %s is refused, and nothing is chosen', async (_what, folderOf, reason) => {
  const engine = await testEngine();

  await expect(engine.client.backups.setOtherFolder({ folder: folderOf(engine.folder) })).rejects.toMatchObject({
    code: 'invalid_input',
    data: { reason },
  });

  expect((await engine.client.backups.list({})).otherFolder).toBeNull();
});

test('a link that leads into the workspace is inside it', async () => {
  const engine = await testEngine();
  const link = path.join(tempFolder(), 'link');
  fs.symlinkSync(path.join(engine.folder, 'backups'), link);

  await expect(engine.client.backups.setOtherFolder({ folder: link })).rejects.toMatchObject({
    data: { reason: 'inside_workspace' },
  });
});

test('two workspaces do not share a folder, and one may choose its own again or none', async () => {
  const { engine, drive } = await withDrive();
  const other = await testEngine();

  await expect(other.client.backups.setOtherFolder({ folder: drive })).rejects.toMatchObject({ code: 'conflict' });
  await engine.client.backups.setOtherFolder({ folder: null });
  expect((await backUp(engine)).otherFolder).toBeNull();
  await engine.client.backups.setOtherFolder({ folder: drive });
  expect((await backUp(engine)).otherFolder).toEqual({ folder: drive, problem: null });
});

test('a backup on the other drive becomes a workspace on a machine without one, attachments included', async () => {
  const { engine, drive, attachment } = await withDrive();
  await engine.client.records.create({ object: 'company', values: { name: 'Carried over' } });
  const { name } = await backUp(engine);
  const empty = path.join(tempFolder(), 'new');

  const { files } = await restoreFile({ clock: engine.clock }, path.join(drive, name), empty);
  const restored = await testEngine({ folder: empty, clock: engine.clock });

  expect(files).toBe(1);
  expect(fs.readFileSync(path.join(empty, attachment), 'utf8')).toBe('first');
  const { rows } = await restored.client.records.query({ object: 'company', fields: ['name'] });
  expect(rows).toMatchObject([{ name: 'Carried over' }]);
  await restored.client.backups.setOtherFolder({ folder: drive });
  expect((await backUp(restored)).otherFolder?.problem).toBeNull();
});

test('a backup that comes to a workspace with something in it puts that aside; one that is open stays as it is', async () => {
  const { engine, drive } = await withDrive();
  const { name } = await backUp(engine);
  const other = await testEngine({ clock: engine.clock });
  await other.client.records.create({ object: 'company', values: { name: 'Before' } });

  const whileOpen = restoreFile({ clock: engine.clock }, path.join(drive, name), other.folder);
  await expect(whileOpen).rejects.toMatchObject({ code: 'conflict' });
  await other.close();
  await restoreFile({ clock: engine.clock }, path.join(drive, name), other.folder);
  const then = await other.reopen();

  expect((await then.client.records.query({ object: 'company', fields: [] })).rows).toEqual([]);
  const [aside] = (await then.client.backups.list({})).backups;
  expect(await then.client.backups.verify({ name: aside?.name ?? '' })).toMatchObject({ records: 1 });
});
