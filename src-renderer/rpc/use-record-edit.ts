import { msg } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useContext } from 'react';
import type { OperationId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { patchCachedRows, type FieldValues, type RecordEdit } from './cached-rows';
import { toAppError } from './call-error';
import { EditQuestions } from './edit-questions';
import { useEngine } from './engine-context';
import { toValuesInput } from './field-input';

/** What one call of `records.updateCells` takes. */
export const MAX_CELL_EDITS = 5_000;

const withAnswer = (edit: RecordEdit, answer: FieldValues | null): RecordEdit => {
  if (answer === null) throw new AppError('cancelled', msg`Nothing was changed`);
  return { ...edit, values: { ...edit.values, ...answer } };
};

/**
 * Changes fields of one or several records as one undoable action. Every view shows the new values in the same frame;
 * when the engine refuses they return, and the promise rejects with the reason. What an edit of one record lacks is asked for; `cancelled` when that is
 * given up.
 */
export const useRecordEdit = (object: string): ((edits: readonly RecordEdit[]) => Promise<OperationId | null>) => {
  const engine = useEngine();
  const queries = useQueryClient();
  const ask = useContext(EditQuestions);
  return useCallback(
    async (edits) => {
      const write = async (changes: readonly RecordEdit[]): Promise<OperationId | null> => {
        const [first] = changes;
        if (!first) return null;
        const replaced = patchCachedRows(queries, object, changes);
        try {
          if (changes.length === 1) {
            const written = await engine.records.update({ object, id: first.id, values: toValuesInput(first.values) });
            return written.operationId;
          }
          const inputs = changes.map(({ id, values }) => ({ id, values: toValuesInput(values) }));
          return (await engine.records.updateCells({ object, changes: inputs })).operationId;
        } catch (error) {
          patchCachedRows(queries, object, replaced);
          throw error;
        }
      };
      const writeAsking = async (edit: RecordEdit): Promise<OperationId | null> => {
        try {
          return await write([edit]);
        } catch (error) {
          const answer = await ask(object, edit, toAppError(error));
          if (answer === undefined) throw error;
          return writeAsking(withAnswer(edit, answer));
        }
      };
      if (edits.length > MAX_CELL_EDITS) {
        throw new AppError('invalid_input', msg`Too many records at once`, { limit: MAX_CELL_EDITS });
      }
      const [first] = edits;
      if (!first || edits.length > 1) return write(edits);
      const answer = await ask(object, first, undefined);
      return writeAsking(answer === undefined ? first : withAnswer(first, answer));
    },
    [engine, queries, object, ask],
  );
};
