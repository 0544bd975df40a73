import { msg } from '@lingui/core/macro';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import { toMessage } from '@shared/messages/message';
import type { ImportStatus } from '@shared/contract/exchange.contract';
import type { Row } from '@shared/domain/values';
import { readMarkdown } from '@shared/domain/rich-text/read-markdown';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { allRows, importFile, planFor, readExport, stage, stageFixture } from './exchange-fixture';

const names = (rows: readonly Row[]) =>
  rows.map(({ name }) => (typeof name === 'object' && name !== null ? Object.values(name).join(' ').trim() : name));

const operationOf = ({ operationId }: ImportStatus) => (operationId === null ? {} : { operationId });

const titleOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'title' in value ? value.title : value;

test('every cell of the legislators can be read back from the records', async () => {
  const engine = await testEngine();
  const file = stageFixture(engine, 'people-legislators.csv');
  await importFile(engine, file, { object: 'person' });

  const exported = await engine.client.exchange.export({ set: { object: 'person' }, format: 'csv' });
  const again = await engine.client.exchange.preview({ file: exported.file, object: 'person' });
  const before = await engine.client.exchange.preview({ file, object: 'person' });
  const column = (preview: typeof before, header: string) => preview.columns.find((each) => each.header === header);

  for (const header of [
    'bioguide_id',
    'thomas_id',
    'fec_ids',
    'party',
    'district',
    'nickname',
    'mastodon',
    'icpsr_id',
  ]) {
    expect(column(again, header)?.samples).toEqual(column(before, header)?.samples);
  }
  expect(exported.rows).toBe(537);
});

test('an export imported into an empty workspace gives the same records', async () => {
  const one = await testEngine();
  await importFile(one, stageFixture(one, 'companies-sp500.csv'), { object: 'company' });
  const exported = await one.client.exchange.export({ set: { object: 'company' }, format: 'csv' });
  const two = await testEngine();

  const status = await importFile(two, stage(two, readExport(one, exported.file)), { object: 'company' });

  expect(status).toMatchObject({ created: 503, rejectedCount: 0 });
  const strip = (rows: readonly object[]) =>
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !/^(id|position|.*(At|By))$/.test(key))),
    );
  expect(strip(await allRows(two, 'company'))).toEqual(strip(await allRows(one, 'company')));
});

test('cards exported and imported again change nothing, and into an empty workspace give the same contacts', async () => {
  const one = await testEngine();
  for (const name of ['vcard-John_Doe_ANDROID.vcf', 'vcard-John_Doe_IPHONE.vcf', 'vcard-outlook-2003.vcf'])
    await importFile(one, stageFixture(one, name), { object: 'person' });
  const again = await importFile(one, stageFixture(one, 'vcard-John_Doe_IPHONE.vcf'), { object: 'person' });
  const exported = await one.client.exchange.export({ set: { object: 'person' }, format: 'vcf' });
  const two = await testEngine();
  await importFile(two, stage(two, readExport(one, exported.file), 'people.vcf'), { object: 'person' });

  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  const contact = (rows: readonly Record<string, unknown>[]) =>
    rows.map(({ name, emails, phones, address, birthday, links, photo, jobTitle, company }) => ({
      name,
      emails,
      phones,
      address,
      birthday,
      links,
      photo,
      jobTitle,
      company: titleOf(company),
    }));
  const [mine, theirs] = [contact(await allRows(one, 'person')), contact(await allRows(two, 'person'))];
  // A card must have a name: who had none is named by the e-mail.
  const nameless = mine.filter(({ name }) => name === null);
  expect(nameless).toHaveLength(2);
  expect(theirs.filter((_, i) => mine[i]?.name !== null)).toEqual(mine.filter(({ name }) => name !== null));
  expect(theirs.map(({ emails }) => emails)).toEqual(mine.map(({ emails }) => emails));
});

