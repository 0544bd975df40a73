import { expect, test } from 'vitest';
import type { RecordId } from '@shared/domain/ids';
import { undoOperation } from '@main/engine/records/undo/undo.service';
import { checkFixture } from '../../helpers/check-fixture';
import { writeFixture } from '../../helpers/write-fixture';

const NOWHERE = '00000000-0000-7000-8000-000000000000';

const doctorFixture = () => {
  const fixture = writeFixture();
  const company = fixture.create('company', { name: 'Acme', domains: ['acme.com'], taxId: '1' });
  const person = fixture.create('person', { name: 'Ann Lee', emails: ['a@b.c', 'd@e.f'], company });
  fixture.create('task', { title: 'Call', target: { object: 'person', id: person } });
  fixture.update('person', person, { emails: ['d@e.f'], score: 4 });
  fixture.indexWritten();
  return {
    ...fixture,
    company,
    person,
    check: () => checkFixture(fixture),
    damage: (sql: string): void => fixture.database.inTransaction((db) => db.exec(sql)),
  };
};

test('a sound workspace has no findings, whatever was done to it', async () => {
  const fixture = doctorFixture();
  fixture.remove('company', fixture.company);
  await undoOperation(fixture.deps, { actor: fixture.actor });
  fixture.remove('person', fixture.person);
  fixture.create('company', { name: 'Beta' });

  expect(await fixture.check()).toEqual({ ok: true, findings: [] });
});

test.each([
  ['a link to nobody', `UPDATE r_person SET f_company = '${NOWHERE}'`, 'links'],
  ['a link to a record of another object', 'UPDATE r_person SET f_company = id', 'links'],
  ['a morph link to nobody', `UPDATE r_task SET f_target = 'person:${NOWHERE}'`, 'links'],
  ['a record that search does not know', 'DELETE FROM search_fts WHERE rowid = 2', 'search'],
  ['words of a record that is gone', "INSERT INTO search_fts(rowid, title, body) VALUES (999, 'x', '')", 'search'],
  ['a record without its fragments', 'DELETE FROM fragment_body WHERE rowid = 2', 'search'],
  ['fragments of a record that is gone', "INSERT INTO fragment_title(rowid, text) VALUES (999, 'xyz')", 'search'],
  ['a missing normalised value', "DELETE FROM value_index WHERE v = 'd@e.f'", 'values'],
  [
    'a normalised value that is out of date',
    "INSERT INTO value_index VALUES ('a@b.c', 'person', 'emails', 2)",
    'values',
  ],
  ['a normalised value of nobody', "INSERT INTO value_index VALUES ('a@b.c', 'person', 'emails', 999)", 'values'],
  ['a wrong total', 'UPDATE object_count SET live = live + 1', 'totals'],
  ['a lost row', 'DELETE FROM r_task', 'rows'],
  ['a row of no record', `INSERT INTO r_task(rid, id) VALUES (999, '${NOWHERE}')`, 'rows'],
  ['a record whose row disagrees about its life', 'UPDATE rec SET alive = 0 WHERE rid = 3', 'rows'],
  ['a hole in the log', 'DELETE FROM change_log WHERE dseq = 2', 'log'],
  ['a lost end of the log', 'DELETE FROM change_log WHERE dseq = 4', 'log'],
  ['a record that is not in the log', 'DELETE FROM change_log WHERE dseq = 1', 'log'],
  ['a clock behind the log', 'UPDATE sync_self SET hlc = 5', 'clock'],
  ['stamps that do not rise', 'UPDATE change_log SET t = 1 WHERE dseq = 3', 'log'],
  ['a change of an action that never was', 'UPDATE change_log SET op = 999 WHERE dseq = 3', 'log'],
  ['a record stamped after the clock', 'UPDATE rec SET base_t = 9007199254740991 WHERE rid = 2', 'clock'],
  ['a table of no object', 'CREATE TABLE r_nobody(rid INTEGER PRIMARY KEY)', 'tables'],
  [
    'a job that cannot be read',
    "INSERT INTO job(queue, kind, title, payload, state, run_at_ms, max_attempts, created_at_ms) VALUES ('q', 'k', '{}', '{', 'ready', 1, 1, 1)",
    'rows',
  ],
  ['a missing column', 'ALTER TABLE r_person DROP COLUMN f_score', 'columns'],
  [
    'an attachment that is not on disk',
    `INSERT INTO attachment VALUES ('${'a'.repeat(64)}', 'image/png', 1, 1)`,
    'files',
  ],
])('%s is found', async (_, sql, check) => {
  const fixture = doctorFixture();
  fixture.damage(sql);

  const report = await fixture.check();

  expect(report.ok).toBe(false);
  expect(report.findings.map((finding) => finding.check)).toContain(check);
  for (const finding of report.findings) expect(finding.count).toBeGreaterThan(0);
});

test('what is written while the doctor is at work is no fault', async () => {
  const fixture = doctorFixture();
  const work = fixture.check();
  let id: RecordId | undefined;
  const busy = setInterval(() => {
    id = fixture.create('person', { emails: [`${id ?? 'first'}@b.c`] });
  });

  const report = await work;
  clearInterval(busy);

  expect(report).toEqual({ ok: true, findings: [] });
});
