import { describe, expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import type { SearchHit } from '@shared/contract/search.contract';
import type { RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import { testEngine } from '../../helpers/test-engine';

const create = async (client: EngineClient, object: string, values: ValuesInput): Promise<RecordId> =>
  (await client.records.create({ object, values })).row.id;

/** People and companies whose names are written in many ways. */
const peopled = async () => {
  const engine = await testEngine();
  const { client } = engine;
  const acme = await create(client, 'company', { name: 'Acme Rocketry', domains: ['https://www.acme.example'] });
  const micro = await create(client, 'company', { name: 'Microsoft' });
  for (const name of [
    '東京電力',
    '서울전자 주식회사',
    'Größe & Söhne GmbH',
    'ΟΔΟΣ',
    'İstanbul Işık',
    'Лаборатория Касперского',
  ])
    await create(client, 'company', { name });
  await create(client, 'person', {
    name: 'John Smith',
    company: acme,
    emails: ['john.smith@acme.example'],
    phones: ['+49 176 1234567'],
    jobTitle: 'Chief rocketeer',
  });
  await create(client, 'person', {
    name: 'Zoë Müller',
    company: micro,
    jobTitle: 'Buyer',
    emails: ['zoe@mail.example'],
  });
  await create(client, 'opportunity', {
    name: 'Fuel for 2027',
    company: acme,
    stage: 'won',
    amount: { amountMinor: 900_000, currency: 'EUR' },
  });
  await create(client, 'opportunity', {
    name: 'Fuel for 2028',
    company: acme,
    stage: 'proposal',
    amount: { amountMinor: 1_500_000, currency: 'EUR' },
  });
  await create(client, 'opportunity', {
    name: 'Licences',
    company: micro,
    stage: 'won',
    amount: { amountMinor: 100, currency: 'EUR' },
  });
  await create(client, 'note', {
    title: 'Meeting',
    body: 'They like the ＦＵＬＬ width plan.\nจดหมาย arrives on Monday; the quick brown fox said yes.',
  });
  const titles = async (text: string): Promise<readonly string[]> =>
    (await client.search.find({ text, limit: 20 })).results.map(({ title }) => title);
  const first = async (text: string): Promise<SearchHit | undefined> =>
    (await client.search.find({ text, limit: 5 })).results[0];
  /** The best hit of each text. */
  const firsts = async (texts: readonly string[]): Promise<Readonly<Record<string, string | undefined>>> => {
    const found: Record<string, string | undefined> = {};
    for (const text of texts) found[text] = (await titles(text))[0];
    return found;
  };
  return { ...engine, titles, first, firsts };
};

/** The parts of a text that ranges mark. */
const marked = (text: string, ranges: readonly (readonly [number, number])[]): readonly string[] =>
  ranges.map(([start, end]) => text.slice(start, end));

const SLIPS: Readonly<Record<string, string>> = Object.fromEntries([
  ['Jonh', 'John Smith'],
  ['Smiht', 'John Smith'],
  ['Smyth', 'John Smith'],
  ['Smtih john', 'John Smith'],
  ['jonh smiht', 'John Smith'],
  ['Micorsoft', 'Microsoft'],
  ['Micorso', 'Microsoft'],
  ['Mcrosoft', 'Microsoft'],
  ['лабаратория', 'Лаборатория Касперского'],
]);

test('a word with one slip finds what was meant', async () => {
  const { firsts } = await peopled();

  expect(await firsts(Object.keys(SLIPS))).toEqual(SLIPS);
});

test('what was typed exactly comes before what may have been meant, and short words are taken as they are', async () => {
  const { client, titles } = await peopled();
  await create(client, 'company', { name: 'Micorsoft Repairs' });

  expect(await titles('Micorsoft')).toEqual(['Micorsoft Repairs', 'Microsoft']);
  expect(await titles('jom')).toEqual([]);
});

const PARTS: Readonly<Record<string, string>> = Object.fromEntries([
  ['rosof', 'Microsoft'],
  ['ocketr', 'Acme Rocketry'],
  ['mith', 'John Smith'],
  ['cketee', 'John Smith'],
  ['京', '東京電力'],
  ['京電', '東京電力'],
  ['電力', '東京電力'],
  ['東', '東京電力'],
  ['전자', '서울전자 주식회사'],
  ['자', '서울전자 주식회사'],
  ['หมาย', 'Meeting'],
  ['full', 'Meeting'],
  ['ｆｕｌｌ', 'Meeting'],
  ['mueller', 'Zoë Müller'],
  ['MÜLLER', 'Zoë Müller'],
  ['muller', 'Zoë Müller'],
  ['zoe', 'Zoë Müller'],
  ['groesse', 'Größe & Söhne GmbH'],
  ['GROSSE', 'Größe & Söhne GmbH'],
  ['soehne', 'Größe & Söhne GmbH'],
  ['οδος', 'ΟΔΟΣ'],
  ['istanbul', 'İstanbul Işık'],
  ['ISIK', 'İstanbul Işık'],
  ['ışık', 'İstanbul Işık'],
  ['касперского', 'Лаборатория Касперского'],
]);

test('parts of words are found in every script, however letters are written', async () => {
  const { firsts } = await peopled();

  expect(await firsts(Object.keys(PARTS))).toEqual(PARTS);
});

test('any part of an address or number finds the person, in any format', async () => {
  const { titles } = await peopled();
  const typed = [
    '@acme',
    'smith@',
    'john.smith@acme',
    'th@acme.ex',
    '0176 123',
    '+49 (176) 123',
    '4567',
    '234-56',
    '0049 176 1234567',
  ];

  const missed: string[] = [];
  for (const text of typed) if (!(await titles(text)).includes('John Smith')) missed.push(text);

  expect(missed).toEqual([]);
});

test('a host finds the company, with or without www and the rest of the link', async () => {
  const { titles } = await peopled();

  for (const typed of [
    'acme.ex',
    'www.acme.example',
    'https://www.acme.example',
    'cme.exa',
    'https://www.acme.example/about?x=1',
    'acme.example/team',
  ])
    expect(await titles(typed)).toContain('Acme Rocketry');
});

describe('scopes', () => {
  const CASES: readonly (readonly [typed: string, titles: readonly string[]])[] = [
    ['company:acme', ['Acme Rocketry', 'Fuel for 2027', 'Fuel for 2028', 'John Smith']],
    ['company:acme stage:won', ['Fuel for 2027']],
    ['stage:won', ['Fuel for 2027', 'Licences']],
    ['stage:wo', ['Fuel for 2027', 'Licences']],
    ['stage:won,proposal fuel', ['Fuel for 2027', 'Fuel for 2028']],
    ['-stage:won fuel', ['Fuel for 2028']],
    ['in:people smith', ['John Smith']],
    ['in:deals fuel', ['Fuel for 2027', 'Fuel for 2028']],
    ['in:company rocket', ['Acme Rocketry']],
    ['-in:people rocket', ['Acme Rocketry']],
    ['amount:>10000', ['Fuel for 2028']],
    ['amount:1..10', ['Licences']],
    ['job-title:buyer', ['Zoë Müller']],
    ['jobtitle:"chief rocketeer"', ['John Smith']],
    ['company:"acme rocketry" in:person', ['John Smith']],
    ['phone:1761', ['John Smith']],
    ['e-mail:@acme', ['John Smith']],
    ['created:today in:note', ['Meeting']],
    ['stage:nonsense', []],
    ['amount:lots', []],
    ['fuel "for 2028"', ['Fuel for 2028']],
    ['"2028 for"', []],
    ['"quick brown fox"', ['Meeting']],
    ['fuel -2028', ['Fuel for 2027']],
    ['fuel -"for 2028"', ['Fuel for 2027']],
  ];

  test('limit a search to what they say, together with words', async () => {
    const { titles } = await peopled();

    const found: [string, readonly string[]][] = [];
    for (const [typed] of CASES) found.push([typed, (await titles(typed)).toSorted()]);

    expect(found).toEqual(CASES.map(([typed, expected]) => [typed, expected.toSorted()]));
  });

  test('what nobody knows as a scope is words', async () => {
    const { client, titles } = await peopled();
    await create(client, 'company', { name: 'Ratio 10:30 colour:blue' });

    expect(await titles('colour:blue')).toEqual(['Ratio 10:30 colour:blue']);
    expect(await titles('10:30')).toEqual(['Ratio 10:30 colour:blue']);
    expect(await titles('in:nowhere')).toEqual([]);
  });

  test('a scope that is still being typed limits what is searched and nothing else', async () => {
    const { titles } = await peopled();

    expect(await titles('fuel stage:')).toEqual(['Fuel for 2028', 'Fuel for 2027']);
    expect((await titles('in:')).length).toBeGreaterThan(5);
  });

  test('scopes of an object and a field that were made just now are known', async () => {
    const { client, titles } = await peopled();
    await client.schema.createObject({ labelSingular: 'Boat', labelPlural: 'Boats', icon: 'box', color: 'blue' });
    await client.schema.createField({
      object: 'boat',
      label: 'Home port',
      type: 'text',
      settings: {},
      help: '',
      isRequired: false,
      isUnique: false,
    });
    await create(client, 'boat', { name: 'Anna', homePort: 'Bergen' });

    expect(await titles('in:boats port:x')).toEqual([]);
    expect(await titles('homeport:berg')).toEqual(['Anna']);
    expect(await titles('in:boats')).toEqual(['Anna']);
  });

  test('are completed while they are typed', async () => {
    const { client } = await peopled();
    const texts = async (text: string) => (await client.search.suggest({ text })).suggestions.map((each) => each.text);

    expect(await texts('fuel sta')).toContain('fuel stage:');
    expect(await texts('fuel stage:wo')).toEqual(['fuel stage:Won']);
    expect(await texts('in:pe')).toEqual(['in:person']);
    expect(await texts('peo')).toContain('in:person');
    expect(await texts('company:acm')).toEqual(['company:"Acme Rocketry"']);
    expect(await texts('')).toEqual([]);
    expect(await texts('x')).toEqual([]);
  });
});

describe('marks', () => {
  test('are where the typed words stand, in the letters of the record', async () => {
    const { first } = await peopled();
    const title = async (typed: string) => {
      const hit = await first(typed);
      return hit && marked(hit.title, hit.titleRanges);
    };

    expect(await title('mue')).toEqual(['Mü']);
    expect(await title('muller zo')).toEqual(['Zo', 'Müller']);
    expect(await title('grösse')).toEqual(['Größe']);
    expect(await title('Micorsoft')).toEqual(['Microsoft']);
    expect(await title('rosof')).toEqual(['rosof']);
    expect(await title('京電')).toEqual(['京電']);
    expect(await title('istanbul')).toEqual(['İstanbul']);
  });

  test('another field that holds what was typed is shown with its label and a piece of its text', async () => {
    const { first } = await peopled();

    const hit = await first('brown fox');
    const phone = await first('0176 123');

    expect(hit?.snippet).toMatchObject({ label: 'Text' });
    expect(marked(hit?.snippet?.text ?? '', hit?.snippet?.ranges ?? [])).toEqual(['brown', 'fox']);
    expect(phone?.snippet).toEqual({ label: 'Phone', text: '+491761234567', ranges: [[3, 9]] });
    expect((await first('john'))?.snippet).toBeNull();
  });
});

test('results say how many of each object there are', async () => {
  const { client } = await peopled();

  const scoped = await client.search.find({ text: 'company:acme', limit: 1 });
  const words = await client.search.find({ text: 'fuel', limit: 1 });

  for (const { counts, isTruncated } of [scoped, words]) {
    expect(counts.find(({ object }) => object === 'opportunity')).toEqual({ object: 'opportunity', count: 2 });
    expect(isTruncated).toBe(false);
  }
  expect(scoped.counts.map(({ count }) => count).reduce((sum, count) => sum + count, 0)).toBe(4);
});

describe('use', () => {
  test('of equally good hits those that people open come first, the latest and most often opened before others', async () => {
    const { client, clock } = await testEngine();
    const ids: RecordId[] = [];
    for (let n = 1; n <= 3; n += 1) ids.push(await create(client, 'company', { name: `Nordvik ${n}` }));
    const [one, two] = ids;
    if (one === undefined || two === undefined) throw new Error('No records');
    const titles = async () =>
      (await client.search.find({ text: 'nordvik', limit: 5 })).results.map((hit) => hit.title);
    expect(await titles()).toEqual(['Nordvik 3', 'Nordvik 2', 'Nordvik 1']);

    await client.search.opened({ object: 'company', id: one });
    clock.advance(2 * 60_000);
    await client.search.opened({ object: 'company', id: one });
    await client.search.opened({ object: 'company', id: two });

    expect(await titles()).toEqual(['Nordvik 1', 'Nordvik 2', 'Nordvik 3']);
    clock.advance(400 * 86_400_000);
    await client.search.opened({ object: 'company', id: two });
    expect(await titles()).toEqual(['Nordvik 2', 'Nordvik 1', 'Nordvik 3']);
  });

  test('is not in the log, and a record that is not there is said so', async () => {
    const { client } = await testEngine();
    const id = await create(client, 'company', { name: 'Acme' });

    await client.search.opened({ object: 'company', id });

    expect((await client.history.operations({ limit: 10 })).operations).toHaveLength(1);
    await expect(client.search.opened({ object: 'person', id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('nothing typed finds what was opened last', async () => {
    const { client, clock } = await testEngine();
    const acme = await create(client, 'company', { name: 'Acme' });
    clock.advance(3_600_000);
    for (let n = 0; n < 30; n += 1) await create(client, 'company', { name: `Later ${n}` });

    await client.search.opened({ object: 'company', id: acme });

    expect((await client.search.find({ text: '', limit: 3 })).results[0]?.title).toBe('Acme');
  });
});

test('trash, restoring and undo are followed by every index', async () => {
  const { client } = await testEngine();
  const id = await create(client, 'company', { name: 'Quixotic Tron', domains: ['https://quix.example'] });
  const found = async () => {
    const counts: number[] = [];
    for (const text of ['quixotic', 'ixoti', 'qiuxotic', 'quix.exa'])
      counts.push((await client.search.find({ text, limit: 5 })).results.length);
    return counts;
  };
  expect(await found()).toEqual([1, 1, 1, 1]);

  await client.records.delete({ object: 'company', selection: { ids: [id] } });
  expect(await found()).toEqual([0, 0, 0, 0]);
  await client.history.undo({});
  expect(await found()).toEqual([1, 1, 1, 1]);
  await client.history.undo({});
  expect(await found()).toEqual([0, 0, 0, 0]);
});

test('hostile text is only text', async () => {
  const { client, errors } = await peopled();
  const texts = [
    'a'.repeat(400),
    'é'.normalize('NFD').repeat(200),
    `a${'\u0301'.repeat(399)}`,
    '\u0000\u0000\u0000abc',
    '!!!???...',
    '"""" :::: ----',
    '.*+?^${}()|[]\\',
    'stage: stage: -stage: "',
    'x:y:z:"a',
    '-"',
    'in:in:in:',
    'amount:9e999 amount:..',
    'created:>yesterday created:99-99-9999',
    'NEAR(a b) AND NOT OR',
    'اَلْعَرَبِيَّةُ',
    '👩‍👩‍👧‍👦 👍🏽',
    '\ud800\udfff\ud800',
    'a:b '.repeat(100),
    '東'.repeat(400),
  ];

  for (const text of texts) {
    await client.search.find({ text, limit: 20 });
    await client.search.suggest({ text });
  }

  expect(errors).toEqual([]);
});

test('more than 400 characters are refused', async () => {
  const { client } = await testEngine();

  await expect(client.search.find({ text: 'a'.repeat(401), limit: 5 })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('a part of a word is found behind any number of newer records that only hold pieces of it', async () => {
  const { client } = await testEngine();
  const meant = await create(client, 'company', { name: 'Xyabcdefyx' });
  for (let i = 0; i < 110; i += 1) await create(client, 'company', { name: `Zabcz Zdefz ${i}` });

  const { results } = await client.search.find({ text: 'abcdef', limit: 20 });

  expect(results.map(({ id }) => id)).toEqual([meant]);
});
