import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openWorkspace } from '@main/engine/storage/workspace-folder';
import { toStorageFailure } from '@main/engine/storage/storage-failure';
import { tempFolder } from '../../helpers/temp-folder';
import { testClock, testEngine } from '../../helpers/test-engine';

test('the doctor reports a damaged file instead of failing on it', async () => {
  const first = await testEngine();
  await first.client.workspace.loadSampleData({});
  await first.close();
  const file = path.join(first.folder, 'workspace.db');
  const bytes = fs.readFileSync(file);
  bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4096 * 20);
  fs.writeFileSync(file, bytes);
  const second = await testEngine({ folder: first.folder });

  const report = await second.client.workspace.doctor({});

  expect(report.ok).toBe(false);
  expect(report.findings.some(({ check }) => check === 'file')).toBe(true);
});

test('a first start that ended after the tables were made is finished by the next one', async () => {
  const folder = tempFolder();
  (await openWorkspace({ clock: testClock() }, folder)).close();

  const { client } = await testEngine({ folder });

  expect((await client.schema.get({})).objects.map(({ name }) => name)).toContain('person');
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

test.each([
  ['SQLITE_FULL', /disk is full/],
  ['ENOSPC', /disk is full/],
  ['SQLITE_IOERR_WRITE', /could not be read or written/],
  ['SQLITE_READONLY', /cannot be written/],
  ['SQLITE_CORRUPT_VTAB', /damaged/],
])('%s is a failure of the storage that a person can act on', (code, message) => {
  const failure = toStorageFailure(Object.assign(new Error('x'), { code }));

  expect(failure).toMatchObject({ code: 'storage_failed' });
  expect(failure?.message).toMatch(message);
});

test('a failure that is none of the storage is left to others', () => {
  expect(toStorageFailure(Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT' }))).toBeUndefined();
  expect(toStorageFailure(new Error('x'))).toBeUndefined();
});
