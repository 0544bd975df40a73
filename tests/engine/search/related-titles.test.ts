import { expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import type { RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import { everything, newMember } from '../../helpers/as-member';
import { testEngine } from '../../helpers/test-engine';

const create = async (client: EngineClient, object: string, values: ValuesInput): Promise<RecordId> =>
  (await client.records.create({ object, values })).row.id;

const titlesOf = async (client: EngineClient, text: string): Promise<readonly string[]> =>
  (await client.search.find({ text, limit: 20 })).results.map(({ title }) => title);

/** People whose own texts say nothing of their company. */
const peopled = async () => {
  const engine = await testEngine();
  const { client } = engine;
  const acme = await create(client, 'company', { name: 'Acme Rocketry' });
  const beta = await create(client, 'company', { name: 'Beta' });
  const anna = await create(client, 'person', { name: 'Anna Berg', company: acme, jobTitle: 'Buyer' });
  await create(client, 'person', { name: 'Anna Lund', company: beta });
  const deal = await create(client, 'opportunity', { name: 'Fuel 2027', company: acme, contact: anna });
  await create(client, 'task', { title: 'Call back', target: { object: 'opportunity', id: deal } });
  await create(client, 'note', { title: 'Minutes', target: { object: 'person', id: anna } });
  return { ...engine, acme, anna, titles: (text: string) => titlesOf(client, text) };
};

test('words of a record and of the title of one that it leads to find it, in either order, by beginnings', async () => {
  const { titles } = await peopled();
  const typed = ['anna acme', 'acme anna', 'ann rock', 'anna acme rocketry', 'rocketry berg', 'buyer acme'];

  const found: Record<string, readonly string[]> = {};
  for (const text of typed) found[text] = await titles(text);

  expect(found).toEqual(Object.fromEntries(typed.map((text) => [text, ['Anna Berg']])));
  expect(await titles('fuel berg')).toEqual(['Fuel 2027']);
  expect(await titles('call fuel')).toEqual(['Call back']);
  expect(await titles('minutes anna')).toEqual(['Minutes']);
  expect(await titles('b acme')).toContain('Anna Berg');
  expect(await titles('anna nobody')).toEqual([]);
});

test('words that were found together are taken as they are', async () => {
  const { client, titles } = await peopled();
  await create(client, 'person', { name: 'Annas Bergs' });
  await create(client, 'person', { name: 'Anan Berg' });

  expect(await titles('anna berg')).toEqual(['Anna Berg', 'Annas Bergs']);
  expect(await titles('anna bregs')).toEqual(['Annas Bergs']);
});

test('scopes, words after a minus and phrases hold for them too', async () => {
  const { titles } = await peopled();

  expect(await titles('in:people anna acme')).toEqual(['Anna Berg']);
  expect(await titles('in:deals anna acme')).toEqual([]);
  expect(await titles('anna acme -buyer')).toEqual([]);
  expect(await titles('anna acme -seller')).toEqual(['Anna Berg']);
});

test('a record that has all the words itself comes first', async () => {
  const { client, titles } = await peopled();
  await create(client, 'note', { title: 'Visit', body: 'Anna liked it at Acme' });

  expect(await titles('anna acme')).toEqual(['Visit', 'Anna Berg']);
});

test('where the words say it: the related title is shown and marked', async () => {
  const { client } = await peopled();

  const [hit] = (await client.search.find({ text: 'fuel berg', limit: 1 })).results;

  expect(hit?.snippet).toEqual({ label: 'Contact', text: 'Anna Berg', ranges: [[5, 9]] });
});

test('a new name of the related record counts at once', async () => {
  const { client, acme, titles } = await peopled();

  await client.records.update({ object: 'company', id: acme, values: { name: 'Zenith' } });

  expect(await titles('anna zenith')).toEqual(['Anna Berg']);
  expect(await titles('anna acme')).toEqual([]);
});

test('one of very many is found, whichever of the two words is common', async () => {
  const { client, titles } = await peopled();
  const large = await create(client, 'company', { name: 'Large' });
  for (let n = 0; n < 210; n += 1)
    await create(client, 'person', { name: `Anna Other${n}`, jobTitle: 'Buyer', company: n < 5 ? large : null });
  for (let n = 0; n < 210; n += 1) await create(client, 'person', { name: `Bob Same${n}`, company: large });

  expect(await titles('anna acme')).toEqual(['Anna Berg']);
  expect(await titles('buyer acme')).toEqual(['Anna Berg']);
  expect(await titles('large anna')).toHaveLength(5);
});

test('a company out of sight, or a link out of sight, finds nobody', async () => {
  const engine = await peopled();
  const { client: noCompanies } = await newMember(engine, 'Bo', { objects: { company: everything({ rights: [] }) } });
  const { client: noLinks } = await newMember(engine, 'Cy', {
    objects: { person: everything({ fields: { company: 'hidden' } }) },
  });
  const { client: ownOnly } = await newMember(engine, 'Di', { objects: { company: everything({ records: 'own' }) } });

  for (const client of [noCompanies, noLinks, ownOnly]) {
    expect(await titlesOf(client, 'anna')).toContain('Anna Berg');
    expect(await titlesOf(client, 'anna acme')).toEqual([]);
    expect(await titlesOf(client, 'acme anna')).toEqual([]);
  }
});

test('a slip is corrected to words in sight alone: what is out of sight neither counts as known nor takes their place', async () => {
  const engine = await testEngine();
  const { client: owner } = engine;
  const { client } = await newMember(engine, 'Bo', { objects: { company: everything({ records: 'own' }) } });
  await create(owner, 'person', { name: 'John Smithson' });
  const askAll = async () => {
    const answers: unknown[] = [];
    for (const text of ['smithsen jonh', 'smithsan', 'smithsonx', 'jonh smithsun'])
      answers.push(await titlesOf(client, text));
    return answers;
  };
  const before = await askAll();

  // What was typed, and more words one slip away than are ever looked for.
  for (const word of ['Smithsen', 'Smithsun', 'Jonh', ...'abcdefghijklm'.split('').map((letter) => `Smiths${letter}n`)])
    await create(owner, 'company', { name: word });

  expect(await askAll()).toEqual(before);
  expect(before).toEqual([['John Smithson'], ['John Smithson'], ['John Smithson'], ['John Smithson']]);
});
