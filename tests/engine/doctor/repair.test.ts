import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { computedWorkspace, type ComputedWorkspace, euro } from '../computed/computed-workspace';

interface Damaged extends ComputedWorkspace {
  readonly damage: (sql: string) => void;
  readonly file: (name: string, content: string) => void;
}

const repairFixture = async (): Promise<Damaged> => {
  const workspace = await computedWorkspace();
  await workspace.formula('opportunity', 'doubled', 'amount(amount) * 2');
  await workspace.add('opportunity', { name: 'Pumps', amount: euro(1), stage: 'won' });
  const company = await workspace.add('company', { name: 'Zephyrine' });
  await workspace.add('person', { name: { first: 'Ann', last: 'Lee' }, emails: ['ann@a.b'], company });
  await workspace.client.search.find({ text: 'ann' });
  return {
    ...workspace,
    damage: (sql) => workspace.engine.database.inTransaction((db) => db.exec(sql)),
    file: (name, content) => {
      const target = path.join(workspace.folder, 'files', name.slice(0, 2), name);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, content);
    },
  };
};

const PERSON = "(SELECT rid FROM rec WHERE obj = 'person')";

test.each([
  ['words of search', `DELETE FROM search_fts WHERE rowid = ${PERSON}`, 'search'],
  ['other words than a record has', `UPDATE search_fts SET title = 'x', body = 'y' WHERE rowid = ${PERSON}`, 'search'],
  ['fragments of titles', `DELETE FROM fragment_title WHERE rowid = ${PERSON}`, 'search'],
  ['fragments of texts', `DELETE FROM fragment_body WHERE rowid = ${PERSON}`, 'search'],
  ['words of a record that is gone', "INSERT INTO search_fts(rowid, title, body) VALUES (9999, 'x', '')", 'search'],
  ['the words for mistyped ones', "DELETE FROM search_word WHERE word = 'zephyrine'", 'words'],
  ['a normalised value', "DELETE FROM value_index WHERE v = 'ann@a.b'", 'values'],
  [
    'a normalised value that is out of date',
    `INSERT INTO value_index VALUES ('b@a.b', 'person', 'emails', ${PERSON})`,
    'values',
  ],
  ['a normalised value of nobody', "INSERT INTO value_index VALUES ('b@a.b', 'person', 'emails', 9999)", 'values'],
  ['a total', 'UPDATE object_count SET live = live + 1, trashed = 7', 'totals'],
  [
    'a kept total',
    `INSERT INTO kept_total VALUES ('person', '', '', '', '');
     INSERT INTO kept_total_value VALUES ('person', '', '', '', '', 5, 0)`,
    'totals',
  ],
  ['an index of an object', 'DROP INDEX r_person_created', 'indexes'],
  ['an index of the log', 'DROP INDEX change_log_rec', 'indexes'],
  [
    'an index that is left over',
    'CREATE INDEX kept_index_left ON r_person(created_at) WHERE deleted_at IS NULL',
    'indexes',
  ],
  [
    'an index that is not there',
    "INSERT INTO kept_index VALUES ('kept_index_gone', 'person', '[]', 1, NULL)",
    'indexes',
  ],
  ['lines of a job that is gone', "INSERT INTO job_log VALUES (9999, 1, 1, 'x')", 'jobs'],
])('damage to %s is found and mended, once', async (_, sql, check) => {
  const { client, damage } = await repairFixture();
  damage(sql);
  const before = await client.workspace.doctor({});

  const repaired = await client.diagnostics.repair({});

  expect(before.findings.map((each) => each.check)).toContain(check);
  expect(repaired.report).toEqual({ ok: true, findings: [] });
  expect(repaired.mended.map((each) => each.check)).toContain(check);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  expect(await client.diagnostics.repair({})).toEqual({ report: { ok: true, findings: [] }, mended: [], folder: null });
});

test('a computed value is worked out anew, and lists that show it hear of it', async () => {
  const { client, damage, engine } = await repairFixture();
  const { objects } = await client.schema.get({});
  const fields = objects.find(({ name }) => name === 'opportunity')?.fields;
  damage(`UPDATE r_opportunity SET f_${fields?.find(({ name }) => name === 'doubled')?.key ?? ''} = 7`);

  const { report, mended } = await client.diagnostics.repair({});

  const { rows } = await client.records.query({ object: 'opportunity', fields: ['doubled'] });
  expect(report.ok).toBe(true);
  expect(mended).toMatchObject([{ check: 'computed', count: 1 }]);
  expect(rows).toMatchObject([{ doubled: 2 }]);
  await engine.jobs.whenIdle();
});

