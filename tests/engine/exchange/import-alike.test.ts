import { expect, test } from 'vitest';
import { testEngine, type TestEngine } from '../../helpers/test-engine';
import { planFor, stage } from './exchange-fixture';

const CSV =
  'First name,Last name,Email,Job title\nBill,Quorrel,bill@acme.example,Buyer\nAnn,Novak,ann@acme.example,Engineer\n';

const withWilliam = async (): Promise<TestEngine> => {
  const engine = await testEngine();
  await engine.client.records.create({
    object: 'person',
    values: { name: 'William Quorrel', emails: ['bill@acme.example'] },
  });
  return engine;
};

const people = async ({ client }: TestEngine) =>
  (await client.records.query({ object: 'person', fields: ['name', 'jobTitle'] })).rows.map(({ name, jobTitle }) => ({
    name,
    jobTitle,
  }));

const WILLIAM = { first: 'William', last: 'Quorrel' };

test.each([
  ['create', 3, null],
  ['fill', 2, 'Buyer'],
  ['skip', 2, null],
] as const)('a row that looks like a record: %s', async (whenAlike, count, jobTitle) => {
  const engine = await withWilliam();

  // By no key: only what is the same in everything would be recognised.
  const plan = { ...(await planFor(engine, stage(engine, CSV), { object: 'person', matchBy: null })), whenAlike };
  const check = await engine.client.exchange.check(plan);
  const { id } = await engine.client.exchange.startImport(plan);
  await engine.client.exchange.waitForImport({ id });

  expect(check).toMatchObject({ alike: 1, alikeOf: 2 });
  const found = await people(engine);
  expect(found).toHaveLength(count);
  expect(found.find(({ name }) => JSON.stringify(name) === JSON.stringify(WILLIAM))).toEqual({
    name: WILLIAM,
    jobTitle,
  });
});
