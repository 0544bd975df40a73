import { expect, test } from 'vitest';
import { testEngine } from '../../helpers/test-engine';

/** What a person who types this in the sample workspace wants to see first. */
const FIRST: Readonly<Record<string, string>> = {
  'fjordgate logistics': 'Fjordgate Logistics',
  fjord: 'Fjordgate Logistics',
  'logistics fjord': 'Fjordgate Logistics',
  jordgat: 'Fjordgate Logistics',
  fjordgaet: 'Fjordgate Logistics',
  'fjordgate.ex': 'Fjordgate Logistics',
  'name:fjordgate in:companies': 'Fjordgate Logistics',
  quietwave: 'Quietwave',
  qiuetwave: 'Quietwave',
  'nimbus oak': 'Nimbus & Oak',
  '"nimbus & oak"': 'Nimbus & Oak',
  openharbr: 'Openharbor',
  'northquay freigt': 'Northquay Freight',
};

test('the first hit is the one that was meant', async () => {
  const { client } = await testEngine();
  await client.workspace.loadSampleData({});

  const found: Record<string, string | undefined> = {};
  for (const text of Object.keys(FIRST)) found[text] = (await client.search.find({ text, limit: 3 })).results[0]?.title;

  expect(found).toEqual(FIRST);
});

test('exact titles, whole words, beginnings, numbers and addresses, parts, other texts: in this order', async () => {
  const { client } = await testEngine();
  for (const values of [
    { name: 'Other', description: 'They buy from Nordic every year' },
    { name: 'Paranordics' },
    { name: 'Host', domains: ['https://nordic.example'] },
    { name: 'New Nordica Foods' },
    { name: 'Nordica' },
    { name: 'Great Nordic Bank' },
    { name: 'Nordic Bank' },
    { name: 'Nordic' },
  ])
    await client.records.create({ object: 'company', values });

  const { results } = await client.search.find({ text: 'nordic', limit: 20 });
  const slip = await client.search.find({ text: 'nordci bank', limit: 20 });

  expect(results.map(({ title }) => title)).toEqual([
    'Nordic',
    'Nordic Bank',
    'Great Nordic Bank',
    'Nordica',
    'New Nordica Foods',
    'Paranordics',
    'Host',
    'Other',
  ]);
  expect(slip.results.map(({ title }) => title)).toEqual(['Nordic Bank', 'Great Nordic Bank']);
});
