import { expect, test } from 'vitest';
import {
  initialGridState,
  rangeOf,
  reduceGrid,
  type GridExtent,
  type GridMove,
  type GridState,
} from '@renderer/ui/data-grid/grid-state';

const extent: GridExtent = { rowCount: 100, columnCount: 5, rowsPerPage: 20, hasFooter: true };
const at = (row: number, column: number): GridState => ({ ...initialGridState, active: { row, column } });
const go = (state: GridState, ...moves: readonly GridMove[]): GridState =>
  moves.reduce((now, by) => reduceGrid(now, { type: 'move', by, extend: false, extent }), state);
const extend = (state: GridState, ...moves: readonly GridMove[]): GridState =>
  moves.reduce((now, by) => reduceGrid(now, { type: 'move', by, extend: true, extent }), state);

test('arrows move one cell and stop at the sides', () => {
  expect(go(at(3, 2), 'down', 'right').active).toEqual({ row: 4, column: 3 });
  expect(go(at(3, 0), 'left').active).toEqual({ row: 3, column: 0 });
  expect(go(at(3, 4), 'right').active).toEqual({ row: 3, column: 4 });
});

test('up from the first row leads to the header, down from the last row to the totals, and no further', () => {
  expect(go(at(0, 2), 'up', 'up').active).toEqual({ row: -1, column: 2 });
  expect(go(at(99, 2), 'down', 'down').active).toEqual({ row: 100, column: 2 });
  expect(
    reduceGrid(at(99, 2), { type: 'move', by: 'down', extend: false, extent: { ...extent, hasFooter: false } }).active,
  ).toEqual({ row: 99, column: 2 });
});

test('jumps and pages stay among the rows', () => {
  expect(go(at(50, 2), 'top').active.row).toBe(0);
  expect(go(at(50, 2), 'bottom').active.row).toBe(99);
  expect(go(at(50, 2), 'gridEnd').active).toEqual({ row: 99, column: 4 });
  expect(go(at(50, 2), 'rowStart').active).toEqual({ row: 50, column: 0 });
  expect(go(at(50, 2), 'pageDown').active.row).toBe(70);
  expect(go(at(90, 2), 'pageDown').active.row).toBe(99);
  expect(go(at(5, 2), 'pageUp').active.row).toBe(0);
});

test('extending keeps the first corner; moving on gives the range up', () => {
  const range = extend(at(3, 3), 'down', 'down', 'left');

  expect(rangeOf(range, 100)).toEqual({ firstRow: 3, lastRow: 5, firstColumn: 2, lastColumn: 3 });
  expect(go(range, 'down').anchor).toBeNull();
});

test('a range never reaches the header or the totals', () => {
  expect(rangeOf(extend(at(0, 0), 'up'), 100)).toEqual({ firstRow: 0, lastRow: 0, firstColumn: 0, lastColumn: 0 });
  expect(extend(at(99, 0), 'down').active.row).toBe(99);
  expect(rangeOf(at(-1, 2), 100)).toBeNull();
  expect(rangeOf(at(100, 2), 100)).toBeNull();
});

test('an edit ends where its key points, and in the last row stays there', () => {
  const edit = (state: GridState): GridState => reduceGrid(state, { type: 'edit', initialText: 'a' });

  const down = reduceGrid(edit(at(3, 2)), { type: 'endEdit', after: 'down', extent });
  const right = reduceGrid(edit(at(3, 2)), { type: 'endEdit', after: 'right', extent });
  const stay = reduceGrid(edit(at(3, 2)), { type: 'endEdit', after: 'stay', extent });
  const last = reduceGrid(edit(at(99, 2)), { type: 'endEdit', after: 'down', extent });

  expect(edit(at(3, 2)).editing).toEqual({ initialText: 'a' });
  expect([down, right, stay, last].map((state) => state.active)).toEqual([
    { row: 4, column: 2 },
    { row: 3, column: 3 },
    { row: 3, column: 2 },
    { row: 99, column: 2 },
  ]);
  expect(down.editing).toBeNull();
});

test('the end of an edit that is over changes nothing', () => {
  const state = at(3, 2);

  expect(reduceGrid(state, { type: 'endEdit', after: 'down', extent })).toBe(state);
});

test('when rows go away the active cell follows to the last one left', () => {
  const smaller = { ...extent, rowCount: 10, hasFooter: false };

  expect(reduceGrid(at(50, 2), { type: 'fit', extent: smaller }).active).toEqual({ row: 9, column: 2 });
  const kept = at(5, 2);
  expect(reduceGrid(kept, { type: 'fit', extent: smaller })).toBe(kept);
});
