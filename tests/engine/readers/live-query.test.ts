import { expect, test } from 'vitest';
import { testEngine } from '../../helpers/test-engine';

test('a watched page comes at once and again when a write has changed it', async () => {
  const { client } = await testEngine();
  const filter = { field: 'rating', op: 'gte' as const, value: 4 };
  const pages = await client.records.watch({ object: 'person', filter, fields: ['name', 'rating'] });
  expect((await pages.next()).value).toMatchObject({ total: 0, rows: [] });

  await client.records.create({ object: 'person', values: { name: 'Dull', rating: 1 } });
  const { row } = await client.records.create({ object: 'person', values: { name: 'Ann Lee', rating: 5 } });

  expect((await pages.next()).value).toMatchObject({ total: 1, rows: [{ id: row.id, rating: 5 }] });
  await client.records.update({ object: 'person', id: row.id, values: { rating: 2 } });
  expect((await pages.next()).value).toMatchObject({ total: 0 });
  await pages.return?.();
});

test('what was written is found, filtered by relation and counted at once', async () => {
  const { client } = await testEngine();
  const acme = await client.records.create({ object: 'company', values: { name: 'Acme', industry: 'Solar' } });

  await client.records.create({
    object: 'person',
    values: { name: 'Ann Lee', company: acme.row.id, emails: ['ann@acme.example'], phones: ['+49 30 555 123'] },
  });

  for (const text of ['lee', 'ann@ac', '+4930555', 'acme.example']) {
    const { results } = await client.search.find({ text });
    expect(results.map(({ title, subtitle }) => [title, subtitle])).toContainEqual([
      'Ann Lee',
      'Acme · ann@acme.example',
    ]);
  }
  const solar = await client.records.query({
    object: 'person',
    filter: { field: 'company.industry', op: 'is', value: 'solar' },
    fields: ['company', 'company.name'],
  });
  expect(solar).toMatchObject({
    total: 1,
    rows: [{ company: { id: acme.row.id, title: 'Acme' }, 'company.name': 'Acme' }],
  });
  const { groups } = await client.records.aggregate({
    object: 'person',
    groupBy: ['company'],
    aggregates: [{ fn: 'count' }],
  });
  expect(groups).toEqual([{ keys: [acme.row.id], titles: ['Acme'], values: [1] }]);

  await client.records.delete({ object: 'person', selection: { set: { object: 'person' } } });

  expect((await client.search.find({ text: 'lee' })).results).toEqual([]);
  expect((await client.records.query({ object: 'person', state: 'trash' })).total).toBe(1);
});
