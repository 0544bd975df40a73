import { expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import type { ChangeSet } from '@shared/domain/changes';
import type { Rollup } from '@shared/domain/schema';
import { computedWorkspace, euro } from './computed-workspace';

const DEALS = [
  { name: 'a', amount: euro(10), closeDate: '2026-03-01', isHot: true },
  { name: 'b', amount: euro(30), closeDate: '2026-01-15', isHot: false },
  { name: 'c', amount: euro(10) },
];

test.each<[string, Omit<Rollup, 'related'>, unknown, unknown]>([
  ['count', { fn: 'count' }, 3, 0],
  ['count of filled values', { fn: 'countFilled', field: 'closeDate' }, 2, 0],
  ['count of different values', { fn: 'countUnique', field: 'amount' }, 2, 0],
  ['sum', { fn: 'sum', field: 'amount' }, euro(50), null],
  ['average', { fn: 'avg', field: 'amount' }, { amountMinor: 1667, currency: 'EUR' }, null],
  ['least', { fn: 'min', field: 'amount' }, euro(10), null],
  ['most', { fn: 'max', field: 'amount' }, euro(30), null],
  ['earliest', { fn: 'earliest', field: 'closeDate' }, '2026-01-15', null],
  ['latest', { fn: 'latest', field: 'closeDate' }, '2026-03-01', null],
  ['any', { fn: 'any', field: 'isHot' }, true, false],
  ['all', { fn: 'all', field: 'isHot' }, false, null],
  ['filtered count', { fn: 'count', filter: { field: 'amount', op: 'gt', value: 2000 } }, 1, 0],
  [
    'filtered sum',
    { fn: 'sum', field: 'amount', filter: { not: { field: 'name', op: 'is', value: 'b' } } },
    euro(20),
    null,
  ],
])('a rollup gives the %s of related records, and of linked ones', async (_what, rollup, expected, ofNone) => {
  const { add, field, rollup: make, value } = await computedWorkspace();
  await field('company', 'bids', 'relations', { target: 'opportunity' });
  await field('opportunity', 'isHot', 'boolean');
  const company = await add('company', { name: 'Acme' });
  const lonely = await add('company', { name: 'Lonely' });
  for (const deal of DEALS) await add('opportunity', { ...deal, company, companies: [company] });
  // Does not count for anybody.
  await add('opportunity', { name: 'z', amount: euro(1), closeDate: '2020-01-01', isHot: true });

  await make('company', 'made', { related: 'opportunities', ...rollup });
  await make('company', 'linked', { related: 'bids', ...rollup });

  expect(await value('company', company, 'made')).toEqual(expected);
  expect(await value('company', lonely, 'made')).toEqual(ofNone);
  expect(await value('company', company, 'linked')).toEqual(expected);
  expect(await value('company', lonely, 'linked')).toEqual(ofNone);
});

test('a rollup of linked records follows links from either side, undo, the trash and the records themselves', async () => {
  const { add, client, field, remove, restore, rollup, set, undo, redo, value } = await computedWorkspace();
  await field('company', 'bids', 'relations', { target: 'opportunity', inverseName: 'bidders' });
  await rollup('company', 'total', {
    related: 'bids',
    fn: 'sum',
    field: 'amount',
    filter: { field: 'contact.jobTitle', op: 'is', value: 'Buyer' },
  });
  const acme = await add('company', { name: 'Acme' });
  const bolt = await add('company', { name: 'Bolt' });
  const buyer = await add('person', { name: { first: 'Ann', last: 'Lee' }, jobTitle: 'Buyer' });
  const deal = await add('opportunity', { name: 'Pumps', amount: euro(5), contact: buyer, bidders: [acme] });
  const totals = async () => [await value('company', acme, 'total'), await value('company', bolt, 'total')];
  const both = [euro(5), euro(5)];

  expect(await totals()).toEqual([euro(5), null]);
  await set('company', bolt, { bids: { add: [deal] } });
  expect(await totals()).toEqual(both);
  await set('opportunity', deal, { bidders: [bolt] });
  expect(await totals()).toEqual([null, euro(5)]);
  await undo();
  expect(await totals()).toEqual(both);
  await redo();
  expect(await totals()).toEqual([null, euro(5)]);
  await undo();
  await set('opportunity', deal, { amount: euro(6) });
  expect(await totals()).toEqual([euro(6), euro(6)]);
  await undo();
  await remove('opportunity', deal);
  expect(await totals()).toEqual([null, null]);
  await restore('opportunity', deal);
  expect(await totals()).toEqual(both);
  await set('person', buyer, { jobTitle: 'Seller' });
  expect(await totals()).toEqual([null, null]);
  await undo();
  await remove('company', bolt);
  await set('opportunity', deal, { amount: euro(7) });
  await restore('company', bolt);
  expect(await totals()).toEqual([euro(7), euro(7)]);
  expect((await client.workspace.doctor({})).findings).toEqual([]);
});

test('of records linked to others of their kind each end rolls up its own side, and formulas go on from there', async () => {
  const { add, field, formula, rollup, set, value } = await computedWorkspace();
  await field('person', 'mentors', 'relations', { target: 'person', inverseName: 'pupils' });
  await rollup('person', 'best', { related: 'mentors', fn: 'max', field: 'rating' });
  await rollup('person', 'pupilCount', { related: 'pupils', fn: 'count' });
  await formula('person', 'isBusy', 'pupilCount > 1');
  const [ann, ben, cem] = [
    await add('person', { name: { first: 'Ann', last: '' }, rating: 5 }),
    await add('person', { name: { first: 'Ben', last: '' }, rating: 2, mentors: [] }),
    await add('person', { name: { first: 'Cem', last: '' }, rating: 3 }),
  ];

  await set('person', ben, { mentors: [ann, cem] });
  await set('person', ann, { pupils: { add: [cem] } });

  expect(await value('person', ben, 'best')).toBe(5);
  expect(await value('person', cem, 'best')).toBe(5);
  expect(await value('person', ann, 'best')).toBeNull();
  expect([await value('person', ann, 'pupilCount'), await value('person', ann, 'isBusy')]).toEqual([2, true]);
  expect([await value('person', cem, 'pupilCount'), await value('person', cem, 'isBusy')]).toEqual([1, false]);
});

test('neither end of a many-to-many relation is deleted while a rollup needs it', async () => {
  const { client, field, rollup } = await computedWorkspace();
  await field('company', 'bids', 'relations', { target: 'opportunity', inverseName: 'bidders' });
  await rollup('company', 'bidCount', { related: 'bids', fn: 'count' });
  const refusal = { code: 'invalid_input', message: expect.stringContaining('bidCount (Companies)') as string };

  await expect(client.schema.deleteField({ object: 'company', name: 'bids' })).rejects.toMatchObject(refusal);
  await expect(client.schema.deleteField({ object: 'opportunity', name: 'bidders' })).rejects.toMatchObject(refusal);
});

test('a rollup follows every way in which its records change', async () => {
  const { add, remove, restore, rollup, set, undo, redo, value } = await computedWorkspace();
  await rollup('company', 'total', {
    related: 'opportunities',
    fn: 'sum',
    field: 'amount',
    filter: { field: 'contact.jobTitle', op: 'is', value: 'Buyer' },
  });
  const acme = await add('company', { name: 'Acme' });
  const bolt = await add('company', { name: 'Bolt' });
  const buyer = await add('person', { name: { first: 'Ann', last: 'Lee' }, jobTitle: 'Buyer' });
  const totals = async () => [await value('company', acme, 'total'), await value('company', bolt, 'total')];

  const deal = await add('opportunity', { name: 'Pumps', amount: euro(5), company: acme, contact: buyer });
  expect(await totals()).toEqual([euro(5), null]);
  await set('opportunity', deal, { amount: euro(6) });
  expect(await totals()).toEqual([euro(6), null]);
  await set('opportunity', deal, { company: bolt });
  expect(await totals()).toEqual([null, euro(6)]);
  await undo();
  expect(await totals()).toEqual([euro(6), null]);
  await redo();
  expect(await totals()).toEqual([null, euro(6)]);
  await set('person', buyer, { jobTitle: 'Seller' });
  expect(await totals()).toEqual([null, null]);
  await set('person', buyer, { jobTitle: 'buyer' });
  expect(await totals()).toEqual([null, euro(6)]);
  await remove('opportunity', deal);
  expect(await totals()).toEqual([null, null]);
  await restore('opportunity', deal);
  expect(await totals()).toEqual([null, euro(6)]);
  await remove('company', bolt);
  await undo();
  expect(await totals()).toEqual([null, euro(6)]);
  await remove('person', buyer);
  expect(await totals()).toEqual([null, null]);
});

test('amounts in several currencies are not added up', async () => {
  const { add, client, rollup, set, value } = await computedWorkspace();
  await rollup('company', 'total', { related: 'opportunities', fn: 'sum', field: 'amount' });
  const company = await add('company', { name: 'Acme' });
  await add('opportunity', { name: 'a', amount: euro(1), company });
  const other = await add('opportunity', { name: 'b', amount: { amountMinor: 100, currency: 'USD' }, company });

  expect(await value('company', company, 'total')).toBeNull();
  const explained = await client.records.explain({ object: 'company', id: company, field: 'total' });
  expect(explained.reason && formatMessage(explained.reason)).toBe('The amounts are in different currencies.');
  await set('opportunity', other, { amount: euro(2) });
  expect(await value('company', company, 'total')).toEqual(euro(3));
});

test('notes and tasks are counted where they hang', async () => {
  const { add, remove, rollup, set, value } = await computedWorkspace();
  await rollup('company', 'noteCount', { related: 'notes', fn: 'count' });
  await rollup('person', 'noteCount', { related: 'notes', fn: 'count' });
  const company = await add('company', { name: 'Acme' });
  const person = await add('person', { name: { first: 'Ann', last: 'Lee' } });
  const note = await add('note', { title: 'Call', target: { object: 'company', id: company } });

  expect(await value('company', company, 'noteCount')).toBe(1);
  await set('note', note, { target: { object: 'person', id: person } });
  expect(await value('company', company, 'noteCount')).toBe(0);
  expect(await value('person', person, 'noteCount')).toBe(1);
  await remove('note', note);
  expect(await value('person', person, 'noteCount')).toBe(0);
});

test('a formula over a rollup over a formula over a related record is right at once', async () => {
  const { add, formula, rollup, set, value } = await computedWorkspace();
  await formula('opportunity', 'weight', 'amount(amount) * contact.rating');
  await rollup('company', 'weights', { related: 'opportunities', fn: 'sum', field: 'weight' });
  await formula('company', 'grade', 'weights > 100 ? "A" : "B"');
  await formula('person', 'companyGrade', 'company.grade');
  const company = await add('company', { name: 'Acme' });
  const contact = await add('person', { name: { first: 'Ann', last: 'Lee' }, rating: 3, company });
  await add('opportunity', { name: 'a', amount: euro(20), company, contact });
  await add('opportunity', { name: 'b', amount: euro(10), company, contact });

  expect(await value('company', company, 'weights')).toBe(90);
  expect(await value('person', contact, 'companyGrade')).toBe('B');
  await set('person', contact, { rating: 4 });
  expect(await value('company', company, 'weights')).toBe(120);
  expect(await value('person', contact, 'companyGrade')).toBe('A');
});

test('open views are told which computed fields have changed', async () => {
  const { add, client, rollup, set } = await computedWorkspace();
  await rollup('company', 'total', { related: 'opportunities', fn: 'sum', field: 'amount' });
  const company = await add('company', { name: 'Acme' });
  const deal = await add('opportunity', { name: 'a', amount: euro(1), company });
  const stream = await client.records.changes({});
  const told = (async (): Promise<ChangeSet | undefined> => {
    for await (const change of stream) if (change.records.some(({ object }) => object === 'company')) return change;
    return undefined;
  })();

  await set('opportunity', deal, { amount: euro(2) });

  expect((await told)?.records).toContainEqual({
    object: 'company',
    hasMembershipChange: false,
    fields: ['total'],
    ids: [company],
  });
});

test.each<[string, Rollup, string]>([
  ['a list that is not there', { related: 'dogs', fn: 'count' }, 'Companies have no list "dogs".'],
  ['no field', { related: 'opportunities', fn: 'sum' }, 'Choose the field that is rolled up.'],
  ['an unknown field', { related: 'opportunities', fn: 'sum', field: 'nope' }, 'have no field "nope"'],
  ['a sum of texts', { related: 'opportunities', fn: 'sum', field: 'name' }, 'Name cannot be rolled up this way.'],
  [
    'a bad filter',
    { related: 'opportunities', fn: 'count', filter: { field: 'nope', op: 'is', value: 1 } },
    'have no field "nope"',
  ],
  [
    'a filter that moves with the calendar',
    { related: 'opportunities', fn: 'count', filter: { field: 'closeDate', op: 'inPeriod', value: 'thisYear' } },
    'cannot depend on what day it is',
  ],
  [
    'a filter over lists',
    { related: 'people', fn: 'count', filter: { related: 'opportunities', has: 'any' } },
    'cannot look at lists',
  ],
])('a rollup over %s is refused', async (_what, rollup, message) => {
  const { client } = await computedWorkspace();

  const made = client.schema.createField({ object: 'company', label: 'Made', type: 'rollup', settings: { rollup } });

  await expect(made).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(message) as string,
  });
});
