import { useCallback } from 'react';
import type { Row } from '@shared/domain/values';
import { useRecordEdit } from '../../rpc/use-record-edit';
import { useUndo } from '../../stores/undo';
import { isTaskDone, type TaskModel } from './record-model';

/** Marks a task as done, or as open again. */
export const useCompleteTask = (model: TaskModel | undefined): ((task: Row) => Promise<void>) => {
  const edit = useRecordEdit(model?.object.name ?? '');
  const { reportError } = useUndo();
  return useCallback(
    async (task) => {
      if (!model?.done) return;
      const { field, yes, no } = model.done;
      try {
        await edit([{ id: task.id, values: { [field.name]: isTaskDone(model, task) ? no : yes } }]);
      } catch (error) {
        reportError(error);
      }
    },
    [edit, model, reportError],
  );
};
