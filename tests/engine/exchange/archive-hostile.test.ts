import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importArchive } from '@main/engine/exchange/archive/import-archive';
import { openArchive } from '@main/engine/exchange/archive/read-archive';
import { hasStoredShape } from '@main/engine/exchange/archive/stored-shape';
import { buildFromArchive } from '@main/engine/exchange/archive/build-from-archive';
import { CUSTOM_FIELD_TYPES, type FieldType } from '@shared/domain/schema';
import { tempFolder } from '../../helpers/temp-folder';
import { importDeps, rewrite, whole } from './archive-fixture';

const bringIn = async (archive: string): Promise<unknown> => {
  const folder = tempFolder();
  const error: unknown = await importArchive(importDeps(), archive, folder).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  // Whatever happened, there is no workspace and nothing half of one.
  if (error !== undefined) expect(fs.existsSync(path.join(folder, 'workspace.db'))).toBe(false);
  return error;
};

const filesIn = async (archive: string): Promise<readonly string[]> => {
  const { manifest, close } = await openArchive(archive);
  close();
  return manifest.lines.map(({ name }) => name);
};

describe('a hostile archive is refused', () => {
  test('with a line longer than any can be, before it is in memory', { timeout: 240_000 }, async () => {
    const { archive } = await whole();
    const huge = await rewrite(archive, 'settings.jsonl', () => 'x'.repeat(70_000_000));

    expect(await bringIn(huge)).toMatchObject({ code: 'invalid_input', detail: { file: 'settings.jsonl', line: 1 } });
  });

  test('with JSON that is nested deeper than anything is', async () => {
    const { archive } = await whole();
    const deep = `{"key":"workspace","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`;

    const error = await bringIn(await rewrite(archive, 'settings.jsonl', (text) => deep + text));

    expect(error).toMatchObject({ code: 'invalid_input', detail: { file: 'settings.jsonl', line: 1 } });
  });

  test('with more lines than it says', async () => {
    const { archive } = await whole();

    const error = await bringIn(await rewrite(archive, 'changes.jsonl', (text) => text + text));

    expect(error).toMatchObject({ code: 'invalid_input', detail: { file: 'changes.jsonl' } });
  });

  test('with a file that is there twice', async () => {
    const { archive } = await whole();

    const error = await bringIn(await rewrite(archive, '', (text) => text, ['objects.jsonl']));

    expect(error).toMatchObject({ code: 'invalid_input', detail: { reason: 'not_an_archive' } });
  });

  test('with a name that leads out of the folder', async () => {
    const { archive } = await whole();
    const bytes = fs.readFileSync(await rewrite(archive, '', (text) => text, ['aa/evil.txt']));
    const file = path.join(tempFolder(), 'evil.archive');
    fs.writeFileSync(file, Buffer.from(bytes.toString('latin1').replaceAll('aa/evil.txt', '../evil.txt'), 'latin1'));

    expect(await bringIn(file)).toMatchObject({ code: 'invalid_input', detail: { reason: 'not_an_archive' } });
  });

  test('with an attachment that is not what its name says, or larger', async () => {
    const { archive } = await whole();
    const sha = /"sha256":"([0-9a-f]{64})"/.exec(await textOf(archive, 'attachments.jsonl'))?.[1] ?? '';
    const same = await rewrite(archive, `files/${sha}`, (text) => `${text.slice(0, -1)}!`);
    const larger = await rewrite(archive, `files/${sha}`, (text) => text + 'x'.repeat(1000));

    for (const file of [same, larger])
      expect(await bringIn(file)).toMatchObject({ code: 'invalid_input', detail: { file: `files/${sha}` } });
  });

  test('with more in it than the disk has room for, before anything is written', async () => {
    const { archive } = await whole();
    const opened = await openArchive(archive);
    const target = path.join(tempFolder(), 'workspace.db');

    const built = buildFromArchive(
      importDeps(),
      { ...opened, sizeBytes: 2 ** 60 },
      { file: target, key: undefined },
      tempFolder(),
    );

    await expect(built).rejects.toMatchObject({ code: 'storage_failed' });
    expect(fs.existsSync(target)).toBe(false);
    opened.close();
  });

  test('with a value that its field cannot hold, though every hash is right', async () => {
    const { archive } = await whole();
    const records = (await filesIn(archive)).filter((name) => name.startsWith('records/'));
    const withLinks = await Promise.all(records.map(async (name) => [name, await textOf(archive, name)] as const));
    const [name = ''] = withLinks.find(([, text]) => text.includes('"https://x.example/?a=1&b=2"')) ?? [];

    const error = await bringIn(
      await rewrite(archive, name, (text) => text.replace('"https://x.example/?a=1&b=2"', '"javascript:alert(1)"')),
    );

    expect(error).toMatchObject({ code: 'invalid_input', detail: { file: name } });
  });
});

const textOf = async (archive: string, name: string): Promise<string> => {
  const opened = await openArchive(archive);
  const chunks: Buffer[] = [];
  for await (const chunk of opened.content(name)) chunks.push(chunk);
  opened.close();
  return Buffer.concat(chunks).toString('utf8');
};

/** Values that no field of the type may have been given. */
const BAD: Readonly<Partial<Record<FieldType, readonly unknown[]>>> = {
  text: [1, '', 'a\0b', {}],
  longText: [['a']],
  richText: ['plain', { type: 'doc', content: 'x' }, { type: 'script' }],
  number: ['1', Infinity, null],
  integer: [1.5, '1'],
  percent: ['25'],
  currency: [{ amountMinor: 1.5, currency: 'NOK' }, { amountMinor: 1, currency: 'kr' }, 12],
  boolean: [1, 'true'],
  date: ['soon', '2026-02-30', 20261120],
  dateTime: ['2026-11-20', 1e17],
  select: [['gold'], 1],
  multiSelect: ['red', [1], [{}], []],
  stage: ['talk', { key: 1, since: null, reason: null }],
  rating: [1.5],
  fullName: ['Ann', { first: 'Ann' }],
  emails: ['a@b.example', [1], [['a@b.example']]],
  phones: [[{}]],
  links: [['javascript:alert(1)'], ['data:text/html,x'], [1]],
  address: ['Oslo', { street: 1 }],
  relation: ['x', { id: 'x' }],
  morphRelation: ['person', 'person:x', 1],
  files: [[{ id: 'x', name: 'a', mime: 'b', sizeBytes: 1 }], 'x'],
  member: ['Kari'],
  array: [[{ a: 1 }], 'a'],
  json: [{ a: 1 }, '{'],
  autoNumber: [7],
};

test('no type takes a value that is none of it', () => {
  for (const type of CUSTOM_FIELD_TYPES.filter((each) => !['relations', 'formula', 'rollup'].includes(each))) {
    const values = BAD[type] ?? [];
    expect([type, values.length > 0]).toEqual([type, true]);
    for (const value of values) expect([type, value, hasStoredShape(type, value)]).toEqual([type, value, false]);
  }
});
