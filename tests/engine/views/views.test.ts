import { expect, test } from 'vitest';
import type { SavedView, ViewSettings } from '@shared/domain/views';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const SETTINGS: ViewSettings = {
  kind: 'table',
  sort: [{ field: 'name', direction: 'asc', nulls: 'last' }],
  columns: [{ field: 'name', widthPx: 200, isHidden: false }],
  filter: { field: 'company.industry', op: 'contains', value: 'ship' },
};

const findView = async (client: TestEngine['client'], id: string): Promise<SavedView | undefined> =>
  (await client.views.list({})).views.find((view) => view.id === id);

test('a new workspace has a view of each standard object, and each of them can be read', async () => {
  const { client } = await testEngine();

  const { views } = await client.views.list({});
  const { objects } = await client.schema.get({});

  expect(new Set(views.map((view) => view.object))).toEqual(new Set(objects.map((object) => object.name)));
  expect(views.find((view) => view.settings.kind === 'board')).toMatchObject({
    object: 'opportunity',
    name: 'Pipeline',
  });
  for (const { object, settings } of views) {
    const fields = settings.columns.map((column) => column.field);
    const { filter, sort } = settings;
    await client.records.query({ object, fields, sort, ...(filter ? { filter } : {}) });
  }
});

test('a view is kept as it was saved, last among its object’s, over a restart', async () => {
  const engine = await testEngine();

  const made = await engine.client.views.create({ object: 'person', name: 'Shippers', settings: SETTINGS });
  const again = await engine.reopen();
  const people = (await again.client.views.list({})).views.filter((view) => view.object === 'person');

  expect(people.at(-1)).toEqual(made);
  expect(made).toMatchObject({ name: 'Shippers', settings: SETTINGS, isFavorite: false, revision: 1 });
});

test('a change based on a stale revision is refused and changes nothing', async () => {
  const { client } = await testEngine();
  const mine = await client.views.create({ object: 'person', name: 'Mine', settings: SETTINGS });
  await client.views.update({ id: mine.id, name: 'Ours', expectedRevision: mine.revision });

  const stale = client.views.update({ id: mine.id, name: 'Theirs', expectedRevision: mine.revision });

  await expect(stale).rejects.toMatchObject({ code: 'conflict', data: { actual: 2 } });
  expect(await findView(client, mine.id)).toMatchObject({ name: 'Ours', revision: 2 });
});

test('changing a view and deleting it are steps of undo', async () => {
  const { client } = await testEngine();
  const mine = await client.views.create({ object: 'person', name: 'Mine', settings: SETTINGS });
  const board: ViewSettings = { ...SETTINGS, kind: 'board', groupBy: 'lifecycle' };
  await client.views.update({ id: mine.id, settings: board, isFavorite: true, expectedRevision: 1 });
  await client.views.delete({ id: mine.id });
  expect(await findView(client, mine.id)).toBeUndefined();

  await client.history.undo({});
  expect(await findView(client, mine.id)).toMatchObject({ settings: board, isFavorite: true });
  await client.history.undo({});
  expect(await findView(client, mine.id)).toMatchObject({ settings: SETTINGS, isFavorite: false });
  await client.history.undo({});
  expect(await findView(client, mine.id)).toBeUndefined();
  await client.history.redo({});

  expect(await findView(client, mine.id)).toMatchObject({ name: 'Mine' });
});

test('a view that is not there, or of an object that is not, is not found', async () => {
  const { client } = await testEngine();
  const mine = await client.views.create({ object: 'person', name: 'Mine', settings: SETTINGS });
  await client.views.delete({ id: mine.id });

  const notFound = { code: 'not_found' };
  await expect(client.views.delete({ id: mine.id })).rejects.toMatchObject(notFound);
  await expect(client.views.update({ id: mine.id, name: 'x', expectedRevision: 1 })).rejects.toMatchObject(notFound);
  const ofNothing = client.views.create({ object: 'constructor', name: 'x', settings: SETTINGS });
  await expect(ofNothing).rejects.toMatchObject(notFound);
});

test('a change that says nothing new logs nothing and keeps the revision', async () => {
  const { client } = await testEngine();
  const mine = await client.views.create({ object: 'person', name: 'Mine', settings: SETTINGS });
  const before = await client.history.operations({});

  const same = await client.views.update({ id: mine.id, name: 'Mine', settings: SETTINGS, expectedRevision: 1 });

  expect(same).toEqual(mine);
  expect(await client.history.operations({})).toEqual(before);
});

test('views of an object in the trash are not listed, and come back with it', async () => {
  const { client } = await testEngine();
  await client.schema.createObject({ labelSingular: 'Site', labelPlural: 'Sites' });
  const settings: ViewSettings = { kind: 'table', sort: [], columns: [] };
  const mine = await client.views.create({ object: 'site', name: 'All sites', settings });

  await client.schema.deleteObject({ name: 'site' });
  const hidden = await findView(client, mine.id);
  await client.schema.restoreObject({ name: 'site' });

  expect(hidden).toBeUndefined();
  expect(await findView(client, mine.id)).toEqual(mine);
});
