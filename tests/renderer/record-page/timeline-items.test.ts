import { expect, test } from 'vitest';
import type { HistoryEntry } from '@shared/contract/history.contract';
import { timelineDays } from '@renderer/features/record-page/timeline-items';
import { fakeId } from '../fake-objects';

const entry = (atMs: number): HistoryEntry => ({
  operationId: null,
  operationCount: 1,
  atMs,
  actor: { kind: 'person', name: 'A' },
  kind: 'update',
  object: 'company',
  recordId: fakeId(1),
  mergedFrom: null,
  changes: [],
});
const dayOf = (atMs: number): string => `day ${Math.floor(atMs / 100)}`;
const sources = { tasks: [], taskModel: undefined, hasMore: false, dayOf };

test('notes and changes stand in one order, newest first, by day', () => {
  const days = timelineDays({
    ...sources,
    notes: [{ id: fakeId(2), createdAt: 150 }],
    entries: [entry(190), entry(110), entry(20)],
  });

  expect(days.map(({ day, items }) => [day, items.map(({ kind, atMs }) => [kind, atMs])])).toEqual([
    [
      'day 1',
      [
        ['change', 190],
        ['note', 150],
        ['change', 110],
      ],
    ],
    ['day 0', [['change', 20]]],
  ]);
});

test('while older changes are not loaded, older notes wait for them', () => {
  const days = timelineDays({
    ...sources,
    notes: [{ id: fakeId(2), createdAt: 50 }],
    entries: [entry(190), entry(110)],
    hasMore: true,
  });

  expect(days.flatMap(({ items }) => items.map(({ atMs }) => atMs))).toEqual([190, 110]);
});
