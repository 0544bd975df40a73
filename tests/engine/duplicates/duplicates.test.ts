import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import type { RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

const create = async (client: EngineClient, object: string, values: ValuesInput): Promise<RecordId> =>
  (await client.records.create({ object, values })).row.id;

const person = (client: EngineClient, name: string, emails: readonly string[], more: ValuesInput = {}) =>
  create(client, 'person', { name, emails: [...emails], ...more });

const scan = async ({ client, engine }: TestEngine, object = 'person') => {
  const { jobId } = await client.duplicates.scan({ object });
  await engine.jobs.whenIdle();
  return (await client.jobs.get({ id: jobId })).job;
};

const listed = async (client: EngineClient, state: 'open' | 'dismissed' = 'open') => {
  const { groups, total } = await client.duplicates.list({ object: 'person', state });
  expect(total).toBe(groups.length);
  return groups.map(({ records }) => records.map(({ title }) => title).toSorted());
};

const inOffice = async (client: EngineClient) => ({
  bill: await person(client, 'Bill Smith', ['bill@acme.example']),
  william: await person(client, 'William Smith', ['BILL@acme.example'], { phones: ['+49 30 5551234'] }),
  other: await person(client, 'Ann Novak', ['ann@acme.example']),
});

test('a scan finds who looks like one, says why, and leaves others out', async () => {
  const test = await testEngine();
  const { client } = test;
  const { bill, william } = await inOffice(client);

  const job = await scan(test);

  expect(job).toMatchObject({ state: 'done' });
  const { groups } = await client.duplicates.list({ object: 'person' });
  expect(groups).toHaveLength(1);
  expect(groups[0]?.records.map(({ id }) => id).toSorted()).toEqual([bill, william].toSorted());
  expect(groups[0]?.pairs[0]?.reasons).toEqual([
    { kind: 'nameVariant', field: 'name' },
    { kind: 'sameEmail', field: 'emails' },
  ]);
  const { objects } = await client.duplicates.status({});
  expect(objects.find(({ object }) => object === 'person')).toMatchObject({
    records: 3,
    openGroups: 1,
    isStale: false,
  });
  expect(test.errors).toEqual([]);
});

test('records that hang together by pairs are one group', async () => {
  const test = await testEngine();
  const { client } = test;
  await person(client, 'Ann Lee', ['ann@x.example']);
  await person(client, 'Ann Lee', ['ann@x.example', 'lee@y.example']);
  await person(client, 'Lee Ann', ['lee@y.example']);

  await scan(test);

  expect(await listed(client)).toEqual([['Ann Lee', 'Ann Lee', 'Lee Ann']]);
});

test('what was dismissed stays so through later scans, until it is put back', async () => {
  const test = await testEngine();
  const { client } = test;
  const { bill, william } = await inOffice(client);
  await scan(test);

  await client.duplicates.dismiss({ object: 'person', ids: [bill, william] });
  await scan(test);

  expect(await listed(client)).toEqual([]);
  expect(await listed(client, 'dismissed')).toEqual([['Bill Smith', 'William Smith']]);
  expect(
    await client.duplicates.find({ object: 'person', values: { emails: ['bill@acme.example'] }, exceptId: bill }),
  ).toEqual({
    records: [],
  });
  await client.duplicates.reopen({ object: 'person', ids: [bill, william] });
  expect(await listed(client)).toEqual([['Bill Smith', 'William Smith']]);
});

test('a merged pair is gone from the list and returns with an undo', async () => {
  const test = await testEngine();
  const { client } = test;
  const { bill, william } = await inOffice(client);
  await scan(test);

  const { operationId } = await client.records.merge({ object: 'person', ids: [bill, william] });

  expect(await listed(client)).toEqual([]);
  await client.history.undo({ operationId });
  expect(await listed(client)).toEqual([['Bill Smith', 'William Smith']]);
});

test('all that is certain is merged as one action, which one undo takes back', async () => {
  const test = await testEngine();
  const { client, engine } = test;
  for (const name of ['Ann Lee', 'Bo Novak', 'Cy Brandt']) {
    const address = `${name.replace(' ', '.').toLowerCase()}@x.example`;
    await person(client, name, [address]);
    await person(client, name, [address]);
  }
  await person(client, 'Dee Weidmann', []);
  await person(client, 'Dee Weidmann', []);
  await scan(test);
  const before = (await client.records.query({ object: 'person' })).total;

  const { jobId } = await client.duplicates.mergeAll({ object: 'person' });
  await engine.jobs.whenIdle();

  const { result } = await client.jobs.get({ id: jobId });
  expect(JSON.parse(result ?? '')).toMatchObject({ groups: 3, merged: 3, refusedCount: 0 });
  expect((await client.records.query({ object: 'person' })).total).toBe(before - 3);
  expect(await listed(client)).toEqual([['Dee Weidmann', 'Dee Weidmann']]);
  expect(await client.history.undo({})).toMatchObject({ operation: { verb: 'merge', count: 6 }, skippedCount: 0 });
  expect((await client.records.query({ object: 'person' })).total).toBe(before);
  expect(await client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
  expect(test.errors).toEqual([]);
});

test('after a scan single changes are looked at by themselves', async () => {
  const test = await testEngine();
  const { client, engine, clock } = test;
  const { other } = await inOffice(client);
  await scan(test);
  const settle = async (): Promise<void> => {
    clock.advance(5000);
    await engine.jobs.whenIdle();
  };

  await person(client, 'Anne Novak', ['ANN@acme.example']);
  await settle();

  expect(await listed(client)).toContainEqual(['Ann Novak', 'Anne Novak']);
  await client.records.update({ object: 'person', id: other, values: { emails: [], name: 'Zuzana Quorrel' } });
  await settle();
  expect(await listed(client)).toEqual([['Bill Smith', 'William Smith']]);
});

test('who looks like what is typed is named, whatever else is in the form', async () => {
  const { client } = await testEngine();
  const { bill, william } = await inOffice(client);
  const find = async (values: ValuesInput, exceptId?: RecordId) =>
    (await client.duplicates.find({ object: 'person', values, ...(exceptId && { exceptId }) })).records.map(
      ({ id }) => id,
    );

  expect(await find({ emails: 'bill@acme.example' })).toEqual([bill, william]);
  expect(await find({ phones: ['+49305551234'] })).toEqual([william]);
  expect(await find({ name: 'Billy Smith' })).toEqual([bill, william]);
  expect(await find({ name: 'Bill Smith', emails: 'not an address' }, bill)).toEqual([william]);
  expect(await find({ name: 'Somebody Else', emails: ['new@acme.example'] })).toEqual([]);
  expect(await find({})).toEqual([]);
});

test('companies are known by their page and by their name without its legal form', async () => {
  const test = await testEngine();
  const { client } = test;
  const domains = (await client.schema.get({})).objects
    .find(({ name }) => name === 'company')
    ?.fields.find(({ type }) => type === 'links')?.name;
  await create(client, 'company', { name: 'Fjordgate AS', [domains ?? '']: ['https://www.fjordgate.no/about'] });
  await create(client, 'company', { name: 'Fjord Gate', [domains ?? '']: ['fjordgate.no'] });
  await create(client, 'company', { name: 'Branch 1' });
  await create(client, 'company', { name: 'Branch 2' });

  await scan(test, 'company');

  const { groups } = await client.duplicates.list({ object: 'company' });
  expect(groups.map(({ records }) => records.map(({ title }) => title).toSorted())).toEqual([
    ['Fjord Gate', 'Fjordgate AS'],
  ]);
});

test('a pair is not shown to whoever may not see one of its records, or the field that gave it away', async () => {
  const test = await testEngine();
  const { client } = test;
  await inOffice(client);
  await scan(test);
  const hidesField = await newMember(test, 'Ed', { objects: { person: everything({ fields: { emails: 'hidden' } }) } });
  const filter = { field: 'name', op: 'isNot', value: 'Bill Smith' } as const;
  const hidesRecord = await newMember(test, 'Mel', { objects: { person: everything({ records: 'filter', filter }) } });
  const reader = await newMember(test, 'Ray', { objects: { person: everything({ rights: ['see', 'edit'] }) } });

  expect(await listed(hidesField.client)).toEqual([]);
  expect(await listed(hidesRecord.client)).toEqual([]);
  expect(await listed(reader.client)).toEqual([['Bill Smith', 'William Smith']]);
  await expect(reader.client.duplicates.scan({ object: 'person' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('pages of the list hold every group once', async () => {
  const test = await testEngine();
  const { client } = test;
  for (let i = 0; i < 7; i += 1) {
    await person(client, `Ann Lee${'abcdefg'[i]}x`, [`${i}@x.example`]);
    await person(client, `Ann Lee${'abcdefg'[i]}x`, [`${i}@x.example`]);
  }
  await scan(test);

  const keys: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await client.duplicates.list({ object: 'person', limit: 3, ...(cursor && { cursor }) });
    keys.push(...page.groups.map(({ key }) => key));
    cursor = page.nextCursor;
  }

  expect(new Set(keys).size).toBe(7);
  expect(keys).toHaveLength(7);
});
