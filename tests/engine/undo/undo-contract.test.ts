import { expect, test } from 'vitest';
import { testEngine } from '../../helpers/test-engine';

test('more than a hundred steps can be undone after a restart, and the workspace stays sound', async () => {
  const first = await testEngine();
  const { row } = await first.client.records.create({ object: 'person', values: { name: 'Ann Lee' } });
  for (let i = 1; i <= 120; i += 1) {
    await first.client.records.update({
      object: 'person',
      id: row.id,
      values: { jobTitle: `Title ${i}`, rating: 1 + (i % 5) },
    });
  }
  const second = await first.reopen();

  for (let i = 119; i >= 1; i -= 1) {
    expect(await second.client.history.undo({})).toMatchObject({ count: 1, skippedCount: 0 });
  }

  expect(await second.client.records.get({ object: 'person', id: row.id })).toMatchObject({ jobTitle: 'Title 1' });
  for (let i = 0; i < 119; i += 1) await second.client.history.redo({});
  expect(await second.client.records.get({ object: 'person', id: row.id })).toMatchObject({ jobTitle: 'Title 120' });
  expect(await second.client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  expect(second.errors).toEqual([]);
});

test('a bulk edit, a bulk delete, a schema change and sample data are one step each', async () => {
  const { client } = await testEngine();
  await client.workspace.loadSampleData({});
  const everyone = { set: { object: 'person' } } as const;
  const people = await client.records.query({ object: 'person', page: { limit: 1 } });

  await client.records.updateMany({
    object: 'person',
    selection: { ...everyone, except: [] },
    values: { jobTitle: 'Guest' },
  });
  const removal = await client.records.delete({
    object: 'company',
    selection: { set: { object: 'company' }, except: [] },
  });
  await client.schema.createField({ object: 'person', label: 'Shoe size', type: 'integer' });

  expect(await client.history.undo({})).toMatchObject({ operation: { verb: 'schema' } });
  expect(await client.history.undo({})).toMatchObject({
    operation: { verb: 'delete' },
    count: expect.any(Number) as unknown,
    skippedCount: 0,
  });
  expect(removal.count).toBeGreaterThan(100);
  expect(await client.history.undo({})).toMatchObject({
    operation: { verb: 'update', count: people.total },
    count: people.total,
    skippedCount: 0,
  });
  expect(
    (
      await client.records.query({
        object: 'person',
        filter: { field: 'jobTitle', op: 'is', value: 'Guest' },
        page: { limit: 1 },
      })
    ).total,
  ).toBe(0);
  expect(await client.history.undo({})).toMatchObject({ operation: { verb: 'sample' }, skippedCount: 0 });
  expect((await client.records.query({ object: 'person', page: { limit: 1 } })).total).toBe(0);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  for (let i = 0; i < 4; i += 1) expect(await client.history.redo({})).toMatchObject({ skippedCount: 0 });
  expect(
    (
      await client.records.query({
        object: 'person',
        filter: { field: 'jobTitle', op: 'is', value: 'Guest' },
        page: { limit: 1 },
      })
    ).total,
  ).toBe(people.total);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});
