import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { dropStaged, findStaged, plainFileName, stagePath, stageStream } from '@main/engine-entry/staged-files';
import { tempFolder } from '../helpers/temp-folder';

test('a staged file keeps bytes and name and can be taken away', async () => {
  const folder = tempFolder();

  const staged = await stageStream(folder, Readable.from([Buffer.from('a,b')]), 'people.csv');
  const found = await findStaged(folder, staged.file);
  await dropStaged(folder, staged.file);

  expect(staged).toMatchObject({ fileName: 'people.csv', sizeBytes: 3 });
  expect(found).toMatchObject({ fileName: 'people.csv', sizeBytes: 3 });
  await expect(findStaged(folder, staged.file)).rejects.toMatchObject({ code: 'not_found' });
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('a stream that is too long or breaks off leaves nothing behind', async () => {
  const folder = tempFolder();
  const broken = new Readable({
    read() {
      this.push('a');
      this.destroy(new Error('line lost'));
    },
  });

  const [tooLong, lost] = await Promise.allSettled([
    stageStream(folder, Readable.from([Buffer.alloc(11)]), 'a.csv', 10),
    stageStream(folder, broken, 'a.csv'),
  ]);

  expect(tooLong).toMatchObject({ status: 'rejected', reason: { code: 'invalid_input' } });
  expect(lost).toMatchObject({ status: 'rejected', reason: { message: 'line lost' } });
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('a local file is copied; a folder and a file that is not there are refused', async () => {
  const folder = tempFolder();
  const source = path.join(folder, 'source.vcf');
  fs.writeFileSync(source, 'BEGIN:VCARD');

  const staged = await stagePath(path.join(folder, 'staging'), source);

  expect(staged).toMatchObject({ fileName: 'source.vcf', sizeBytes: 11 });
  await expect(stagePath(folder, folder)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(stagePath(folder, `${source}.gone`)).rejects.toMatchObject({ code: 'not_found' });
});

test('a name never holds a path or control characters and is never empty', () => {
  const names = ['../../etc/passwd', String.raw`C:\temp\a.csv`, 'a\r\nb: c.csv', '', 'x'.repeat(400)];

  expect(names.map(plainFileName)).toEqual(['passwd', 'a.csv', 'ab: c.csv', 'file', 'x'.repeat(200)]);
});
