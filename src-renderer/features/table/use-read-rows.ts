import { msg } from '@lingui/core/macro';
import { useCallback } from 'react';
import { MAX_WINDOW } from '@shared/domain/query';
import type { Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { useEngine } from '../../rpc/engine-context';
import type { RecordWindowState, WindowSet } from '../../rpc/use-record-window';
import { MAX_CELL_EDITS } from '../../rpc/use-record-edit';

/** Reads the rows of a range of the list: those on the screen at once, the others from the engine. */
export const useReadRows = (
  set: WindowSet,
  rows: RecordWindowState,
): ((first: number, last: number) => Promise<readonly Row[]>) => {
  const engine = useEngine();
  const { getRow, rowCount } = rows;
  return useCallback(
    async (first, last) => {
      const end = Math.min(last, rowCount - 1);
      const count = end - first + 1;
      if (count > MAX_CELL_EDITS) {
        throw new AppError('invalid_input', msg`That are more rows than can be changed at once`, {
          limit: MAX_CELL_EDITS,
        });
      }
      const here = Array.from({ length: Math.max(0, count) }, (_, i) => getRow(first + i));
      const known = here.filter((row) => row !== undefined);
      if (known.length === here.length) return known;
      const fetched: Row[] = [];
      for (let offset = first; offset <= end; offset += MAX_WINDOW) {
        const limit = Math.min(MAX_WINDOW, end - offset + 1);
        fetched.push(...(await engine.records.window({ ...set, offset, limit })).rows);
      }
      return fetched;
    },
    [engine, set, getRow, rowCount],
  );
};
