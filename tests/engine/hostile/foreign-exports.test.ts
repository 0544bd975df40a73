import { expect, test } from 'vitest';
import type { ImportStatus } from '@shared/contract/exchange.contract';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { allRows, importFile, readExport, stage } from '../exchange/exchange-fixture';

const importTwice = async (engine: TestEngine, content: string, fileName = 'in.csv') => {
  const first = await importFile(engine, stage(engine, content, fileName), { object: 'person' });
  const second = await importFile(engine, stage(engine, content, fileName), { object: 'person' });
  return { first, second };
};
const expectNothingNew = (status: ImportStatus) =>
  expect(status).toMatchObject({ created: 0, updated: 0, rejectedCount: 0, createdFields: [] });

const GOOGLE = [
  'First Name,Last Name,Birthday,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Organization Name',
  'Ada,Lovelace,1815-12-10,https://lh3.googleusercontent.com/contacts/x,* myContacts,* Work,ada@example.org ::: a2@example.org,Engines',
  'Prince,, --04-12,https://lh3.googleusercontent.com/contacts/y,,,,',
  ',,,,* myContacts,,,Acme Only Ltd',
].join('\n');

test('a Google export with addresses of pictures and birthdays without a year comes in whole, and again changes nothing', async () => {
  const engine = await testEngine();

  const { first, second } = await importTwice(engine, GOOGLE);

  expect(first).toMatchObject({ created: 3, rejectedCount: 0 });
  expectNothingNew(second);
  const rows = await allRows(engine, 'person');
  expect(JSON.stringify(rows)).toContain('--04-12');
  expect(JSON.stringify(rows)).toContain('https://lh3.googleusercontent.com/contacts/y');
});

test('a file without a header, or with a very long one, makes its fields once', async () => {
  const engine = await testEngine();

  const bare = await importTwice(engine, '1,x,a@example.org\n2,y,b@example.org\n');
  const long = await importTwice(engine, `${'x'.repeat(5000)},Name\n1,Ada Lovelace\n`);

  expect(bare.first).toMatchObject({ created: 2, rejectedCount: 0 });
  expectNothingNew(bare.second);
  expect(long.first).toMatchObject({ created: 1, rejectedCount: 0 });
  expectNothingNew(long.second);
});

test('a header that is mostly empty is one', async () => {
  const engine = await testEngine();

  const { first, second } = await importTwice(engine, ',,Email,\n1,x,a@example.org,\n2,y,b@example.org,z\n');

  expect(first).toMatchObject({ created: 2, rejectedCount: 0 });
  expectNothingNew(second);
  expect((await allRows(engine, 'person')).map(({ emails }) => emails)).toEqual([['a@example.org'], ['b@example.org']]);
});

const card = (...lines: readonly string[]): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n');

test('a year that Apple made up is no birthday', async () => {
  const engine = await testEngine();

  await importTwice(
    engine,
    card('N:Lovelace;Ada', 'FN:Ada Lovelace', 'BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12'),
    'a.vcf',
  );

  const [ada] = await allRows(engine, 'person');
  const [note] = await allRows(engine, 'note');
  expect(ada?.['birthday']).toBeNull();
  expect(JSON.stringify(note?.['body'])).toContain('--04-12');
});

test('people without a name keep having none through a vCard', async () => {
  const [one, other] = [await testEngine(), await testEngine()];
  const nameless = card('N:;;;;', 'EMAIL:info@example.org', 'ADR:;;Street\\nBack;Town;;;');
  await importFile(one, stage(one, nameless, 'a.vcf'), { object: 'person' });
  const { file } = await one.client.exchange.export({ set: { object: 'person' }, format: 'vcf' });
  const text = readExport(one, file);

  await importFile(other, stage(other, text, 'b.vcf'), { object: 'person' });
  const again = await importFile(one, stage(one, text, 'b.vcf'), { object: 'person' });

  expect((await allRows(other, 'person')).map(({ name, emails }) => ({ name, emails }))).toEqual([
    { name: null, emails: ['info@example.org'] },
  ]);
  expectNothingNew(again);
});

test('an amount takes the currency that stands beside it', async () => {
  const engine = await testEngine();
  const deals =
    'Deal - Title,Deal - Value,Deal - Currency of Value\nBig,"12,500.50",EUR\nSmall,99,USD\nNone,,GBP\nTold,£5,GBP\n';

  const first = await importFile(engine, stage(engine, deals), { object: 'opportunity' });
  const second = await importFile(engine, stage(engine, deals), { object: 'opportunity' });

  expect(first).toMatchObject({ created: 4, rejectedCount: 0 });
  expectNothingNew(second);
  const rows = await allRows(engine, 'opportunity');
  expect(Object.fromEntries(rows.map(({ name, amount }) => [name, amount]))).toEqual({
    Big: { amountMinor: 1_250_050, currency: 'EUR' },
    Small: { amountMinor: 9900, currency: 'USD' },
    None: null,
    Told: { amountMinor: 500, currency: 'GBP' },
  });
});
