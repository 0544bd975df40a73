import { expect, test } from 'vitest';
import { testEngine } from '../../helpers/test-engine';
import { allRows, importFile, planFor, stageFixture } from './exchange-fixture';

const counts = ({ created, updated, unchanged, skipped, rejectedCount }: Record<string, unknown>) => ({
  created,
  updated,
  unchanged,
  skipped,
  rejectedCount,
});

test('people-legislators.csv gives 537 people with all 36 columns, and again changes nothing', async () => {
  const engine = await testEngine();
  const plan = await planFor(engine, stageFixture(engine, 'people-legislators.csv'), { object: 'person' });
  const first = await importFile(engine, stageFixture(engine, 'people-legislators.csv'), { object: 'person' });

  expect(plan.columns.every(({ target }) => target.kind !== 'skip')).toBe(true);
  expect(first.failure).toBeNull();
  expect(counts(first)).toEqual({ created: 537, updated: 0, unchanged: 0, skipped: 0, rejectedCount: 0 });
  const rows = await allRows(engine, 'person');
  expect(rows).toHaveLength(537);
  const maria = rows.find((row) => row['bioguideId'] === 'C000127');
  expect(maria).toMatchObject({
    name: { first: 'Maria', last: 'Cantwell' },
    birthday: '1958-10-13',
    phones: ['+12022243441'],
    links: ['https://www.cantwell.senate.gov'],
    thomasId: '00172',
    fecIds: 'S8WA00194,H2WA01054',
    address: { street: '511 Hart Senate Office Building Washington DC 20510' },
  });

  const again = await importFile(engine, stageFixture(engine, 'people-legislators.csv'), { object: 'person' });

  expect(counts(again)).toEqual({ created: 0, updated: 0, unchanged: 537, skipped: 0, rejectedCount: 0 });
  expect(again.createdFields).toEqual([]);
  expect(engine.errors).toEqual([]);
});

test('companies-sp500.csv gives 503 companies, and again changes nothing', async () => {
  const engine = await testEngine();
  const first = await importFile(engine, stageFixture(engine, 'companies-sp500.csv'), { object: 'company' });
  const again = await importFile(engine, stageFixture(engine, 'companies-sp500.csv'), { object: 'company' });

  expect(counts(first)).toEqual({ created: 503, updated: 0, unchanged: 0, skipped: 0, rejectedCount: 0 });
  expect(counts(again)).toEqual({ created: 0, updated: 0, unchanged: 503, skipped: 0, rejectedCount: 0 });
  const rows = await allRows(engine, 'company');
  expect(rows.find((row) => row['symbol'] === 'ABT')).toMatchObject({
    name: 'Abbott Laboratories',
    industry: 'Health Care',
    founded: '1888',
    address: { city: 'North Chicago', state: 'Illinois' },
    dateAdded: '1957-03-04',
  });
  expect(rows.some((row) => row['founded'] === '2013 (1888)')).toBe(true);
  expect(engine.errors).toEqual([]);
});
