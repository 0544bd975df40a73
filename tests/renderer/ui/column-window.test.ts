import { expect, test } from 'vitest';
import { columnsToMount, dropIndexAt, placeColumns, scrollToReveal } from '@renderer/ui/data-grid/column-window.rules';

const places = placeColumns([{ width: 200, frozen: true }, ...Array.from({ length: 29 }, () => ({ width: 100 }))]);

test('leading frozen columns are set apart and the rest follow', () => {
  expect(places).toMatchObject({ frozenCount: 1, frozenWidth: 200, totalWidth: 3_100 });
  expect(places.starts.slice(0, 3)).toEqual([0, 200, 300]);
});

test('only columns near the view are mounted', () => {
  const { first, last } = columnsToMount(places, 1_000, 800);

  expect(first).toBeGreaterThan(1);
  expect(last).toBeLessThan(29);
  expect(places.starts[first]).toBeLessThanOrEqual(1_200);
  expect(places.starts[last]).toBeGreaterThanOrEqual(1_700);
});

test('a revealed column is neither under the frozen ones nor beyond the edge', () => {
  for (const column of [1, 5, 17, 29]) {
    const start = places.starts[column] ?? 0;
    for (const from of [0, 900, 2_300]) {
      const at = scrollToReveal(places, from, 800, column);

      expect(start).toBeGreaterThanOrEqual(at + places.frozenWidth);
      expect(start + 100).toBeLessThanOrEqual(at + 800);
    }
  }
  expect(scrollToReveal(places, 900, 800, 0)).toBe(900);
});

test('a dragged column drops before the column whose first half it is over', () => {
  expect(dropIndexAt(places, 10)).toBe(0);
  expect(dropIndexAt(places, 240)).toBe(1);
  expect(dropIndexAt(places, 260)).toBe(2);
  expect(dropIndexAt(places, 9_999)).toBe(30);
});
