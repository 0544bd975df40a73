import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitOf, outpost, outpostJson, outpostWith, startOutpost, startWebHost } from '../helpers/built-product';
import { makeWholeSchema } from '../engine/schema-document/whole-schema';
import { tempFolder } from '../helpers/temp-folder';
import { testEngine } from '../helpers/test-engine';

const PEOPLE = [
  'First name,Last name,E-mail,Company,Shoe size',
  'Ada,Lovelace,ada@example.org,Analytical Engines,38',
  'Grace,Hopper,grace@example.org,Navy,39',
  '=cmd(),"O\'Brien, Jr.",obrien@example.org,Navy,40',
].join('\r\n');

/** A workspace folder that does not exist yet, and a file of three people. */
const place = () => {
  const folder = tempFolder();
  const file = path.join(folder, 'people.csv');
  fs.writeFileSync(file, PEOPLE);
  return { workspace: path.join(folder, 'workspace'), file, folder };
};

const importPeople = async () => {
  const { workspace, file, folder } = place();
  await outpostJson(
    '--workspace',
    workspace,
    'import',
    file,
    '--object',
    'person',
    '--match',
    'email',
    '--create-fields',
  );
  const json = (...args: readonly string[]) => outpostJson('--workspace', workspace, ...args);
  const run = (...args: readonly string[]) => outpost('--workspace', workspace, ...args);
  return { workspace, file, folder, json, run };
};

interface Page {
  readonly rows: readonly { readonly id: string; readonly [field: string]: unknown }[];
  readonly total: number;
  readonly nextCursor: string | null;
}
const query = async (json: (...args: readonly string[]) => Promise<unknown>, text: string): Promise<Page> =>
  (await json('query', text)) as Page;

