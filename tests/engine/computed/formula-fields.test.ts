import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import { listStages } from '@shared/domain/pipelines';
import { computedWorkspace, euro } from './computed-workspace';

test('a formula field holds what it says for every record, from the moment it is made', async () => {
  const { add, formula, value } = await computedWorkspace();
  const before = await add('opportunity', { name: 'Pumps', amount: euro(100) });
  await formula('opportunity', 'doubled', 'amount * 2');
  const after = await add('opportunity', { name: 'Valves', amount: euro(7) });

  expect(await value('opportunity', before, 'doubled')).toEqual(euro(200));
  expect(await value('opportunity', after, 'doubled')).toEqual(euro(14));
});

/** The stages that ship have chances; the tests use the first with one. */
const stageWithChance = async (client: EngineClient) => {
  const { objects } = await client.schema.get({});
  const fields = objects.find(({ name }) => name === 'opportunity')?.fields ?? [];
  const stages = listStages(fields.find(({ name }) => name === 'stage')?.settings.pipelines);
  const found = stages.map(({ stage }) => stage).find(({ probability }) => probability > 0);
  if (!found) throw new Error('No stage has a chance');
  return found;
};

test.each<[string, string, unknown]>([
  ['upper(name)', 'text', 'PUMPS'],
  ['amount(amount) / 4', 'number', 25],
  ['amount > money(50, "EUR")', 'boolean', true],
  ['closeDate + 10', 'date', '2026-12-10'],
  ['createdAt', 'dateTime', Date.UTC(2026, 10, 20, 9, 0)],
  ['amount - money(1.5, "EUR")', 'currency', { amountMinor: 9850, currency: 'EUR' }],
  ['company.industry + "!"', 'text', 'Energy!'],
  ['company.address.city', 'text', 'Oslo'],
  ['contact.name.last', 'text', 'Lee'],
  ['join(contact.emails, "; ")', 'text', 'ann@acme.test; lee@acme.test'],
  ['ifEmpty(nextStep, "none")', 'text', 'none'],
])('%s gives a %s', async (expression, result, expected) => {
  const { add, client, formula, value } = await computedWorkspace();
  const company = await add('company', { name: 'Acme', industry: 'Energy', address: { city: 'Oslo' } });
  const contact = await add('person', {
    name: { first: 'Ann', last: 'Lee' },
    emails: ['ann@acme.test', 'lee@acme.test'],
  });
  const deal = await add('opportunity', {
    name: 'Pumps',
    amount: euro(100),
    closeDate: '2026-11-30',
    company,
    contact,
  });

  await formula('opportunity', 'made', expression);

  const { objects } = await client.schema.get({});
  const fields = objects.find(({ name }) => name === 'opportunity')?.fields;
  expect(fields?.find(({ name }) => name === 'made')?.settings.result).toBe(result);
  expect(await value('opportunity', deal, 'made')).toEqual(expected);
});

test('an option enters as its label, and brings its chance', async () => {
  const { add, client, formula, value } = await computedWorkspace();
  const { key, label, probability } = await stageWithChance(client);
  const deal = await add('opportunity', { name: 'Pumps', amount: euro(100), stage: key });

  await formula('opportunity', 'label', 'stage');
  await formula('opportunity', 'weighted', 'amount * stage.probability / 100');

  expect(await value('opportunity', deal, 'label')).toBe(label);
  expect(await value('opportunity', deal, 'weighted')).toEqual(euro(probability));
});

test('a formula over empty fields is empty unless it says otherwise', async () => {
  const { add, formula, value } = await computedWorkspace();
  const deal = await add('opportunity', { name: 'Pumps' });

  await formula('opportunity', 'strict', 'amount * 2');
  await formula('opportunity', 'lenient', 'ifEmpty(amount, money(0, "EUR")) * 2');
  await formula('opportunity', 'industry', 'ifEmpty(company.industry, "none")');

  expect(await value('opportunity', deal, 'strict')).toBeNull();
  expect(await value('opportunity', deal, 'lenient')).toEqual(euro(0));
  expect(await value('opportunity', deal, 'industry')).toBe('none');
});

