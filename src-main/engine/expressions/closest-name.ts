/** Letters to change, insert, drop or swap to make one word of the other; stops counting beyond `limit`. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 1);
      next.push(best);
    }
    older = row;
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The name that was probably meant: without regard to case, one letter in three may be wrong. */
export const closestName = (word: string, names: Iterable<string>): string | undefined => {
  const wanted = word.toLowerCase().slice(0, 64);
  let limit = Math.max(1, Math.floor(wanted.length / 3));
  let found: string | undefined;
  for (const name of names) {
    const known = name.toLowerCase();
    const steps = distance(wanted, known, limit);
    if (steps > limit || (found !== undefined && steps === limit)) continue;
    limit = steps;
    found = name;
  }
  return found;
};