describe('exit codes and errors', () => {
  test('a workspace that is not there is `not_found`, exit code 1, and is not made', async () => {
    const { workspace } = place();

    const answers = [
      await outpost('--workspace', workspace, 'query', '{"object":"person"}'),
      await outpost('--workspace', workspace, 'doctor'),
      await outpost('--workspace', workspace, 'undo'),
    ];

    for (const { code, stdout, stderr } of answers) {
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^error not_found: /);
    }
    expect(fs.existsSync(workspace)).toBe(false);
  });

  test.each([
    [['nonsense']],
    [['search']],
    [['export', '--object', 'person', '--format', 'pdf']],
    [['query', '{not json']],
    [['record', 'create', 'person']],
    [[]],
  ])('wrong usage %j is exit code 2', async (args) => {
    const { code, stdout, stderr } = await outpost(...args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error invalid_input: .+\n$/);
  });

  test('wrong usage that only the file shows is exit code 2 as well', async () => {
    const { run, file } = await importPeople();

    const { code, stderr } = await run('import', file, '--object', 'person', '--column', 'no sign');

    expect(code).toBe(2);
    expect(stderr).toMatch(/^error invalid_input: --column takes header=field/m);
  });

  test('help and version are no errors', async () => {
    expect((await outpost('--help')).stdout).toContain('Usage: outpost');
    expect((await outpost('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await outpost('import', '--help')).code).toBe(0);
  });

  test('what the engine refuses keeps its code', async () => {
    const { run } = await importPeople();

    const answers = [
      await run('query', '{"object":"person","page":{"limit":101}}'),
      await run('query', '{"object":"nothing"}'),
      await run('query', '{"object":"person","filter":{"field":"nothing","op":"is","value":1}}'),
      await run('record', 'get', 'person', '0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b'),
      await run('record', 'get', 'person', 'Ada'),
      await run('import', '/no/such/file.csv'),
    ];

    expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(answers.map(({ stderr }) => /^error (\w+): /.exec(stderr)?.[1])).toEqual([
      'invalid_input',
      'not_found',
      'invalid_input',
      'not_found',
      'invalid_input',
      'not_found',
    ]);
  });

  test('a workspace that the app has open is `conflict`', async () => {
    const { workspace, run } = await importPeople();
    const host = await startWebHost(workspace);

    const { code, stderr } = await run('search', 'ada');

    expect(code).toBe(1);
    expect(stderr).toMatch(/^error conflict: /);
    await host.stop();
    expect((await run('search', 'ada')).code).toBe(0);
  });
});

describe('import and export', () => {
  test('import makes the workspace, the companies and the fields, and the same file again changes nothing', async () => {
    const { workspace, file } = place();
    const importAgain = () =>
      outpostJson(
        '--workspace',
        workspace,
        'import',
        file,
        '--object',
        'person',
        '--match',
        'email',
        '--create-fields',
      );

    const first = await importAgain();
    const second = await importAgain();

    expect(first).toEqual({
      created: 3,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      rejected: [],
      createdFields: ['shoeSize'],
    });
    expect(second).toEqual({ created: 0, updated: 0, unchanged: 3, skipped: 0, rejected: [], createdFields: [] });
    const companies = await outpostJson('--workspace', workspace, 'query', '{"object":"company"}');
    expect(companies).toMatchObject({ total: 2 });
  });

  test('rejected rows are named by line and reason', async () => {
    const { workspace, folder } = place();
    const file = path.join(folder, 'broken.csv');
    fs.writeFileSync(file, `${PEOPLE}\r\nEve,Mallory,"eve@example.org,Navy,41\r\n`);

    const result = await outpostJson('--workspace', workspace, 'import', file, '--object', 'person');

    expect(result).toMatchObject({ created: 3, rejected: [{ line: 5, reason: expect.any(String) as string }] });
  });

  test('a dry run changes nothing and answers the map that --map takes', async () => {
    const { workspace, file, folder } = place();
    const run = (...args: readonly string[]) =>
      outpostJson('--workspace', workspace, 'import', file, '--object', 'person', '--when-alike', 'skip', ...args);
    const map = path.join(folder, 'map.json');

    const tried = (await run('--dry-run')) as { readonly map: Record<string, string> };
    fs.writeFileSync(map, JSON.stringify({ ...tried.map, 'Shoe size': 'details', 'Not there': 'skip' }));
    const before = await query((...args) => outpostJson('--workspace', workspace, ...args), '{"object":"person"}');
    const done = await run('--map', map);

    expect(tried).toMatchObject({
      creates: 3,
      rejected: 0,
      newTargets: 2,
      map: { 'Shoe size': 'skip', Company: 'company' },
    });
    expect(before.total).toBe(0);
    expect(done).toMatchObject({ created: 3, createdFields: [] });
    const notes = await query((...args) => outpostJson('--workspace', workspace, ...args), '{"object":"note"}');
    expect(notes.total).toBe(3);
  });

  test('export gives back what came in; formulas are defused in CSV', async () => {
    const { run, json, folder } = await importPeople();
    const out = path.join(folder, 'out.jsonl');

    const csv = await run('export', '--object', 'person', '--fields', 'name,emails,company,shoeSize');
    const answer = await json('export', '--object', 'person', '--format', 'jsonl', '--out', out);
    const vcf = await run('export', '--object', 'person', '--format', 'vcf');

    expect(csv.code).toBe(0);
    expect(csv.stdout.trim().split(/\r?\n/)).toHaveLength(4);
    expect(csv.stdout).not.toMatch(/(^|,|")=cmd/m);
    expect(answer).toEqual({ rows: 3, cutCells: 0, out });
    const lines = fs.readFileSync(out, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toHaveLength(3);
    expect(vcf.stdout.match(/BEGIN:VCARD/g)).toHaveLength(3);
  });

  test('export of a filter writes what it matches', async () => {
    const { run } = await importPeople();

    const filter = '{"field":"company.name","op":"is","value":"Navy"}';
    const { stdout } = await run('export', '--object', 'person', '--fields', 'emails', '--filter', filter);

    expect(stdout).toContain('grace@example.org');
    expect(stdout).not.toContain('ada@example.org');
  });

  test('Ctrl-C stops an import; what is done stays and can be undone', async () => {
    const { workspace, folder } = place();
    const file = path.join(folder, 'many.csv');
    const rows = Array.from({ length: 150_000 }, (_, n) => `First${n},Last${n},p${n}@example.org`);
    fs.writeFileSync(file, ['First name,Last name,E-mail', ...rows].join('\n'));
    const child = startOutpost('--workspace', workspace, 'import', file, '--object', 'person');
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    const database = path.join(workspace, 'workspace.db-wal');
    while (!fs.existsSync(database) || fs.statSync(database).size < 3_000_000) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }

    child.kill('SIGINT');
    const code = await exitOf(child);

    const json = (...args: readonly string[]) => outpostJson('--workspace', workspace, ...args);
    const { total } = await query(json, '{"object":"person"}');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error cancelled: /m);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(150_000);
    expect(await json('undo')).toMatchObject({ operation: { verb: 'import' } });
    expect(await query(json, '{"object":"person"}')).toMatchObject({ total: 0 });
  });

  test('after kill -9 in an import the workspace opens, is sound and keeps what was done', async () => {
    const { workspace, folder } = place();
    const file = path.join(folder, 'many.csv');
    const rows = Array.from({ length: 100_000 }, (_, n) => `First${n},Last${n},p${n}@example.org`);
    fs.writeFileSync(file, ['First name,Last name,E-mail', ...rows].join('\n'));
    const child = startOutpost('--workspace', workspace, 'import', file, '--object', 'person');
    const database = path.join(workspace, 'workspace.db-wal');
    while (!fs.existsSync(database) || fs.statSync(database).size < 3_000_000) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }

    child.kill('SIGKILL');
    await exitOf(child);

    const json = (...args: readonly string[]) => outpostJson('--workspace', workspace, ...args);
    const { total } = await query(json, '{"object":"person"}');
    expect(total).toBeGreaterThan(0);
    expect(await json('doctor')).toEqual({ ok: true, findings: [] });
  });
});

describe('records', () => {
  test('query prints rows, total and the cursor of the next page', async () => {
    const { json, workspace } = await importPeople();
    const page = (cursor?: string) =>
      JSON.stringify({
        object: 'person',
        fields: ['name', 'company.name'],
        sort: [{ field: 'name.last' }],
        page: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });

    const first = await query(json, page());
    const second = await query(json, page(first.nextCursor ?? ''));
    const fromStdin = await outpostWith({ stdin: page() }, '--workspace', workspace, '--json', 'query', '-');

    expect(first.total).toBe(3);
    expect(first.rows.map((row) => Object.keys(row))).toEqual([
      ['id', 'name', 'company.name'],
      ['id', 'name', 'company.name'],
    ]);
    expect(second.nextCursor).toBeNull();
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(3);
    expect(JSON.parse(fromStdin.stdout)).toEqual(first);
  });

  test('create, get, update, delete, restore, undo and redo', async () => {
    const { json } = await importPeople();

    const made = (await json('record', 'create', 'person', '{"name":"Edsger Dijkstra"}')) as { readonly id: string };
    const changed = await json('record', 'update', 'person', made.id, '--set', 'jobTitle=Professor');
    const read = await json('record', 'get', 'person', made.id);
    const deleted = await json('record', 'delete', 'person', made.id);
    const undone = await json('undo');
    const redone = await json('redo');
    const restored = await json('record', 'restore', 'person', made.id);

    expect(changed).toMatchObject({ id: made.id, jobTitle: 'Professor' });
    expect(read).toEqual(changed);
    expect(deleted).toMatchObject({ count: 1 });
    expect(undone).toMatchObject({ operation: { verb: 'delete' }, count: 1 });
    expect(redone).toMatchObject({ count: 1 });
    expect(restored).toMatchObject({ count: 1 });
    expect(await json('history', 'person', made.id)).toMatchObject({ nextCursor: null });
    expect(await json('history', '--record', made.id, '--kind', 'delete,update')).toMatchObject({
      operations: [{ verb: 'delete' }, { verb: 'update' }],
    });
    expect(await json('history', '--object', 'person', '--field', 'jobTitle', '--from', '2020-01-01')).toMatchObject({
      changes: [{ recordId: made.id, changes: [{ field: 'jobTitle', after: 'Professor' }] }],
    });
    expect(await json('history', '--changes', '--to', '2020-01-01')).toEqual({ changes: [], nextCursor: null });
  });

  test('search lists object, id and title and nothing else', async () => {
    const { json } = await importPeople();

    const found = (await json('search', 'hopp')) as { readonly results: readonly object[] };

    expect(found.results).toMatchObject([{ object: 'person', title: 'Grace Hopper' }]);
    expect(Object.keys(found.results[0] ?? {})).toEqual(['object', 'id', 'title']);
  });
});

describe('the data model', () => {
  test('export, apply, dry run and undo carry it from one workspace into another', async () => {
    const { folder, json } = await importPeople();
    const file = path.join(folder, 'schema.json');
    const other = path.join(folder, 'other');
    const there = (...args: readonly string[]) => outpostJson('--workspace', other, ...args);

    const written = await json('schema', 'export', '--out', file);
    const document: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    const applied = await there('schema', 'apply', file);
    const again = await there('schema', 'apply', file, '--dry-run');
    const after = await there('schema', 'export');
    await there('schema', 'undo');
    const undone = await there('schema', 'apply', file, '--dry-run');

    const made = [{ kind: 'createField', object: 'person', field: 'shoeSize' }];
    expect(written).toEqual({ objects: expect.any(Number) as number, out: file });
    expect(applied).toMatchObject({ changes: made });
    expect(again).toEqual({ operationId: null, changes: [] });
    expect(after).toEqual(document);
    expect(undone).toMatchObject({ operationId: null, changes: [{ kind: 'restoreField' }] });
  });

  test('one with every field type, computed fields over one another and two pipelines is applied to an empty workspace and exported the same', async () => {
    const { client } = await testEngine();
    await makeWholeSchema(client);
    const document = await client.schema.export({});
    const folder = tempFolder();
    const file = path.join(folder, 'schema.json');
    fs.writeFileSync(file, JSON.stringify(document));
    const json = (...args: readonly string[]) => outpostJson('--workspace', path.join(folder, 'workspace'), ...args);

    await json('schema', 'apply', file);

    expect(await json('schema', 'export')).toEqual(document);
  });

  test('an error names the place in the document', async () => {
    const { folder, run } = await importPeople();
    const file = path.join(folder, 'schema.json');
    const site = {
      name: 'site',
      labelSingular: 'Site',
      labelPlural: 'Sites',
      fields: [{ name: 'a', label: 'A', type: 'x' }],
    };
    fs.writeFileSync(file, JSON.stringify({ format: 'outpost-schema', version: 1, objects: [site] }));

    const { code, stderr } = await run('schema', 'apply', file);

    expect(code).toBe(1);
    expect(stderr).toContain('error invalid_input: ');
    expect(stderr).toContain('objects.0.fields.0.type: expected one of text, longText');
  });
});

describe('care', () => {
  test('doctor is content with a fresh import, backup writes a copy, sample-data makes a workspace', async () => {
    const { json, workspace, folder } = await importPeople();

    const report = await json('doctor');
    const backup = (await json('backup', 'create')) as { readonly name: string };
    const sample = await outpostJson('--workspace', path.join(folder, 'sample'), 'sample-data');

    expect(report).toEqual({ ok: true, findings: [] });
    expect(fs.readdirSync(path.join(workspace, 'backups'))).toContain(backup.name);
    expect(await json('backup', 'list')).toMatchObject({ backups: [{ name: backup.name }] });
    expect(await json('backup', 'verify', backup.name)).toEqual({
      name: backup.name,
      version: expect.any(Number) as number,
      records: expect.any(Number) as number,
    });
    expect(sample).toMatchObject({ created: { person: expect.any(Number) as number } });
  });

  test('restore makes the workspace what it was when the backup was made', async () => {
    const { json, run } = await importPeople();
    const { name } = (await json('backup', 'create')) as { readonly name: string };
    await json('record', 'create', 'person', '{"name":"Edsger Dijkstra"}');
    const before = await query(json, '{"object":"person"}');

    const restored = (await json('restore', '--to', name)) as { readonly safetyCopy: string };

    expect(before.total).toBe(4);
    expect(restored).toMatchObject({ restored: name, counts: { person: 3 } });
    expect((await query(json, '{"object":"person"}')).total).toBe(3);
    expect(await json('restore', '--to', restored.safetyCopy)).toMatchObject({ counts: { person: 4 } });
    const later = new Date().toISOString();
    await json('record', 'create', 'person', '{"name":"Grace Hopper"}');
    expect(await json('restore', '--at', later)).toMatchObject({ restored: later, counts: { person: 4 } });
    expect(await run('restore', '--at', '2020-01-01 10:00')).toMatchObject({ code: 1 });
    expect(await run('restore')).toMatchObject({ code: 2 });
    const drive = tempFolder();
    expect(await json('backup', 'folder', drive)).toMatchObject({ otherFolder: { folder: drive, problem: null } });
    const there = (await json('backup', 'create')) as { readonly name: string };
    expect(
      await outpost('--workspace', path.join(tempFolder(), 'new'), 'restore', '--from', path.join(drive, there.name)),
    ).toMatchObject({ code: 0 });
    expect(await json('backup', 'remove', there.name)).toEqual({ removed: there.name });
    expect(fs.existsSync(path.join(drive, there.name))).toBe(false);
    expect(await run('restore', '--to', '2020-01-01T00-00-00-000Z-manual.db.gz')).toMatchObject({ code: 1 });
  });

  test('serve is the web host', async () => {
    const { workspace } = place();
    const child = startOutpost('--workspace', workspace, 'serve', '--print-url');
    const line = await new Promise<string>((resolve) => {
      child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')));
    });

    child.kill('SIGTERM');

    expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/start\?token=[\w-]+\n$/);
    expect(await exitOf(child)).toBe(0);
  });
});
