import { expect, test } from 'vitest';
import { testEngine } from '../../helpers/test-engine';

test('a new workspace is not set up until it has a name', async () => {
  const { client } = await testEngine();
  expect(await client.workspace.status({})).toMatchObject({ isSetUp: false, counts: { person: 0 } });

  const status = await client.workspace.update({ name: 'Meridian', ownerName: 'Ines', timeZone: 'Europe/Oslo' });

  expect(status).toMatchObject({
    isSetUp: true,
    settings: { name: 'Meridian', timeZone: 'Europe/Oslo', currency: 'EUR' },
  });
});

test.each([{ timeZone: 'Mars/Olympus' }, { locale: 'no such language' }])(
  'settings that mean nothing are refused: %o',
  async (change) => {
    const { client } = await testEngine();

    await expect(client.workspace.update(change)).rejects.toMatchObject({ code: 'invalid_input' });
  },
);

test('the sample data is one action: there at once, searchable, gone with one undo', async () => {
  const { client } = await testEngine();

  const { created } = await client.workspace.loadSampleData({});

  expect(created).toMatchObject({ company: 120, person: 500, opportunity: 200 });
  expect((await client.workspace.status({})).counts).toEqual(created);
  expect((await client.search.find({ text: 'fjordgate', limit: 5 })).results.length).toBeGreaterThan(0);
  await client.history.undo({});
  expect((await client.workspace.status({})).counts).toEqual({
    company: 0,
    person: 0,
    opportunity: 0,
    task: 0,
    note: 0,
  });
});

test('a workspace keeps its settings and records when it is closed and opened again', async () => {
  const first = await testEngine();
  await first.client.workspace.update({ name: 'Meridian' });
  await first.client.records.create({ object: 'person', values: { name: { first: 'Maren', last: 'Haugen' } } });

  const { client } = await first.reopen();

  expect(await client.workspace.status({})).toMatchObject({ isSetUp: true, counts: { person: 1 } });
  expect((await client.search.find({ text: 'mar', limit: 5 })).results).toMatchObject([{ title: 'Maren Haugen' }]);
});
