import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import { RecordId } from '@shared/domain/ids';
import { openDatabase } from '@main/engine/storage/open-database';
import { testEngine } from '../../helpers/test-engine';

const ownerOf = async (client: EngineClient) => {
  const { members } = await client.members.list({});
  const [owner] = members;
  if (!owner) throw new Error('Nobody');
  return owner;
};

test('a new workspace has one member, its Owner, who is called what the workspace calls them', async () => {
  const { client } = await testEngine();
  await client.workspace.update({ ownerName: 'Ines' });

  const { members, roles, me } = await client.members.list({});

  expect(members).toEqual([{ id: me, name: 'Ines', email: '', role: 'owner', isActive: true }]);
  expect(roles.map(({ key }) => key)).toEqual(['owner', 'admin', 'member', 'guest']);
  expect(await client.history.state({})).toEqual({ undo: null, redo: null });
});

test('a member who is renamed is renamed wherever they are shown, and undo takes it back', async () => {
  const { client } = await testEngine();
  await client.workspace.update({ ownerName: 'Ines' });
  const { id } = await ownerOf(client);
  const { row } = await client.records.create({ object: 'company', values: { name: 'Acme' } });

  await client.members.update({ id, name: 'Inês' });

  expect(row['owner']).toEqual({ id, title: 'Ines' });
  expect(await client.records.get({ object: 'company', id: row.id })).toMatchObject({ owner: { id, title: 'Inês' } });
  expect((await client.workspace.status({})).settings.ownerName).toBe('Inês');
  await client.history.undo({});
  expect((await ownerOf(client)).name).toBe('Ines');
});

test('a record belongs to whoever made it unless it is given to somebody or to nobody', async () => {
  const { client } = await testEngine();
  const me = await ownerOf(client);
  const bo = await client.members.add({ name: 'Bo Ek', email: 'bo@x.example' });

  const { row: mine } = await client.records.create({ object: 'opportunity', values: { name: 'A' } });
  const { row: his } = await client.records.create({
    object: 'opportunity',
    values: { name: 'B', owner: 'BO@x.example' },
  });
  const { row: nobodys } = await client.records.create({ object: 'opportunity', values: { name: 'C', owner: null } });

  expect([mine['owner'], his['owner'], nobodys['owner']]).toEqual([
    { id: me.id, title: me.name },
    { id: bo.id, title: 'Bo Ek' },
    null,
  ]);
  expect(mine['createdBy']).toEqual({ kind: 'person', name: me.name, id: me.id });
});

test('lists are filtered by "is me", sorted and grouped by the names of members', async () => {
  const { client } = await testEngine();
  await client.workspace.update({ ownerName: 'Ines' });
  const cy = await client.members.add({ name: 'Cy' });
  const ada = await client.members.add({ name: 'ada' });
  for (const [name, owner] of [
    ['mine', undefined],
    ['c', cy.id],
    ['a', ada.id],
  ] as const) {
    await client.records.create({ object: 'company', values: { name, ...(owner === undefined ? {} : { owner }) } });
  }
  const names = async (input: Omit<Parameters<EngineClient['records']['query']>[0], 'object'>) =>
    (await client.records.query({ object: 'company', ...input })).rows.map((row) => row['name']);

  const sorted = await names({ sort: [{ field: 'owner' }] });
  const mine = await names({ filter: { field: 'owner', op: 'isMe' } });
  const notMine = await names({ filter: { not: { field: 'owner', op: 'isMe' } } });
  const madeByMe = await names({ filter: { field: 'createdBy', op: 'isMe' } });
  const { groups } = await client.records.aggregate({
    object: 'company',
    groupBy: ['owner'],
    aggregates: [{ fn: 'count' }],
  });

  expect(sorted).toEqual(['a', 'c', 'mine']);
  expect([mine, notMine, madeByMe.length]).toEqual([['mine'], ['c', 'a'], 3]);
  expect(new Set(groups.map(({ titles }) => titles[0]))).toEqual(new Set(['Cy', 'Ines', 'ada']));
});

test('who is not a member, or is called like another, is refused with the field', async () => {
  const { client } = await testEngine();
  await client.members.add({ name: 'Bo' });
  await client.members.add({ name: 'bo' });

  for (const owner of ['Nobody', 'Bo', 7, { id: 'x' }, ['a'], true]) {
    await expect(client.records.create({ object: 'company', values: { name: 'A', owner } })).rejects.toMatchObject({
      code: 'invalid_input',
      data: { field: 'owner' },
    });
  }
  await expect(
    client.records.query({ object: 'company', filter: { field: 'owner', op: 'is', value: "x' OR 1=1 --" } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('an e-mail address has one member, a role must be there, and somebody must stay Owner', async () => {
  const { client } = await testEngine();
  const owner = await ownerOf(client);
  const bo = await client.members.add({ name: 'Bo', email: 'bo@x.example' });

  await expect(client.members.add({ name: 'B', email: 'BO@X.example' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(client.members.add({ name: 'B', email: 'not one' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(client.members.add({ name: 'B', role: 'king' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    client.members.update({ id: RecordId.parse(bo.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))), name: 'X' }),
  ).rejects.toMatchObject({ code: 'not_found' });
  await expect(client.members.update({ id: owner.id, role: 'guest' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(client.members.update({ id: owner.id, isActive: false })).rejects.toMatchObject({ code: 'conflict' });
  await client.members.update({ id: bo.id, role: 'owner' });
  expect(await client.members.update({ id: owner.id, role: 'guest' })).toMatchObject({ role: 'guest' });
});

test('a workspace from before there were members gets its owner, and its assignees become members', async () => {
  const before = await testEngine();
  await before.client.workspace.update({ ownerName: 'Ines' });
  const { row } = await before.client.records.create({ object: 'task', values: { title: 'Call' } });
  const { row: other } = await before.client.records.create({ object: 'task', values: { title: 'Write' } });
  await before.close();
  const old = openDatabase({ file: before.engine.databaseFile, mode: 'writer' });
  old.inTransaction((db) => {
    db.exec(`DELETE FROM member; DELETE FROM role; DELETE FROM rec WHERE obj IN ('_member', '_role');
      DELETE FROM rec WHERE obj = '_field' AND id IN (SELECT id FROM meta_field WHERE key = 'owner');
      DELETE FROM meta_field WHERE key = 'owner'; UPDATE meta_field SET type = 'text' WHERE key = 'assignee';`);
    db.run('UPDATE r_task SET f_assignee = ? WHERE id = ?', ['ines', row.id]);
    db.run('UPDATE r_task SET f_assignee = ? WHERE id = ?', ['Old Colleague', other.id]);
  });
  old.close();

  const { client } = await testEngine({ folder: before.folder });

  const { members, me } = await client.members.list({});
  expect(members.map(({ name, role, isActive }) => [name, role, isActive])).toEqual([
    ['Ines', 'owner', true],
    ['Old Colleague', 'member', false],
  ]);
  expect(await client.records.get({ object: 'task', id: row.id })).toMatchObject({
    assignee: { id: me, title: 'Ines' },
  });
  expect(await client.records.get({ object: 'task', id: other.id })).toMatchObject({
    assignee: { title: 'Old Colleague' },
  });
  expect((await client.records.create({ object: 'person', values: {} })).row['owner']).toEqual({
    id: me,
    title: 'Ines',
  });
});