test('a row that matches by e-mail is updated, and a repeated import settles', async () => {
  const engine = await testEngine();
  await importFile(engine, stage(engine, 'Name,Email,Phone\nAnn Lee,ann@x.example,+1 312 555 0100\n'), {
    object: 'person',
  });
  const csv =
    'Name,Email,Phone,Job title\nAnn B. Lee,ANN@x.example,+1 312 555 0101,CEO\nAnn Other,ann@x.example,,CTO\n';
  const first = await importFile(engine, stage(engine, csv), { object: 'person', matchBy: 'emails' });
  const second = await importFile(engine, stage(engine, csv), { object: 'person', matchBy: 'emails' });

  expect(first).toMatchObject({ created: 0, rejectedCount: 0 });
  expect(second).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  const [ann, ...others] = await allRows(engine, 'person');
  expect(others).toEqual([]);
  expect(ann).toMatchObject({
    name: { first: 'Ann B.', last: 'Lee' },
    emails: ['ANN@x.example'],
    phones: ['+13125550101', '+13125550100'],
    jobTitle: 'CEO',
  });
});

test.each([
  ['fill', { jobTitle: 'Boss', phones: ['+13125550100'] }],
  ['skip', { jobTitle: 'Boss', phones: null }],
] as const)('%s leaves what is there', async (whenMatched, expected) => {
  const engine = await testEngine();
  await importFile(engine, stage(engine, 'Name,Email,Job title\nAnn Lee,ann@x.example,Boss\n'), { object: 'person' });
  const csv = 'Name,Email,Job title,Phone\nAnn Lee,ann@x.example,CEO,+1 312 555 0100\n';
  await importFile(engine, stage(engine, csv), { object: 'person', matchBy: 'emails', whenMatched });

  expect(await allRows(engine, 'person')).toMatchObject([expected]);
});

test('companies named by people are made once, linked, and found again without regard to case', async () => {
  const engine = await testEngine();
  await importFile(engine, stage(engine, 'Name\nAcme\n'), { object: 'company' });
  const csv = 'Name,Company\nAnn Lee,ACME\nBob Ray,Fjord & Co\nCid Poe,fjord & co\n';
  const status = await importFile(engine, stage(engine, csv), { object: 'person' });

  expect(status).toMatchObject({ created: 3, createdTargets: 1 });
  expect(names(await allRows(engine, 'company'))).toEqual(['Acme', 'Fjord & Co']);
  expect((await allRows(engine, 'person')).map((row) => titleOf(row['company']))).toEqual([
    'Acme',
    'Fjord & Co',
    'Fjord & Co',
  ]);
});

test('options that a select does not have yet are made, and an import is undone as one step', async () => {
  const engine = await testEngine();
  const csv =
    'Name,Company,Lifecycle,Notes,Shoe size\nAnn Lee,Acme,Customer,Likes tea,38\nBob Ray,Beta,Evangelist,,42\n';
  const status = await importFile(engine, stage(engine, csv), { object: 'person' });
  const rows = await allRows(engine, 'person');
  const notes = await allRows(engine, 'note');
  await engine.client.history.undo(operationOf(status));

  expect(rows).toMatchObject([
    { lifecycle: 'customer', shoeSize: 38 },
    { lifecycle: 'Evangelist', shoeSize: 42 },
  ]);
  expect(notes).toMatchObject([{ title: 'Likes tea', body: readMarkdown('Likes tea') }]);
  expect(status.createdFields).toEqual(['shoeSize']);
  for (const object of ['person', 'company', 'note']) expect(await allRows(engine, object)).toEqual([]);
  const schema = await engine.client.schema.get({});
  const person = schema.objects.find(({ name }) => name === 'person');
  expect(person?.fields.find(({ name }) => name === 'shoeSize')?.deletedAtMs).not.toBeNull();
  expect(person?.fields.find(({ name }) => name === 'lifecycle')?.settings.options).toHaveLength(6);
});

test('rows that cannot be read are reported with line and reason, the others are imported', async () => {
  const engine = await testEngine();
  const csv = [
    'Name,Email,Birthday',
    'Ann Lee,ann@x.example,1980-01-02',
    'Bob Ray,bob@x.example,1981-01-02',
    '"Bad quote,cid@x.example,1990-01-01',
    'Dan Poe,not an address,1982-01-02',
    'Eva Moe,eva@x.example,1983-01-02,extra',
    'Finn Roe,finn@x.example,1984-01-02',
    ',,',
    '',
  ].join('\n');
  const status = await importFile(engine, stage(engine, csv), { object: 'person' });
  const { rows, total } = await engine.client.exchange.rejectedRows({ id: status.id });
  const report = await engine.client.exchange.exportRejected({ id: status.id });

  expect(status).toMatchObject({ created: 3, rejectedCount: 3, skipped: 1, state: 'done' });
  expect(total).toBe(3);
  expect(rows.map(({ line }) => line)).toEqual([4, 5, 6]);
  expect(rows[1]?.reasons.map(formatMessage)).toEqual(['Email: "not an address" is not an e-mail address']);
  expect(readExport(engine, report.file).split('\r\n')[0]).toBe('Name,Email,Birthday,Line,Reason');
});

