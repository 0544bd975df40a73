import { msg } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { OperationId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { patchCachedRows, type RecordEdit } from './cached-rows';
import { useEngine } from './engine-context';
import { toValuesInput } from './field-input';

/** What one call of `records.updateCells` takes. */
export const MAX_CELL_EDITS = 5_000;

/**
 * Changes fields of one or several records as one undoable action. Every view shows the new values in the same frame;
 * when the engine refuses they return, and the promise rejects with the reason.
 */
export const useRecordEdit = (object: string): ((edits: readonly RecordEdit[]) => Promise<OperationId | null>) => {
  const engine = useEngine();
  const queries = useQueryClient();
  return useCallback(
    async (edits) => {
      const [first] = edits;
      if (!first) return null;
      if (edits.length > MAX_CELL_EDITS) {
        throw new AppError('invalid_input', msg`Too many records at once`, { limit: MAX_CELL_EDITS });
      }
      const replaced = patchCachedRows(queries, object, edits);
      try {
        if (edits.length === 1) {
          const written = await engine.records.update({ object, id: first.id, values: toValuesInput(first.values) });
          return written.operationId;
        }
        const changes = edits.map(({ id, values }) => ({ id, values: toValuesInput(values) }));
        return (await engine.records.updateCells({ object, changes })).operationId;
      } catch (error) {
        patchCachedRows(queries, object, replaced);
        throw error;
      }
    },
    [engine, queries, object],
  );
};
