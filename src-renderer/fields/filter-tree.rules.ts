import type { Condition, Filter, RelatedCondition } from '@shared/domain/query';
import { isComplete } from './filter-condition';
import { withWhere } from './related-condition';

/** Which of its parts a group asks for. */
export type GroupMatch = 'all' | 'any' | 'none';

/** A filter as it is built: parts have keys that stay while they are moved, and conditions may be unfinished. */
export interface FilterGroup {
  readonly kind: 'group';
  readonly key: string;
  readonly match: GroupMatch;
  readonly parts: readonly FilterNode[];
}

export interface FieldNode {
  readonly kind: 'field';
  readonly key: string;
  readonly condition: Condition;
}

export interface RelatedNode {
  readonly kind: 'related';
  readonly key: string;
  /** Without its `where`, which is built as a group. */
  readonly condition: RelatedCondition;
  readonly where: FilterGroup;
}

export type FilterNode = FilterGroup | FieldNode | RelatedNode;

let lastKey = 0;
const newKey = (): string => `part-${++lastKey}`;

const newGroup = (match: GroupMatch, parts: readonly FilterNode[]): FilterGroup => ({
  kind: 'group',
  key: newKey(),
  match,
  parts,
});

export const emptyGroup = (): FilterGroup => newGroup('all', []);

export const fieldNode = (condition: Condition): FieldNode => ({ kind: 'field', key: newKey(), condition });

export const relatedNode = (condition: RelatedCondition): RelatedNode => ({
  kind: 'related',
  key: newKey(),
  condition: withWhere(condition, undefined),
  where: toTree(condition.where),
});

const toNode = (filter: Filter): FilterNode => {
  if ('field' in filter) return fieldNode(filter);
  if ('related' in filter) return relatedNode(filter);
  if ('and' in filter) return newGroup('all', filter.and.map(toNode));
  if ('or' in filter) return newGroup('any', filter.or.map(toNode));
  const { not } = filter;
  return newGroup('none', 'or' in not ? not.or.map(toNode) : [toNode(not)]);
};

/** A filter to be built on: a group, whatever it was. */
export const toTree = (filter: Filter | undefined): FilterGroup => {
  if (!filter) return emptyGroup();
  const node = toNode(filter);
  return node.kind === 'group' ? node : newGroup('all', [node]);
};

const toFilter = (node: FilterNode): Filter | undefined => {
  switch (node.kind) {
    case 'field':
      return isComplete(node.condition) ? node.condition : undefined;
    case 'related':
      return withWhere(node.condition, fromTree(node.where));
    case 'group':
      return fromTree(node);
  }
};

/** What is finished of a tree as a filter. Groups without a finished part say nothing. */
export const fromTree = ({ match, parts }: FilterGroup): Filter | undefined => {
  const filters = parts.flatMap((part) => toFilter(part) ?? []);
  if (filters.length === 0) return undefined;
  if (match === 'all') return { and: filters };
  return match === 'any' ? { or: filters } : { not: { or: filters } };
};

/** Changes every group, from the innermost out. */
const mapGroups = (group: FilterGroup, change: (group: FilterGroup) => FilterGroup): FilterGroup =>
  change({
    ...group,
    parts: group.parts.map((part): FilterNode => {
      if (part.kind === 'group') return mapGroups(part, change);
      return part.kind === 'related' ? { ...part, where: mapGroups(part.where, change) } : part;
    }),
  });

const placeIn = (group: FilterGroup, key: string): number => group.parts.findIndex((part) => part.key === key);

export const setMatch = (tree: FilterGroup, groupKey: string, match: GroupMatch): FilterGroup =>
  mapGroups(tree, (group) => (group.key === groupKey ? { ...group, match } : group));

/** At the group's end. */
export const addPart = (tree: FilterGroup, groupKey: string, part: FilterNode): FilterGroup =>
  mapGroups(tree, (group) => (group.key === groupKey ? { ...group, parts: [...group.parts, part] } : group));

export const replacePart = (tree: FilterGroup, next: FilterNode): FilterGroup =>
  mapGroups(tree, (group) => ({
    ...group,
    parts: group.parts.map((part) => (part.key === next.key ? next : part)),
  }));

export const removePart = (tree: FilterGroup, key: string): FilterGroup =>
  mapGroups(tree, (group) => ({ ...group, parts: group.parts.filter((part) => part.key !== key) }));

/** Where a part can go from where it is. */
export const MOVES = ['up', 'down', 'into', 'out', 'wrap'] as const;
export type Move = (typeof MOVES)[number];

const isGroup = (part: FilterNode | undefined): part is FilterGroup => part?.kind === 'group';

/** The group beside a part that it can go into: the one before it, else the one after it. */
const neighbour = ({ parts }: FilterGroup, place: number): FilterGroup | undefined =>
  [parts[place - 1], parts[place + 1]].find(isGroup);

const moveInside = (group: FilterGroup, key: string, move: Move): FilterGroup => {
  const place = placeIn(group, key);
  const part = group.parts[place];
  if (!part) return group;
  const without = group.parts.toSpliced(place, 1);
  if (move === 'up') return { ...group, parts: without.toSpliced(Math.max(place - 1, 0), 0, part) };
  if (move === 'down') return { ...group, parts: without.toSpliced(place + 1, 0, part) };
  if (move === 'wrap') return { ...group, parts: group.parts.toSpliced(place, 1, newGroup('any', [part])) };
  const target = move === 'into' ? neighbour(group, place) : undefined;
  if (!target) return group;
  return {
    ...group,
    parts: without.map((other) => (other.key === target.key ? { ...target, parts: [...target.parts, part] } : other)),
  };
};

/** Out of the group that it is in, to the place after that group. */
const moveOut = (group: FilterGroup, key: string): FilterGroup => {
  const place = group.parts.findIndex((part) => isGroup(part) && placeIn(part, key) >= 0);
  const inner = group.parts[place];
  const part = isGroup(inner) ? inner.parts.find((each) => each.key === key) : undefined;
  if (!isGroup(inner) || !part) return group;
  const rest = { ...inner, parts: inner.parts.filter((each) => each.key !== key) };
  return { ...group, parts: group.parts.toSpliced(place, 1, rest, part) };
};

/** Moves a part by one step; the tree stays as it is where the step leads nowhere. */
export const movePart = (tree: FilterGroup, key: string, move: Move): FilterGroup => {
  let isDone = false;
  return mapGroups(tree, (group) => {
    // One step only: what was moved is met again further out.
    if (isDone) return group;
    const next = move === 'out' ? moveOut(group, key) : moveInside(group, key, move);
    isDone = next !== group;
    return next;
  });
};

/** The steps that a part of a group can take. `isInner`: the group is itself a part of one. */
export const movesOf = (group: FilterGroup, key: string, isInner: boolean): ReadonlySet<Move> => {
  const place = placeIn(group, key);
  const can: Readonly<Record<Move, boolean>> = {
    up: place > 0,
    down: place < group.parts.length - 1,
    into: neighbour(group, place) !== undefined,
    out: isInner,
    wrap: true,
  };
  return new Set(MOVES.filter((move) => can[move]));
};

/** How many conditions a filter has, those on related records included. */
export const countConditions = (filter: Filter): number => {
  if ('and' in filter) return filter.and.reduce((sum, part) => sum + countConditions(part), 0);
  if ('or' in filter) return filter.or.reduce((sum, part) => sum + countConditions(part), 0);
  if ('not' in filter) return countConditions(filter.not);
  return 1;
};