test('rejected rows are written in the words of the catalogue that is sent along, and in English without one', async () => {
  const engine = await testEngine();
  const fits = ['Ann', 'Cid', 'Dan', 'Eva'].map((name) => `${name} Lee,${name}@x.example`);
  const csv = ['Name,Email', ...fits, 'Bob Ray,nonsense', ''].join('\n');
  const status = await importFile(engine, stage(engine, csv), { object: 'person' });
  const [reason] = (await engine.client.exchange.rejectedRows({ id: status.id })).rows[0]?.reasons ?? [];
  const inner = Object.values(reason?.values ?? {}).find((value) => typeof value === 'object');
  const messages = { [toMessage(msg`Line`).id]: ['Zeile'], [inner?.id ?? '']: ['keine Adresse'] };

  const german = await engine.client.exchange.exportRejected({ id: status.id, catalogue: { locale: 'de', messages } });
  const english = await engine.client.exchange.exportRejected({ id: status.id });

  expect(readExport(engine, german.file)).toBe(
    'Name,Email,Zeile,Reason\r\nBob Ray,nonsense,6,Email: keine Adresse\r\n',
  );
  expect(readExport(engine, english.file)).toContain('"Email: ""nonsense"" is not an e-mail address"');
});

test('a check says what an import would do and does nothing', async () => {
  const engine = await testEngine();
  const csv =
    'Name,Email,Company,Size\nAnn Lee,ann@x.example,Acme,38\nBob Ray,nonsense,Beta,40\nCid Poe,cid@x.example,Acme,41\n';
  const file = stage(engine, csv);
  const before = await engine.client.schema.get({});
  const check = await engine.client.exchange.check(
    await planFor(engine, file, { object: 'person', matchBy: 'emails' }),
  );

  expect(check).toMatchObject({
    checkedRows: 3,
    creates: 2,
    newTargets: 1,
    problemsByColumn: [{ index: 1, count: 1 }],
  });
  expect(check.problems).toMatchObject([{ line: 3, column: 'Email', value: 'nonsense' }]);
  expect(await allRows(engine, 'person')).toEqual([]);
  expect(await engine.client.schema.get({})).toEqual(before);
});

test('hostile text is text: SQL, formulas, prototypes and markup are kept as they are', async () => {
  const engine = await testEngine();
  const csv = [
    'Name,Company,"x""; DROP TABLE r_person; --",__proto__,constructor,=cmd',
    `"Robert'); DROP TABLE r_person;--",<script>alert(1)</script>,a,b,c,=1+1`,
  ].join('\n');
  const status = await importFile(engine, stage(engine, csv), { object: 'person' });
  const exported = await engine.client.exchange.export({ set: { object: 'person' }, format: 'csv' });
  const text = readExport(engine, exported.file);

  expect(status).toMatchObject({ created: 1, rejectedCount: 0, failure: null });
  expect(status.createdFields).toHaveLength(4);
  expect(names(await allRows(engine, 'company'))).toEqual(['<script>alert(1)</script>']);
  expect(text).toContain("'=1+1");
  expect(text.split('\r\n')[0]).toContain("'=cmd");
  const again = await importFile(engine, exported.file, { object: 'person' });
  expect(again).toMatchObject({ created: 0, unchanged: 1, createdFields: [] });
});

test('2,000 columns, a 10 MB cell and NUL bytes do not stop an import', async () => {
  const engine = await testEngine();
  const wide = Array.from({ length: 2000 }, (_, i) => `c${i}`).join(',');
  const csv = `Name,${wide}\nAn\0n Lee${',x'.repeat(2000)}\nBob,${'y'.repeat(10_000_000)}\nCid Poe,1\n`;
  const status = await importFile(engine, stage(engine, csv), { object: 'person', createFields: false });

  expect(status).toMatchObject({ created: 2, rejectedCount: 1, failure: null });
  expect(names(await allRows(engine, 'person'))).toEqual(['Ann Lee', 'Cid Poe']);
});

