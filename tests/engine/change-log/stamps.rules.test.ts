import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applySetChange, diffSets, MAX_ELEMENT_STAMPS, stampSetChange } from '@main/engine/change-log/stamps.rules';

const elements = fc.uniqueArray(fc.oneof(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'), fc.string()), {
  maxLength: 8,
});

test('the change between two lists turns the one into the other', () => {
  fc.assert(
    fc.property(elements, elements, (before, after) => {
      expect(applySetChange(before, diffSets(before, after, 0))).toEqual(after);
    }),
  );
});

test('each element that came or went has the stamp of the change; a whole list has one stamp', () => {
  fc.assert(
    fc.property(elements, elements, (before, after) => {
      const change = diffSets(before, after, 0);
      const stamps = stampSetChange({ a: [1, 1] }, change, [2, 1]);
      const elementStamps = (on: 0 | 1, list: readonly string[]) =>
        list.map((element) => [element, [2, 1, on]] as const);
      const expected =
        change.kind === 'whole'
          ? { a: [2, 1] }
          : { a: [1, 1], e: Object.fromEntries([...elementStamps(1, change.plus), ...elementStamps(0, change.minus)]) };
      // As text: an element may be named "__proto__".
      expect(JSON.stringify(stamps)).toBe(JSON.stringify(expected));
    }),
  );
});

test('too many element stamps become one whole assignment', () => {
  expect(diffSets([], ['a'], MAX_ELEMENT_STAMPS - 1).kind).toBe('elements');
  expect(diffSets([], ['a'], MAX_ELEMENT_STAMPS).kind).toBe('whole');
});
