import { expect, test } from 'vitest';
import type { RecordId } from '@shared/domain/ids';
import { everything, newMember } from '../../helpers/as-member';
import { computedWorkspace, type ComputedWorkspace } from '../computed/computed-workspace';

const purge = ({ client }: Pick<ComputedWorkspace, 'client'>, ...ids: readonly RecordId[]) =>
  client.records.purge({ object: 'company', selection: { ids: [...ids] } });

const linked = async () => {
  const workspace = await computedWorkspace();
  await workspace.field('company', 'bids', 'relations', { target: 'opportunity', inverseName: 'bidders' });
  await workspace.rollup('opportunity', 'bidderCount', { related: 'bidders', fn: 'count' });
  const acme = await workspace.add('company', { name: 'Acme', domains: ['acme.example'] });
  const deal = await workspace.add('opportunity', { name: 'Pumps', company: acme, bidders: [acme] });
  return { ...workspace, acme, deal };
};

test('a record that is deleted for good is nowhere, and the rest is sound', async () => {
  const workspace = await linked();
  const { acme, add, client, deal, remove } = workspace;
  const other = await add('company', { name: 'Other' });
  await remove('company', acme, other);
  await client.search.opened({ object: 'company', id: acme }).catch(() => undefined);

  const result = await purge(workspace, acme);

  expect(result).toMatchObject({ count: 1 });
  const trash = await client.records.query({ object: 'company', state: 'trash' });
  expect(trash.rows.map(({ id }) => id)).toEqual([other]);
  expect((await client.workspace.status({})).trashCounts['company']).toBe(1);
  for (const ask of [
    client.records.get({ object: 'company', id: acme }),
    client.history.record({ object: 'company', id: acme }),
    client.records.update({ object: 'company', id: acme, values: { name: 'x' } }),
  ])
    await expect(ask).rejects.toMatchObject({ code: 'not_found' });
  expect(await client.records.get({ object: 'opportunity', id: deal })).toMatchObject({
    company: null,
    bidders: null,
    bidderCount: 0,
  });
  expect((await client.history.operations({})).operations[0]).toMatchObject({
    verb: 'purge',
    subject: 'Acme',
    count: 1,
  });
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('an undo of what came before passes a destroyed record over and brings the others back', async () => {
  const workspace = await linked();
  const { acme, add, client, remove } = workspace;
  const other = await add('company', { name: 'Other' });
  await remove('company', acme, other);
  await purge(workspace, acme);

  const undone = await client.history.undo({});
  await client.history.redo({});
  await client.history.undo({});

  expect(undone).toMatchObject({ operation: { verb: 'delete' }, skippedCount: 1 });
  expect(await client.records.get({ object: 'company', id: other })).toMatchObject({ name: 'Other', deletedAt: null });
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('what is not in the trash is not destroyed, and with it nothing of the selection', async () => {
  const workspace = await linked();
  const { acme, add, remove, client } = workspace;
  const gone = await add('company', { name: 'Gone' });
  await remove('company', gone);

  await expect(purge(workspace, gone, acme)).rejects.toMatchObject({ code: 'conflict' });

  expect((await client.records.query({ object: 'company', state: 'trash' })).total).toBe(1);
  expect((await client.history.operations({})).operations[0]).toMatchObject({ verb: 'delete' });
});

test('all of the trash goes at once, however many, and only with the right to', async () => {
  const workspace = await computedWorkspace();
  const { client } = workspace;
  const names = Array.from({ length: 1200 }, (_, n) => `C${n}`);
  for (const name of names) await client.records.create({ object: 'company', values: { name } });
  await client.records.delete({ object: 'company', selection: { set: { object: 'company' }, except: [] } });
  const selection = { set: { object: 'company', state: 'trash' as const }, except: [] };
  const bo = await newMember(workspace, 'Bo', { otherObjects: everything({ rights: ['see', 'delete', 'restore'] }) });

  await expect(bo.client.records.purge({ object: 'company', selection })).rejects.toMatchObject({
    code: 'forbidden',
    data: { right: 'purge' },
  });
  const { count } = await client.records.purge({ object: 'company', selection });

  expect(count).toBe(names.length);
  expect((await client.records.query({ object: 'company', state: 'trash' })).total).toBe(0);
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('a window on the trash follows', async () => {
  const workspace = await linked();
  const { acme, client, remove } = workspace;
  await remove('company', acme);
  const trash = { object: 'company', state: 'trash' as const, offset: 0, limit: 10 };
  expect((await client.records.window(trash)).total).toBe(1);

  await purge(workspace, acme);

  expect((await client.records.window(trash)).total).toBe(0);
});
