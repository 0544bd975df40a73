import { packFeatures, unpackFeatures, type Features } from './features';

/** Features of many records outside the heap: some hundred bytes each. */
export interface FeatureStore {
  readonly add: (rid: number, features: Features) => void;
  readonly count: () => number;
  readonly rid: (index: number) => number;
  /** As they were packed: what sorts alike records side by side. */
  readonly text: (index: number) => string;
  readonly features: (index: number) => Features;
}

const CHUNK_BYTES = 8 * 1024 * 1024;

const grown = (array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(Math.ceil(array.length * 1.5) + 16);
  larger.set(array);
  return larger;
};

/** `expected` records; more are welcome. */
export const createFeatureStore = (expected: number): FeatureStore => {
  let rids = new Float64Array(expected);
  // Where each begins, over all chunks.
  let starts = new Float64Array(expected + 1);
  const chunks: Buffer[] = [];
  let count = 0;
  let end = 0;
  const text = (index: number): string => {
    const start = starts[index] ?? 0;
    const chunk = chunks[Math.floor(start / CHUNK_BYTES)];
    const from = start % CHUNK_BYTES;
    const length = chunk?.readUInt32LE(from) ?? 0;
    return chunk?.toString('utf8', from + 4, from + 4 + length) ?? '';
  };
  return {
    add: (rid, features) => {
      const packed = packFeatures(features);
      // Three bytes at most for each UTF-16 unit. A record that fills a chunk of its own says nothing.
      const room = 4 + packed.length * 3;
      const kept = room > CHUNK_BYTES ? '' : packed;
      if (chunks.length === 0 || (end % CHUNK_BYTES) + room > CHUNK_BYTES || end === chunks.length * CHUNK_BYTES) {
        end = chunks.length * CHUNK_BYTES;
        chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      }
      const chunk = chunks.at(-1);
      if (!chunk) return;
      if (count >= rids.length) {
        rids = grown(rids);
        starts = grown(starts);
      }
      const from = end % CHUNK_BYTES;
      const length = chunk.write(kept, from + 4, 'utf8');
      chunk.writeUInt32LE(length, from);
      rids[count] = rid;
      starts[count] = end;
      count += 1;
      end += 4 + length;
    },
    count: () => count,
    rid: (index) => rids[index] ?? 0,
    text,
    features: (index) => unpackFeatures(text(index)),
  };
};
