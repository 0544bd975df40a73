import { expect, test } from 'vitest';
import type { RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';

const world = async () => {
  const engine = await testEngine();
  const { client } = engine;
  const create = async (object: string, values: ValuesInput): Promise<RecordId> =>
    (await client.records.create({ object, values })).row.id;
  const acme = await create('company', { name: 'Acme', address: { city: 'Göteborg', postalCode: '411 06' } });
  await create('company', { name: 'Beta', address: { city: 'Kyiv', postalCode: '02000' } });
  await create('person', { name: 'Petra Anna-Berg' });
  await create('person', { name: 'Ronald McDonald' });
  await create('person', { name: 'Ian Mac Gregor' });
  await create('person', { name: 'Jan Vanderberg' });
  const deal = (name: string, stage: string, amountMinor: number, currency = 'EUR') =>
    create('opportunity', { name, stage, company: acme, amount: { amountMinor, currency } });
  await deal('Acme sensors', 'won', 3_600_000);
  await deal('Fuel', 'won', 1_234_050);
  await deal('Acme cables', 'proposal', 720_000, 'JPY');
  const titles = async (text: string, by = client): Promise<readonly string[]> =>
    (await by.search.find({ text, limit: 20 })).results.map(({ title }) => title);
  return { ...engine, titles, engine };
};

test('names are found whether they are written in one, apart or with a hyphen', async () => {
  const { titles } = await world();

  const found = await Promise.all(
    ['annaberg', 'anna-berg', 'anna berg', 'mc donald', 'mcdonald', 'macgregor', 'van der berg'].map(
      async (text) => (await titles(text))[0],
    ),
  );

  expect(found).toEqual([
    'Petra Anna-Berg',
    'Petra Anna-Berg',
    'Petra Anna-Berg',
    'Ronald McDonald',
    'Ronald McDonald',
    'Ian Mac Gregor',
    'Jan Vanderberg',
  ]);
});

test('postal codes are found with and without their space', async () => {
  const { titles } = await world();

  expect(await titles('41106')).toEqual(['Acme']);
  expect(await titles('411 06')).toEqual(['Acme']);
  expect(await titles('020 00')).toEqual(['Beta']);
});

test.each([
  ['36000', 'Acme sensors'],
  ['36,000', 'Acme sensors'],
  ['36 000', 'Acme sensors'],
  ['36.000,00', 'Acme sensors'],
  ['36000.00', 'Acme sensors'],
  ['12340.50', 'Fuel'],
  ['720000', 'Acme cables'],
])('a deal is found by its amount typed as %s', async (text, title) => {
  const { titles } = await world();

  expect(await titles(text)).toEqual([title]);
});

test('part of an amount finds nothing', async () => {
  const { titles } = await world();

  expect(await titles('6000')).toEqual([]);
});

test('an option or a stage is named in free words, before or after what the record is called', async () => {
  const { titles } = await world();

  expect(await titles('won acme')).toEqual(['Acme sensors', 'Fuel']);
  expect((await titles('acme proposal'))[0]).toBe('Acme cables');
  expect(await titles('won acme -sensors')).toEqual(['Fuel']);
  expect(await titles('won zebra')).toEqual([]);
});

test('what somebody may not see is not found in another way of writing either', async () => {
  const { engine, titles } = await world();
  const { client } = await newMember(engine, 'Ben', {
    objects: { opportunity: everything({ fields: { amount: 'hidden', stage: 'hidden' } }) },
  });

  expect(await titles('36000', client)).toEqual([]);
  expect(await titles('won fuel', client)).toEqual([]);
});