const manyRows = (count: number) =>
  `Name,Email\n${Array.from({ length: count }, (_, i) => `Ann Lee${i},a${i}@x.example`).join('\n')}\n`;

test('an import can be paused, goes on, and can be cancelled with what is done kept or undone', async () => {
  const engine = await testEngine();
  const { exchange } = engine.client;
  const start = async () => {
    const plan = await planFor(engine, stage(engine, manyRows(20000)), { object: 'person', matchBy: null });
    return exchange.startImport(plan);
  };
  const { id } = await start();
  const paused = await exchange.pauseImport({ id });
  const seen = await exchange.waitForImport({ id });
  await exchange.resumeImport({ id });
  const cancelled = await exchange.cancelImport({ id, undo: false });
  const kept = await allRows(engine, 'person');

  expect(paused.state).toBe('paused');
  expect(seen.state).toBe('paused');
  expect(cancelled.state).toBe('cancelled');
  expect(cancelled.created).toBeGreaterThan(0);
  expect(cancelled.created).toBeLessThan(20000);
  expect(kept).toHaveLength(cancelled.created);
  await exchange.cancelImport({ id, undo: true });
  expect(await allRows(engine, 'person')).toEqual([]);
  await expect(exchange.pauseImport({ id })).rejects.toMatchObject({ code: 'conflict' });
});

test('undoing an import that is under way stops it, and nothing of it is left', async () => {
  const engine = await testEngine();
  const { exchange, history } = engine.client;
  const plan = await planFor(engine, stage(engine, manyRows(20000)), { object: 'person', matchBy: null });
  const { id } = await exchange.startImport(plan);
  const begun = await exchange.pauseImport({ id });
  await exchange.resumeImport({ id });

  const undone = await history.undo(operationOf(begun));
  const ended = await exchange.waitForImport({ id });
  await engine.engine.jobs.whenIdle();

  expect(undone.count).toBeGreaterThan(0);
  expect(ended.state).toBe('cancelled');
  expect(ended.created).toBeLessThan(20000);
  expect(await allRows(engine, 'person')).toEqual([]);
  expect((await exchange.importStatus({ id })).created).toBe(ended.created);
});

test('a plan that cannot work is refused before anything is made', async () => {
  const engine = await testEngine();
  const file = stage(engine, 'A,B\n1,2\n');
  const plan = await planFor(engine, file, { object: 'person' });
  const wrong = { ...plan, columns: [{ index: 0, target: { kind: 'field' as const, field: 'nowhere' } }] };

  await expect(engine.client.exchange.startImport(wrong)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(engine.client.exchange.startImport({ ...plan, object: 'nothing' })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await engine.client.exchange.listImports({})).imports).toEqual([]);
});

const copyOf = (engine: TestEngine): string => {
  const copy = fs.mkdtempSync(path.join(engine.folder, 'copy-'));
  for (const name of ['workspace.db', 'workspace.db-wal', 'staging'])
    if (fs.existsSync(path.join(engine.folder, name)))
      fs.cpSync(path.join(engine.folder, name), path.join(copy, name), { recursive: true });
  return copy;
};

test('an import that an earlier version left behind is shown as failed, with whole batches that can be undone', async () => {
  const engine = await testEngine();
  const plan = await planFor(engine, stage(engine, manyRows(5000)), { object: 'person' });
  const { id } = await engine.client.exchange.startImport(plan);
  await engine.client.exchange.pauseImport({ id });
  engine.engine.database.inTransaction((db) => db.run('DELETE FROM job'));

  const reopened = await testEngine({ folder: copyOf(engine) });
  const status = await reopened.client.exchange.importStatus({ id });
  const rows = await allRows(reopened, 'person');

  expect(status.state).toBe('failed');
  expect(status.created).toBe(status.rowsRead);
  expect(rows).toHaveLength(status.created);
  await reopened.client.history.undo(operationOf(status));
  expect(await allRows(reopened, 'person')).toEqual([]);
});

test('an import that was paused when the engine ended goes on from its last whole batch, and is one action to undo', async () => {
  const engine = await testEngine();
  const plan = await planFor(engine, stage(engine, manyRows(12_000)), { object: 'person' });
  const { id } = await engine.client.exchange.startImport(plan);
  const paused = await engine.client.exchange.pauseImport({ id });

  const reopened = await testEngine({ folder: copyOf(engine) });
  const kept = await reopened.client.exchange.importStatus({ id });
  await reopened.client.exchange.resumeImport({ id });
  const done = await reopened.client.exchange.waitForImport({ id });

  expect(kept).toMatchObject({ state: 'paused', rowsRead: paused.rowsRead });
  expect(done).toMatchObject({ state: 'done', created: 12_000, rowsRead: 12_000, rejectedCount: 0 });
  await reopened.client.history.undo(operationOf(done));
  expect((await reopened.client.workspace.status({})).counts['person']).toBe(0);
});