test('an index that disagrees with its table is written anew', async () => {
  const fixture = await repairFixture();
  await fixture.close();
  const file = new Database(fixture.engine.databaseFile);
  file.unsafeMode();
  file.pragma('writable_schema = ON');
  file.exec("UPDATE sqlite_schema SET sql = replace(sql, 'IS NULL', 'IS NOT NULL') WHERE name = 'r_person_created'");
  file.pragma('writable_schema = RESET');
  file.exec('REINDEX r_person_created');
  file.pragma('writable_schema = ON');
  file.exec("UPDATE sqlite_schema SET sql = replace(sql, 'IS NOT NULL', 'IS NULL') WHERE name = 'r_person_created'");
  file.close();
  const { client } = await fixture.reopen();

  const before = await client.workspace.doctor({});
  const { report, mended } = await client.diagnostics.repair({});

  expect(before.findings).toMatchObject([{ check: 'indexes', canMend: true }]);
  expect(mended).toEqual(before.findings);
  expect(report.ok).toBe(true);
});

test('files of no attachment are set aside, not deleted, beside the database as it was', async () => {
  const { client, file, folder } = await repairFixture();
  file('ab-stray.part', 'half a file');

  const { report, mended, folder: aside } = await client.diagnostics.repair({});

  expect(report.ok).toBe(true);
  expect(mended).toMatchObject([{ check: 'orphans', count: 1 }]);
  expect(aside?.startsWith(path.join(folder, 'set-aside'))).toBe(true);
  expect(fs.readFileSync(path.join(aside ?? '', 'files', 'ab', 'ab-stray.part'), 'utf8')).toBe('half a file');
  const copy = new Database(path.join(aside ?? '', 'workspace-before-repair.db'), { readonly: true });
  expect(copy.prepare("SELECT count(*) AS n FROM rec WHERE obj = 'person'").get()).toEqual({ n: 1 });
  copy.close();
});

test('an attachment is known by what it holds', async () => {
  const { client, damage, file } = await repairFixture();
  const sha = createHash('sha256').update('hello').digest('hex');
  damage(`INSERT INTO attachment VALUES ('${sha}', 'text/plain', 5, 1)`);
  file(sha, 'hello');
  const whole = await client.workspace.doctor({});

  file(sha, 'hullo');
  const changed = await client.workspace.doctor({});

  expect(whole.ok).toBe(true);
  expect(changed.findings).toMatchObject([{ check: 'files', count: 1, canMend: false }]);
});

test.each([
  ['records', 'DELETE FROM r_opportunity', 'rows'],
  ['the log', 'DELETE FROM change_log WHERE dseq = (SELECT max(dseq) - 1 FROM change_log)', 'log'],
  ['relations', "UPDATE r_person SET f_company = 'nobody'", 'links'],
  ['stages', "UPDATE r_opportunity SET f_stage = 'elsewhere'", 'stages'],
  ['tables', 'DROP TABLE import_rejected', 'tables'],
])('damage to %s is told and never mended', async (_, sql, check) => {
  const { client, damage, engine } = await repairFixture();
  damage(sql);
  const dump = () =>
    ['rec', 'change_log', 'r_person', 'r_opportunity'].map((table) =>
      engine.database.read.all(`SELECT * FROM ${table}`),
    );
  const before = dump();

  const { report } = await client.diagnostics.repair({});

  expect(report.findings.filter(({ canMend }) => !canMend).map((each) => each.check)).toContain(check);
  expect(dump()).toEqual(before);
});

test('whoever leaves cancels the check', async () => {
  const { client, engine } = await repairFixture();
  const leave = new AbortController();
  const check = client.workspace.doctor({}, { signal: leave.signal });
  check.catch(() => undefined);
  leave.abort();

  await expect(check).rejects.toBeInstanceOf(Error);
  await engine.jobs.whenIdle();
  const { jobs } = await client.jobs.list({ filter: { kind: 'doctor.check' } });
  expect(jobs.every(({ state }) => state === 'cancelled')).toBe(true);
});
