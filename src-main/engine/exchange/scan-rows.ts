import type { FileReading } from '@shared/contract/exchange.contract';
import { nextTurn } from '../kernel/next-turn';
import { unguardCell } from './formats/csv-write';
import type { ImportFile } from './import-file';

/** Files up to this size are read to the end, so that types are chosen from every value; of larger ones this much. */
export const MAX_SCAN_BYTES = 50 * 1024 * 1024;
const SLICE_MS = 12;

/** Walks over the rows of a file without holding up other calls. */
export const eachRow = async (
  file: ImportFile,
  limit: { readonly rows: number; readonly bytes: number; readonly signal?: AbortSignal | undefined },
  work: (cells: readonly string[]) => void,
): Promise<boolean> => {
  let sliceEnd = performance.now() + SLICE_MS;
  let count = 0;
  for (let row = file.next(); row; row = file.next()) {
    if (row.reason === undefined && row.cells.some((cell) => cell !== '')) {
      work(row.cells);
      count += 1;
    }
    if (count >= limit.rows || file.bytesRead() > limit.bytes) return false;
    if (count % 64 === 0 && performance.now() > sliceEnd) {
      await nextTurn();
      limit.signal?.throwIfAborted();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  return true;
};

/** Cells as an import will see them. */
export const asImported = (cells: readonly string[], { format }: FileReading): readonly string[] =>
  format === 'csv' ? cells.map(unguardCell) : cells;
