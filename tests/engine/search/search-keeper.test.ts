import { expect, test } from 'vitest';
import { createSearchKeeper } from '@main/engine/records/search/search-keeper';
import { isRebuilding } from '@main/engine/records/search/rebuild-progress';
import { checkFixture } from '../../helpers/check-fixture';
import { testEngine } from '../../helpers/test-engine';
import { writeFixture } from '../../helpers/write-fixture';

const keeperFixture = () => {
  const fixture = writeFixture();
  for (let i = 0; i < 1200; i += 1) fixture.create('company', { name: `Company ${i}`, taxId: String(i) });
  fixture.create('person', { name: 'Ann Lee' });
  const failures: unknown[] = [];
  const open = () =>
    createSearchKeeper({
      ...fixture.deps,
      read: fixture.db,
      log: { info: () => undefined, warn: () => undefined, error: (_message, cause) => failures.push(cause) },
    });
  const check = () => checkFixture(fixture);
  return { ...fixture, open, check, failures };
};

test('an index that was lost is written anew, and the doctor is content', async () => {
  const { open, check, search, database, failures } = keeperFixture();
  const keeper = open();
  await keeper.rebuild();
  database.inTransaction((db) => {
    db.run('DELETE FROM search_fts');
    db.run('DELETE FROM fragment_title WHERE rowid > 5');
    db.run("INSERT INTO fragment_body(rowid, text) VALUES (9999, 'ghost')");
  });
  expect((await check()).ok).toBe(false);

  await keeper.rebuild();

  expect(await check()).toEqual({ ok: true, findings: [] });
  expect(search('ann')).toHaveLength(1);
  expect(failures).toEqual([]);
  await keeper.close();
});

test('whoever asked for search to be written anew may leave, and it is written to its end all the same', async () => {
  const { open, check, db, failures } = keeperFixture();
  const keeper = open();
  await keeper.rebuild();
  const leave = new AbortController();
  const left = new Error('left');
  const asked = keeper.rebuild(leave.signal);
  while (!isRebuilding(db)) await Promise.resolve();

  leave.abort(left);

  await expect(asked).rejects.toBe(left);
  expect(isRebuilding(db)).toBe(true);
  while (isRebuilding(db)) await new Promise((resolve) => setImmediate(resolve));
  expect(await check()).toEqual({ ok: true, findings: [] });
  expect(failures).toEqual([]);
  await keeper.close();
});

test('search is not written anew for somebody who has left before it began', async () => {
  const { open, database, check } = keeperFixture();
  const keeper = open();
  await keeper.rebuild();
  keeper.indexWritten();
  database.inTransaction((db) => db.run('DELETE FROM search_fts'));

  await expect(keeper.rebuild(AbortSignal.abort(new Error('left')))).rejects.toThrow('left');

  await keeper.close();
  expect((await check()).ok).toBe(false);
});

test('what was cut short goes on when the workspace opens again; what changed meanwhile is right', async () => {
  const { open, check, db, search, create } = keeperFixture();
  const first = open();
  while (!isRebuilding(db)) await Promise.resolve();
  await first.close();
  expect(isRebuilding(db)).toBe(true);
  create('company', { name: 'Meanwhile' });

  const second = open();
  while (isRebuilding(db)) await new Promise((resolve) => setImmediate(resolve));

  expect(await check()).toEqual({ ok: true, findings: [] });
  expect(search('meanwhile')).toHaveLength(1);
  expect(search('company')).toHaveLength(1200);
  await second.close();
});

test('a field that goes to the trash is no longer searched, and is again when it returns', async () => {
  const { client } = await testEngine();
  await client.schema.createField({
    object: 'company',
    name: 'motto',
    label: 'Motto',
    type: 'text',
    settings: {},
    help: '',
    isRequired: false,
    isUnique: false,
  });
  await client.records.create({ object: 'company', values: { name: 'Acme', motto: 'Excelsior' } });
  const found = async () => (await client.search.find({ text: 'excelsior', limit: 5 })).results.length;
  const settled = async (count: number): Promise<void> => {
    for (let i = 0; i < 200 && (await found()) !== count; i += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  expect(await found()).toBe(1);

  await client.schema.deleteField({ object: 'company', name: 'motto' });
  await settled(0);
  expect(await found()).toBe(0);

  await client.schema.restoreField({ object: 'company', name: 'motto' });
  await settled(1);
  expect(await found()).toBe(1);
});
