import { expect, onTestFinished, test, vi } from 'vitest';
import { hasDue } from '@main/engine/records/write/search-rows.sql';
import { createSearchKeeper } from '@main/engine/records/search/search-keeper';
import { countFragments, fragmentRids, fragmentSource } from '@main/engine/records/search/fragments.sql';
import { checkFixture } from '../../helpers/check-fixture';
import { testEngine } from '../../helpers/test-engine';
import { writeFixture } from '../../helpers/write-fixture';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

const find = async ({ client }: Awaited<ReturnType<typeof testEngine>>, text: string): Promise<readonly string[]> =>
  (await client.search.find({ text, limit: 5 })).results.map(({ title }) => title);

test('search finds a record by what it is at the moment it is asked', async () => {
  const engine = await testEngine();
  const { client } = engine;
  const { row } = await client.records.create({ object: 'company', values: { name: 'Armtron' } });
  const id = row.id;
  const found: (readonly string[])[] = [await find(engine, 'armtron')];

  await client.records.update({ object: 'company', id, values: { name: 'Beltron' } });
  found.push(await find(engine, 'armtron'), await find(engine, 'beltron'), await find(engine, 'eltro'));
  await client.records.delete({ object: 'company', selection: { ids: [id] } });
  found.push(await find(engine, 'beltron'));
  await client.records.restore({ object: 'company', selection: { ids: [id] } });
  found.push(await find(engine, 'beltron'));

  expect(found).toEqual([['Armtron'], [], ['Beltron'], ['Beltron'], [], ['Beltron']]);
});

test('filters on texts take records into account that search is still to hear of', async () => {
  const { client } = await testEngine();
  const names = async (value: string) => {
    const { rows } = await client.records.query({
      object: 'company',
      filter: { field: 'name', op: 'contains', value },
      page: { limit: 10 },
    });
    return rows.map((row) => row['name']);
  };
  const { row } = await client.records.create({ object: 'company', values: { name: 'Armtron' } });

  const made = await names('mtro');
  await client.records.update({ object: 'company', id: row.id, values: { name: 'Beltron' } });

  expect([made, await names('mtro'), await names('ltro')]).toEqual([['Armtron'], [], ['Beltron']]);
});

test('what was written before a crash is indexed soon after the workspace opens again', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { create, db, deps } = writeFixture();
  create('company', { name: 'Armtron' });
  const wasDue = hasDue(db);

  createSearchKeeper({ ...deps, read: db, log: SILENT });
  vi.runAllTimers();

  expect([wasDue, hasDue(db)]).toEqual([true, false]);
});

test('the doctor is content with records that are due', async () => {
  const { create, remove, db, deps } = writeFixture();
  remove('company', create('company', { name: 'Armtron' }));
  create('company', { name: 'Beltron' });

  const report = await checkFixture({ deps, db });

  expect(hasDue(db)).toBe(true);
  expect(report).toEqual({ ok: true, findings: [] });
});

test('a transaction of many records indexes them itself', () => {
  const { write, db, schema } = writeFixture();
  const company = schema.objects.get('company');
  if (!company) throw new Error('No company');

  write(
    ...Array.from(
      { length: 250 },
      (_, i) => ({ kind: 'create', object: 'company', values: { name: `Armtron ${i}` } }) as const,
    ),
  );

  const source = fragmentSource(db, company, company.titleField, 'armtron');
  if (!source) throw new Error('Not served');
  expect(hasDue(db)).toBe(false);
  expect(countFragments(db, source, 1000)).toBe(250);
  expect(db.pluck(`SELECT count(*) FROM (${fragmentRids(source).sql})`, fragmentRids(source).params)).toEqual([250]);
});