test('a formula follows its own fields, its relation, and the related record', async () => {
  const { add, formula, set, value, remove, restore } = await computedWorkspace();
  await formula('opportunity', 'where', 'name + " at " + company.name');
  const acme = await add('company', { name: 'Acme' });
  const bolt = await add('company', { name: 'Bolt' });

  const deal = await add('opportunity', { name: 'Pumps', company: acme });
  expect(await value('opportunity', deal, 'where')).toBe('Pumps at Acme');
  expect((await set('opportunity', deal, { name: 'Valves' }))['where']).toBe('Valves at Acme');
  expect((await set('opportunity', deal, { company: bolt }))['where']).toBe('Valves at Bolt');
  await set('company', bolt, { name: 'Bolts' });
  expect(await value('opportunity', deal, 'where')).toBe('Valves at Bolts');
  await remove('company', bolt);
  expect(await value('opportunity', deal, 'where')).toBeNull();
  await set('opportunity', deal, { company: acme });
  await remove('opportunity', deal);
  await set('company', acme, { name: 'Acme Inc' });
  await restore('opportunity', deal);
  expect(await value('opportunity', deal, 'where')).toBe('Valves at Acme Inc');
});

test('a formula reaches over several relations', async () => {
  const { add, formula, set, value } = await computedWorkspace();
  await formula('opportunity', 'group', 'contact.company.parent.name');
  const parent = await add('company', { name: 'Holding' });
  const company = await add('company', { name: 'Acme', parent });
  const person = await add('person', { name: { first: 'Ann', last: 'Lee' }, company });
  const deal = await add('opportunity', { name: 'Pumps', contact: person });

  expect(await value('opportunity', deal, 'group')).toBe('Holding');
  await set('company', parent, { name: 'Group' });
  expect(await value('opportunity', deal, 'group')).toBe('Group');
  await set('company', company, { parent: null });
  expect(await value('opportunity', deal, 'group')).toBeNull();
  await set('company', company, { parent });
  await set('person', person, { company: null });
  expect(await value('opportunity', deal, 'group')).toBeNull();
});

test('formulas over formulas are worked out in their order', async () => {
  const { add, client, formula, set, value } = await computedWorkspace();
  await client.schema.createField({ object: 'opportunity', label: 'Seats', name: 'seats', type: 'number' });
  await formula('opportunity', 'f0', 'seats * 1 + 1');
  for (let at = 1; at < 12; at += 1) await formula('opportunity', `f${at}`, `f${at - 1} + f${Math.max(0, at - 2)}`);
  const deal = await add('opportunity', { name: 'Pumps', seats: 0 });

  expect(await value('opportunity', deal, 'f11')).toBe(233);
  await set('opportunity', deal, { seats: 1 });
  expect(await value('opportunity', deal, 'f11')).toBe(466);
});

test('a changed expression gives every record its new value, and may give another type', async () => {
  const { add, client, formula, undo, value } = await computedWorkspace();
  await formula('opportunity', 'made', 'upper(name)');
  const deal = await add('opportunity', { name: 'Pumps', amount: euro(3) });

  await client.schema.updateField({ object: 'opportunity', name: 'made', settings: { expression: 'amount * 2' } });
  expect(await value('opportunity', deal, 'made')).toEqual(euro(6));
  await client.schema.updateField({ object: 'opportunity', name: 'made', settings: { expression: 'length(name)' } });
  expect(await value('opportunity', deal, 'made')).toBe(5);
  await undo();
  expect(await value('opportunity', deal, 'made')).toEqual(euro(6));
  await undo();
  expect(await value('opportunity', deal, 'made')).toBe('PUMPS');
});

