import { expect, test } from 'vitest';
import type { ChangeSet } from '@shared/domain/changes';
import { isMadeStale } from '@renderer/rpc/invalidation';

const edit = (object: string, fields: string[], hasMembershipChange = false): ChangeSet => ({
  seq: 1,
  topics: ['records', 'history'],
  records: [{ object, fields, hasMembershipChange, ids: null }],
});
const window = { object: 'person', fields: ['name', 'city'], sort: [{ field: 'city' }], offset: 0, limit: 100 };

test('a window is stale when a field changes that it shows, filters or sorts by', () => {
  expect(isMadeStale('records.window', window, edit('person', ['city']))).toBe(true);
  expect(isMadeStale('records.window', window, edit('person', ['age']))).toBe(false);
  const filtered = { ...window, filter: { and: [{ field: 'age', op: 'gt', value: 3 }] } };
  expect(isMadeStale('records.window', filtered, edit('person', ['age']))).toBe(true);
});

test('records that come or go make every list of their object stale', () => {
  expect(isMadeStale('records.window', window, edit('person', [], true))).toBe(true);
});

test('a total does not depend on fields it does not add up', () => {
  const sum = { object: 'person', aggregates: [{ fn: 'sum', field: 'age' }] };
  expect(isMadeStale('records.aggregate', sum, edit('person', ['city']))).toBe(false);
  expect(isMadeStale('records.aggregate', sum, edit('person', ['age']))).toBe(true);
});

test('what reads other topics does not care about records', () => {
  expect(isMadeStale('views.list', {}, edit('person', ['city']))).toBe(false);
  expect(isMadeStale('views.list', {}, { seq: 1, topics: ['views'], records: [] })).toBe(true);
  expect(isMadeStale('history.state', {}, edit('person', ['city']))).toBe(true);
});