test('an import that runs when the workspace is closed goes on when it is opened', async () => {
  const engine = await testEngine();
  const plan = await planFor(engine, stage(engine, manyRows(12_000)), { object: 'person' });
  const { id } = await engine.client.exchange.startImport(plan);

  const reopened = await engine.reopen();
  const done = await reopened.client.exchange.waitForImport({ id });

  expect(done).toMatchObject({ state: 'done', created: 12_000, rowsRead: 12_000 });
  expect(engine.errors).toEqual([]);
});

test('a second row about a record only adds, also when the import was taken up again between the two', async () => {
  const engine = await testEngine();
  await importFile(engine, stage(engine, 'Name,Email,Phone\nAnn Lee,ann@x.example,+1 312 555 0100\n'), {
    object: 'person',
  });
  const others = Array.from({ length: 8000 }, (_, i) => `Bo Ray${i},b${i}@x.example,`).join('\n');
  const csv = `Name,Email,Phone\nAnn Lee,ann@x.example,+1 312 555 0100\n${others}\nAnn Other,ann@x.example,\n`;
  const plan = await planFor(engine, stage(engine, csv), {
    object: 'person',
    matchBy: 'emails',
    whenMatched: 'replace',
  });
  const { id } = await engine.client.exchange.startImport(plan);

  const reopened = await engine.reopen();
  const done = await reopened.client.exchange.waitForImport({ id });

  expect(done).toMatchObject({ state: 'done', created: 8000 });
  const { rows } = await reopened.client.records.query({
    object: 'person',
    filter: { field: 'emails', op: 'contains', value: 'ann@x' },
  });
  expect(rows).toMatchObject([{ name: { first: 'Ann', last: 'Lee' } }]);
});

test('a file in windows-1252 with semicolons, decimal commas and days first is understood', async () => {
  const engine = await testEngine();
  const text =
    'Vorname;Nachname;E-Mail-Adresse;Geburtstag;Firma;Umsatzanteil;Ort\nJürgen;Groß;j@x.example;31.12.1980;Müller & Söhne;12,5;Köln\n';
  const bytes = Buffer.from(text, 'latin1');
  const preview = await engine.client.exchange.preview({ file: stage(engine, bytes) });
  const status = await importFile(engine, stage(engine, bytes), { object: 'person' });

  expect(preview.suggestedObject).toBe('person');
  expect(preview.reading).toMatchObject({
    encoding: 'windows-1252',
    delimiter: ';',
    hasHeader: true,
    dateOrder: 'dmy',
    decimalComma: true,
  });
  expect(status).toMatchObject({ created: 1, rejectedCount: 0 });
  expect(await allRows(engine, 'person')).toMatchObject([
    {
      name: { first: 'Jürgen', last: 'Groß' },
      emails: ['j@x.example'],
      birthday: '1980-12-31',
      umsatzanteil: 12.5,
      address: { city: 'Köln' },
    },
  ]);
});

test('the sample is coherent, counted, and one step to undo', async () => {
  const engine = await testEngine();
  const { created } = await engine.client.workspace.loadSampleData({});
  const { counts } = await engine.client.workspace.status({});
  const [latest] = (await engine.client.history.operations({ limit: 5 })).operations;
  await engine.client.history.undo({});

  expect(created).toMatchObject({ person: 500, company: 120, opportunity: 200 });
  expect(created['task']).toBeGreaterThan(80);
  expect(created['note']).toBeGreaterThan(150);
  expect(counts).toMatchObject(created);
  expect(latest?.verb).toBe('sample');
  expect((await engine.client.workspace.status({})).counts).toMatchObject({ person: 0, company: 0, opportunity: 0 });
});