test('a renamed stage and a changed chance reach the formulas that read them', async () => {
  const { add, client, formula, undo, value } = await computedWorkspace();
  await client.schema.createObject({ labelSingular: 'Lease', labelPlural: 'Leases', name: 'lease' });
  const pipelines = (label: string, probability: number) => [
    {
      key: 'p',
      label: 'Sales',
      stages: [{ key: 's', label, color: 'red' as const, probability }],
      winReasons: [],
      lossReasons: [],
    },
  ];
  await client.schema.createField({
    object: 'lease',
    label: 'Way',
    name: 'way',
    type: 'stage',
    settings: { pipelines: pipelines('Small', 10) },
  });
  await formula('lease', 'label', 'way.pipeline + " " + way');
  await formula('lease', 'chance', 'way.probability');
  const deal = await add('lease', { name: 'Pumps', way: 's' });

  await client.schema.updateField({
    object: 'lease',
    name: 'way',
    settings: { pipelines: pipelines('Tiny', 20) },
  });

  expect(await value('lease', deal, 'label')).toBe('Sales Tiny');
  expect(await value('lease', deal, 'chance')).toBe(20);
  await undo();
  expect(await value('lease', deal, 'label')).toBe('Sales Small');
  expect(await value('lease', deal, 'chance')).toBe(10);
});

test('a renamed option reaches the formulas that read it', async () => {
  const { add, client, field, formula, value } = await computedWorkspace();
  const options = (label: string) => [{ key: 's', label, color: 'red' as const }];
  await field('opportunity', 'size', 'select', { options: options('Small') });
  await formula('opportunity', 'label', 'size + "/" + size.key');
  const deal = await add('opportunity', { name: 'Pumps', size: 's' });

  await client.schema.updateField({ object: 'opportunity', name: 'size', settings: { options: options('Tiny') } });

  expect(await value('opportunity', deal, 'label')).toBe('Tiny/s');
});

test('computed values follow undo and redo, and are not in the history', async () => {
  const { add, client, formula, redo, set, undo, value } = await computedWorkspace();
  await formula('opportunity', 'doubled', 'amount * 2');
  const deal = await add('opportunity', { name: 'Pumps', amount: euro(1) });
  await set('opportunity', deal, { amount: euro(5) });

  await undo();
  expect(await value('opportunity', deal, 'doubled')).toEqual(euro(2));
  await redo();
  expect(await value('opportunity', deal, 'doubled')).toEqual(euro(10));
  const history = await client.history.record({ object: 'opportunity', id: deal });
  expect(JSON.stringify(history)).not.toContain('doubled');
});

test('computed fields are filtered, sorted, grouped, summed up and searched like any other', async () => {
  const { add, client, formula } = await computedWorkspace();
  await formula('opportunity', 'doubled', 'amount * 2');
  await formula('opportunity', 'shout', 'upper(name) + "!"');
  await formula('opportunity', 'isBig', 'amount > money(50, "EUR")');
  for (const amount of [10, 80, 30, 90]) await add('opportunity', { name: `deal${amount}`, amount: euro(amount) });

  const sorted = await client.records.query({
    object: 'opportunity',
    filter: { field: 'doubled', op: 'gte', value: 6000 },
    sort: [{ field: 'doubled', direction: 'desc' }],
    fields: ['name'],
    page: { limit: 2 },
  });
  const rest = await client.records.query({
    object: 'opportunity',
    filter: { field: 'doubled', op: 'gte', value: 6000 },
    sort: [{ field: 'doubled', direction: 'desc' }],
    fields: ['name'],
    page: { limit: 2, cursor: sorted.nextCursor ?? '' },
  });
  const groups = await client.records.aggregate({
    object: 'opportunity',
    groupBy: ['isBig'],
    aggregates: [{ fn: 'sum', field: 'doubled' }],
  });
  const found = await client.search.find({ text: 'deal80!' });

  expect(sorted.rows.map((row) => row['name'])).toEqual(['deal90', 'deal80']);
  expect(rest.rows.map((row) => row['name'])).toEqual(['deal30']);
  expect(groups.groups.length).toBe(2);
  expect(JSON.stringify(found)).toContain('deal80');
});

test('nobody writes a computed field', async () => {
  const { client, formula } = await computedWorkspace();
  await formula('opportunity', 'doubled', 'amount * 2');

  const written = client.records.create({ object: 'opportunity', values: { name: 'x', doubled: euro(1) } });

  await expect(written).rejects.toMatchObject({ code: 'invalid_input', data: { field: 'doubled' } });
});
