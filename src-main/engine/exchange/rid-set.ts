/** A set of row ids, a bit each: a million records cost 125 KB. */
export interface RidSet {
  readonly add: (rid: number) => void;
  readonly has: (rid: number) => boolean;
}

export const createRidSet = (): RidSet => {
  let bits = new Uint8Array(1024);
  return {
    add: (rid) => {
      const at = rid >>> 3;
      if (at >= bits.length) {
        const larger = new Uint8Array(Math.max(bits.length * 2, at + 1));
        larger.set(bits);
        bits = larger;
      }
      bits[at] = (bits[at] ?? 0) | (1 << (rid & 7));
    },
    has: (rid) => ((bits[rid >>> 3] ?? 0) & (1 << (rid & 7))) !== 0,
  };
};
