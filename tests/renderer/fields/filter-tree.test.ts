import { expect, test } from 'vitest';
import type { Filter } from '@shared/domain/query';
import {
  addPart,
  countConditions,
  emptyGroup,
  fieldNode,
  type FilterGroup,
  fromTree,
  movePart,
  movesOf,
  removePart,
  setMatch,
  toTree,
} from '@renderer/fields/filter-tree.rules';

const on = (field: string): Filter => ({ field, op: 'isEmpty' });
const [a, b, c] = [on('a'), on('b'), on('c')];

const keyOf = (group: FilterGroup, ...places: readonly number[]): string => {
  const [place = 0, ...rest] = places;
  const part = group.parts[place];
  if (rest.length > 0 && part?.kind === 'group') return keyOf(part, ...rest);
  return part?.key ?? '';
};

test('a filter that was built is the filter that is read', () => {
  const filters: readonly Filter[] = [
    { and: [a, { or: [b, c] }] },
    { or: [a, { and: [b, { not: { or: [c] } }] }] },
    { not: { or: [a, b] } },
    { and: [{ related: 'people', has: 'none', where: { or: [a, { and: [b, c] }] } }, b] },
    { and: [{ related: 'people', count: { op: 'gt', value: 2 } }] },
  ];

  for (const filter of filters) expect(fromTree(toTree(filter))).toEqual(filter);
  expect(fromTree(toTree(a))).toEqual({ and: [a] });
  expect(fromTree(toTree({ not: a }))).toEqual({ not: { or: [a] } });
  expect(fromTree(toTree({ not: { and: [a, b] } }))).toEqual({ not: { or: [{ and: [a, b] }] } });
  expect(fromTree(toTree(undefined))).toBeUndefined();
});

test('what is not finished says nothing, and a group of it neither', () => {
  const tree = addPart(toTree({ and: [a] }), '', emptyGroup());
  const withGroup = addPart(tree, tree.key, { ...emptyGroup(), parts: [fieldNode({ field: 'b', op: 'contains' })] });

  expect(fromTree(withGroup)).toEqual({ and: [a] });
  expect(fromTree(removePart(withGroup, keyOf(withGroup, 0)))).toBeUndefined();
});

test('a part moves among its neighbours, into the group beside it, out of it, and into a new one', () => {
  const tree = toTree({ and: [a, { or: [b] }, c] });

  expect(fromTree(movePart(tree, keyOf(tree, 0), 'down'))).toEqual({ and: [{ or: [b] }, a, c] });
  expect(fromTree(movePart(tree, keyOf(tree, 2), 'up'))).toEqual({ and: [a, c, { or: [b] }] });
  expect(fromTree(movePart(tree, keyOf(tree, 2), 'into'))).toEqual({ and: [a, { or: [b, c] }] });
  expect(fromTree(movePart(tree, keyOf(tree, 0), 'into'))).toEqual({ and: [{ or: [b, a] }, c] });
  expect(fromTree(movePart(tree, keyOf(tree, 1, 0), 'out'))).toEqual({ and: [a, b, c] });
  expect(fromTree(movePart(tree, keyOf(tree, 0), 'wrap'))).toEqual({ and: [{ or: [a] }, { or: [b] }, c] });
  expect(fromTree(movePart(tree, keyOf(tree, 0), 'up'))).toEqual(fromTree(tree));
});

test('a part can only go where there is a place for it', () => {
  const tree = toTree({ and: [a, { or: [b] }] });
  const [, inner] = tree.parts;

  expect([...movesOf(tree, keyOf(tree, 0), false)]).toEqual(['down', 'into', 'wrap']);
  expect(inner?.kind === 'group' && [...movesOf(inner, keyOf(tree, 1, 0), true)]).toEqual(['out', 'wrap']);
});

test('a group may ask for all, any or none of its parts', () => {
  const tree = toTree({ and: [a, b] });

  expect(fromTree(setMatch(tree, tree.key, 'none'))).toEqual({ not: { or: [a, b] } });
  expect(countConditions({ and: [a, { not: { or: [b, c] } }] })).toBe(3);
});
