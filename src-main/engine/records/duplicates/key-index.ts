/** Many (key, record) pairs that are sorted once and then walked block by block: eight bytes each. */
export interface KeyIndex {
  /** `hash` has 32 bits. */
  readonly add: (hash: number, index: number) => void;
  readonly sort: () => void;
  readonly clear: () => void;
  readonly size: () => number;
  /** Where the next key begins: between a place of the sorted index and this one stand records that share a key. */
  readonly blockEnd: (from: number) => number;
  readonly record: (at: number) => number;
}

/** Whole numbers that a double holds. */
const BITS = 53;

/** For records with numbers below `records`. */
export const createKeyIndex = (records: number, expected: number): KeyIndex => {
  const recordBits = Math.max(1, Math.ceil(Math.log2(Math.max(2, records))));
  const recordSpan = 2 ** recordBits;
  // Beyond two million records some bits of the hash are given up: a few more pairs are compared in vain.
  const hashSpan = 2 ** Math.min(32, BITS - recordBits);
  let keys = new Float64Array(expected);
  let size = 0;
  const hashAt = (at: number): number => Math.floor((keys[at] ?? 0) / recordSpan);
  return {
    add: (hash, index) => {
      if (size >= keys.length) {
        const larger = new Float64Array(Math.ceil(keys.length * 1.3) + 1024);
        larger.set(keys);
        keys = larger;
      }
      keys[size] = (hash % hashSpan) * recordSpan + index;
      size += 1;
    },
    sort: () => {
      keys.subarray(0, size).sort();
    },
    clear: () => {
      size = 0;
    },
    size: () => size,
    blockEnd: (from) => {
      const hash = hashAt(from);
      let to = from + 1;
      while (to < size && hashAt(to) === hash) to += 1;
      return to;
    },
    record: (at) => (keys[at] ?? 0) % recordSpan,
  };
};
