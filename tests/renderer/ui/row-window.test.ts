import { expect, test } from 'vitest';
import {
  baseRowFor,
  canvasHeight,
  isStretched,
  MAX_CANVAS_PX,
  offsetOfScroll,
  offsetToReveal,
  rowsInView,
  rowSlots,
  rowsPerPage,
  rowsToMount,
  scrollOfOffset,
  slotOf,
} from '@renderer/ui/data-grid/row-window.rules';

const short = { rowCount: 1_000, rowHeight: 36, viewHeight: 720 };
const million = { rowCount: 1_000_000, rowHeight: 36, viewHeight: 720 };

test('a list that fits an element scrolls px by px', () => {
  expect(isStretched(short)).toBe(false);
  expect(canvasHeight(short)).toBe(36_000);
  expect(offsetOfScroll(short, 1_234)).toBe(1_234);
  expect(scrollOfOffset(short, 1_234)).toBe(1_234);
});

test('a million rows stay below the tallest element and both ends are reached exactly', () => {
  const bottom = canvasHeight(million) - million.viewHeight;

  expect(canvasHeight(million)).toBe(MAX_CANVAS_PX);
  expect(rowsInView(million, offsetOfScroll(million, 0)).first).toBe(0);
  expect(rowsInView(million, offsetOfScroll(million, bottom))).toEqual({ first: 999_980, last: 999_999 });
});

test('the middle of the scroll bar is the middle of the list', () => {
  const middle = (canvasHeight(million) - million.viewHeight) / 2;

  expect(rowsInView(million, offsetOfScroll(million, middle)).first).toBe(499_990);
});

test('every row of a million can be revealed, and the scroll bar leads back to it', () => {
  for (const row of [0, 1, 255, 256, 499_999, 777_777, 999_998, 999_999]) {
    const offset = offsetToReveal(million, 0, row);
    const { first, last } = rowsInView(million, offsetOfScroll(million, scrollOfOffset(million, offset)));

    expect(row).toBeGreaterThanOrEqual(first);
    expect(row).toBeLessThanOrEqual(last);
  }
});

test('after a jump every slot stands where it stood', () => {
  const slots = rowSlots(million);
  const old = rowsToMount(million, 1_000 * 36);
  const next = rowsToMount(million, 900_000 * 36);
  const lead = slotOf(old.first, 7, slots);

  const base = baseRowFor(7, old, next, lead);

  expect(slotOf(next.first, base, slots)).toBe(lead);
  expect(next.first - base).toBe(lead);
});

test('over a short way rows keep their slots, and over a long one they stay near the origin of their layer', () => {
  const at = (row: number) => rowsToMount(million, row * 36);

  expect(baseRowFor(100, at(150), at(154), 3)).toBe(100);
  expect(at(20_000).first - baseRowFor(100, at(19_998), at(20_000), 3)).toBe(3);
});

test('revealing a row in view moves nothing; one below comes to the lower edge, one above to the upper', () => {
  expect(offsetToReveal(short, 360, 15)).toBe(360);
  expect(offsetToReveal(short, 0, 20)).toBe(36);
  expect(offsetToReveal(short, 720, 3)).toBe(108);
});

test('at most two views of rows are mounted beside the visible one', () => {
  const { first, last } = rowsToMount(short, 10_000);

  expect(last - first + 1).toBeLessThanOrEqual(60);
  expect(first).toBeLessThan(rowsInView(short, 10_000).first);
  expect(last).toBeGreaterThan(rowsInView(short, 10_000).last);
});

test('two mounted rows never share a slot', () => {
  for (const viewHeight of [0, 20, 432, 721, 2_160]) {
    for (let offset = 0; offset < 2_000; offset += 7) {
      const geometry = { rowCount: 1_000, rowHeight: 36, viewHeight };
      const { first, last } = rowsToMount(geometry, offset);

      expect(last - first + 1).toBeLessThanOrEqual(rowSlots(geometry));
    }
  }
});

test('small movements keep the mounted rows as they are', () => {
  expect(rowsToMount(short, 10_010)).toEqual(rowsToMount(short, 10_030));
});

test('the same number of rows is mounted everywhere, so that none is made or dropped while scrolling', () => {
  for (const offset of [0, 35, 36, 5_000, 20_011, 35_280, 36_000]) {
    const { first, last } = rowsToMount(short, offset);

    expect(last - first + 1).toBe(rowSlots(short));
    expect(first).toBeGreaterThanOrEqual(0);
    expect(last).toBeLessThan(short.rowCount);
  }
});

test('an empty list mounts nothing and a page is never shorter than a row', () => {
  expect(rowsToMount({ rowCount: 0, rowHeight: 36, viewHeight: 720 }, 0)).toEqual({ first: 0, last: -1 });
  expect(rowsPerPage({ rowCount: 5, rowHeight: 36, viewHeight: 10 })).toBe(1);
});
