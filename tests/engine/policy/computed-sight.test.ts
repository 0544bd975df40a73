import { expect, test } from 'vitest';
import { formatMessage } from '@shared/messages/format-message';
import { everything, newMember } from '../../helpers/as-member';
import { computedWorkspace, type ComputedWorkspace } from '../computed/computed-workspace';

const fieldsOf = async ({ client }: Pick<ComputedWorkspace, 'client'>, object: string) =>
  new Map((await client.schema.get({})).objects.find(({ name }) => name === object)?.fields.map((f) => [f.name, f]));

const hiding = { objects: { opportunity: everything({ fields: { amount: 'hidden' } }) } };

test('how a field is computed is told to those only who see all that it reads; its value to whoever sees the field', async () => {
  const workspace = await computedWorkspace();
  const { add, formula, rollup } = workspace;
  await formula('opportunity', 'secretFee', 'amount(amount) * 2');
  await formula('opportunity', 'shout', 'upper(name)');
  await rollup('company', 'secretSum', { related: 'opportunities', fn: 'sum', field: 'amount' });
  await rollup('company', 'dealCount', { related: 'opportunities', fn: 'count' });
  const deal = await add('opportunity', { name: 'Pumps', amount: { amountMinor: 500, currency: 'EUR' } });
  const seer = await newMember(workspace, 'Bo', hiding);

  const deals = await fieldsOf(seer, 'opportunity');
  const companies = await fieldsOf(seer, 'company');

  expect(deals.get('shout')?.settings).toMatchObject({ expression: 'upper(name)' });
  expect(deals.get('secretFee')).toMatchObject({ type: 'formula', settings: { result: 'number' } });
  expect(companies.get('dealCount')?.settings.rollup).toMatchObject({ fn: 'count' });
  expect(companies.get('secretSum')?.settings).toEqual({ result: 'currency' });
  expect(deals.get('secretFee')?.settings.expression).toBeUndefined();
  expect(JSON.stringify(await seer.client.schema.export({})).includes('amount(amount)')).toBe(false);
  expect((await seer.client.records.get({ object: 'opportunity', id: deal }))['secretFee']).toBe(10);
  expect((await fieldsOf(workspace, 'opportunity')).get('secretFee')?.settings.expression).toBe('amount(amount) * 2');
});

test('what is wrong with a computed field names nothing out of sight', async () => {
  const workspace = await computedWorkspace();
  const { add, client, field, formula } = workspace;
  await field('opportunity', 'secretSeats', 'number');
  const { operations } = await client.history.operations({});
  await formula('opportunity', 'double', 'secretSeats * 2');
  await formula('opportunity', 'ratio', 'amount(amount) / 0');
  const deal = await add('opportunity', { name: 'Pumps', amount: { amountMinor: 500, currency: 'EUR' } });
  await client.history.undo({ operationId: operations[0]?.id });
  const seer = await newMember(workspace, 'Bo', hiding);
  const why = (from: Pick<ComputedWorkspace, 'client'>, name: string) =>
    from.client.records.explain({ object: 'opportunity', id: deal, field: name });

  const told = [await seer.client.schema.broken({}), await why(seer, 'double'), await seer.client.schema.export({})];

  expect(JSON.stringify(told).includes('secretSeats')).toBe(false);
  expect(JSON.stringify(await client.schema.broken({}))).toContain('secretSeats');
  const reasons = [(await why(seer, 'ratio')).reason, (await why(workspace, 'ratio')).reason];
  expect(reasons.map((reason) => reason && formatMessage(reason))).toEqual([
    'Something that it needs is empty, or does not fit.',
    expect.stringMatching(/zero/i),
  ]);
});

test('whoever makes a computed field is told which roles would see more by it than they may', async () => {
  const workspace = await computedWorkspace();
  const { client } = workspace;
  await newMember(workspace, 'Bo', hiding);
  await newMember(workspace, 'Cy', { objects: { opportunity: everything({ records: 'own' }) } });
  await newMember(workspace, 'Di', { objects: { opportunity: everything({ rights: [] }) } });
  const modeller = await newMember(workspace, 'Ed', { settings: ['dataModel'] });
  const ask = (
    from: typeof client,
    object: string,
    settings: Parameters<typeof client.records.tryComputed>[0]['settings'],
  ) => from.records.tryComputed({ object, type: settings.rollup ? 'rollup' : 'formula', settings });
  const sum = { rollup: { related: 'opportunities', fn: 'sum' as const, field: 'amount' } };

  const ofDeal = await ask(client, 'opportunity', { expression: 'amount(amount)' });
  const ofCompany = await ask(client, 'company', sum);
  const unnamed = await ask(modeller.client, 'company', sum);
  const harmless = await ask(client, 'opportunity', { expression: 'upper(name)' });

  expect(ofDeal.exposures).toEqual([{ role: "Bo's role", reads: ['Amount'] }]);
  expect(ofCompany.exposures).toEqual([
    { role: "Bo's role", reads: ['Amount'] },
    { role: "Cy's role", reads: ['Deals'] },
    { role: "Di's role", reads: ['Deals'] },
  ]);
  expect(unnamed.exposures.map(({ role }) => role)).toEqual(['', '', '']);
  expect(harmless.exposures).toEqual([]);
});

test('the old field of a conversion stays out of sight with the new one, in its history too', async () => {
  const workspace = await computedWorkspace();
  const { add, client, field } = workspace;
  await field('company', 'zyxBudget', 'text');
  const id = await add('company', { name: 'Acme', zyxBudget: 'zyxsecret' });
  const seer = await newMember(workspace, 'Bo', {
    objects: { company: everything({ fields: { zyxBudget: 'hidden' } }) },
  });
  await client.schema.convertField({ object: 'company', name: 'zyxBudget', to: 'longText' });

  const told = [
    await seer.client.schema.get({}),
    await seer.client.history.record({ object: 'company', id }),
    await seer.client.history.operations({}),
  ];

  expect(JSON.stringify(told).includes('zyx')).toBe(false);
});
