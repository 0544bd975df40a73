const SLACK = 1024;

/** Row ids in the order of a list, four bytes each. Positions are found and entries moved without reading the database. */
export interface OrderedRids {
  readonly length: () => number;
  readonly sizeBytes: () => number;
  readonly at: (index: number) => number;
  /** A copy of a part. */
  readonly slice: (from: number, to: number) => readonly number[];
  /** -1 when it is not there. */
  readonly indexOf: (rid: number) => number;
  readonly remove: (rid: number) => void;
  readonly insert: (index: number, rid: number) => void;
}

export const createOrderedRids = (rids: Int32Array<ArrayBuffer>): OrderedRids => {
  let buffer = rids;
  let length = rids.length;
  const indexOf = (rid: number): number => {
    const index = buffer.indexOf(rid);
    return index < length ? index : -1;
  };
  return {
    length: () => length,
    sizeBytes: () => buffer.byteLength,
    at: (index) => buffer[index] ?? 0,
    slice: (from, to) => [...buffer.subarray(from, Math.min(to, length))],
    indexOf,
    remove: (rid) => {
      const index = indexOf(rid);
      if (index < 0) return;
      buffer.copyWithin(index, index + 1, length);
      length -= 1;
    },
    insert: (index, rid) => {
      if (length === buffer.length) {
        const wider = new Int32Array(length + SLACK + (length >> 6));
        wider.set(buffer);
        buffer = wider;
      }
      buffer.copyWithin(index + 1, index, length);
      buffer[index] = rid;
      length += 1;
    },
  };
};