test('JSON lines hold a row each, and an attachment is kept by what it holds', async () => {
  const engine = await testEngine();
  await importFile(engine, stage(engine, 'Name,Email\nAnn Lee,ann@x.example\n'), { object: 'person' });
  const exported = await engine.client.exchange.export({ set: { object: 'person' }, format: 'jsonl' });
  const png = Buffer.from('89504e470d0a1a0a00', 'hex');
  const one = await engine.client.exchange.attach({ file: stage(engine, png), name: 'a.exe' });
  const two = await engine.client.exchange.attach({ file: stage(engine, png), name: 'b.png' });

  expect(JSON.parse(readExport(engine, exported.file))).toMatchObject({
    name: { first: 'Ann', last: 'Lee' },
    emails: ['ann@x.example'],
  });
  expect(one).toMatchObject({ mime: 'image/png', sizeBytes: 9, name: 'a.exe' });
  expect(two.id).toBe(one.id);
  expect(await engine.client.exchange.attachment({ id: one.id })).toEqual({
    mime: 'image/png',
    base64: png.toString('base64'),
  });
});

test('a company that is deleted while an import is paused is made anew for the rows that follow', async () => {
  const engine = await testEngine();
  const rows = Array.from({ length: 20_000 }, (_, i) => `Ann Lee${i},Acme`);
  const plan = await planFor(engine, stage(engine, `Name,Company\n${rows.join('\n')}\n`), { object: 'person' });
  const { id } = await engine.client.exchange.startImport(plan);
  await engine.client.exchange.pauseImport({ id });
  const [first] = await allRows(engine, 'company');
  await engine.client.records.delete({ object: 'company', selection: { ids: first ? [first.id] : [] } });
  await engine.client.exchange.resumeImport({ id });
  const status = await engine.client.exchange.waitForImport({ id });
  const companies = await allRows(engine, 'company');

  expect(first).toBeDefined();
  expect(status).toMatchObject({ state: 'done', created: 20_000, rejectedCount: 0, createdTargets: 2 });
  expect(companies.map((row) => row.id)).not.toContain(first?.id);
  expect(engine.errors).toEqual([]);
});

test('a thousand new options are made, those beyond are reported, and again nothing changes', async () => {
  const engine = await testEngine();
  const csv = `Name,Lifecycle\n${Array.from({ length: 1100 }, (_, i) => `Ann ${i},stage ${i}`).join('\n')}\n`;
  const first = await importFile(engine, stage(engine, csv), { object: 'person' });
  const again = await importFile(engine, stage(engine, csv), { object: 'person' });

  // Six options ship with the field, a thousand is the limit.
  expect(first).toMatchObject({ created: 994, rejectedCount: 106 });
  expect(again).toMatchObject({ created: 0, unchanged: 994, rejectedCount: 106 });
});

test('a row whose note is too long is refused whole', async () => {
  const engine = await testEngine();
  const csv = `Name,Notes\nAnn Lee,${'n'.repeat(300_000)}\nBob Ray,short\n`;
  const status = await importFile(engine, stage(engine, csv), { object: 'person' });

  expect(status).toMatchObject({ created: 1, rejectedCount: 1 });
  expect(names(await allRows(engine, 'person'))).toEqual(['Bob Ray']);
});

test('coordinates are imported, filtered by, and come back from an export', async () => {
  const engine = await testEngine();
  const file = stage(engine, 'Name,Street,Lat,Lng\nA,Kaigaten 1,60.39,5.32\nB,Elm 2,,\n');
  const plan = await planFor(engine, file, { object: 'company' });
  const columns = plan.columns.map((column) => {
    const paths: Readonly<Record<number, string>> = {
      1: 'address.street',
      2: 'address.latitude',
      3: 'address.longitude',
    };
    const field = paths[column.index];
    return field === undefined ? column : { ...column, target: { kind: 'field' as const, field } };
  });

  const started = await engine.client.exchange.startImport({ ...plan, columns });
  await engine.client.exchange.waitForImport({ id: started.id });
  const north = await engine.client.records.query({
    object: 'company',
    filter: { field: 'address.latitude', op: 'gt', value: 60 },
  });
  const exported = await engine.client.exchange.export({ set: { object: 'company' }, format: 'csv' });
  const other = await testEngine();
  await importFile(other, stage(other, readExport(engine, exported.file)), { object: 'company' });

  expect(north.rows).toMatchObject([{ name: 'A', address: { latitude: 60.39, longitude: 5.32 } }]);
  expect((await allRows(other, 'company'))[0]).toMatchObject({ address: { street: 'Kaigaten 1', latitude: 60.39 } });
});
