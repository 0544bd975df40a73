/** No group is larger: a chain of likenesses ends somewhere else than it began. */
export const MAX_GROUP = 20;

interface Pair {
  readonly a: number;
  readonly b: number;
}

/**
 * Which pairs hang together: each pair's group, named by the lowest row id that began it. Pairs are taken in their order, so the likeliest decide; one that would
 * make a group too large stays with the group of its first record.
 */
export const groupPairs = (pairs: readonly Pair[]): readonly number[] => {
  const leader = new Map<number, number>();
  const size = new Map<number, number>();
  const find = (rid: number): number => {
    let at = rid;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) at = next;
    // The next look is short.
    if (at !== rid) leader.set(rid, at);
    return at;
  };
  for (const { a, b } of pairs) {
    const [low, high] = [find(a), find(b)].toSorted((x, y) => x - y);
    if (low === undefined || high === undefined || low === high) continue;
    const together = (size.get(low) ?? 1) + (size.get(high) ?? 1);
    if (together > MAX_GROUP) continue;
    leader.set(high, low);
    size.set(low, together);
  }
  return pairs.map(({ a }) => find(a));
};
