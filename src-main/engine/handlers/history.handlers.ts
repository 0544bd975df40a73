import type { historyContract } from '@shared/contract/history.contract';
import { listOperations, recordHistory } from '../records/history/history.service';
import { listChanges } from '../records/history/list-changes.service';
import { recordAt } from '../records/history/record-at.service';
import { previewRestore, restoreTo } from '../records/history/restore.service';
import { undoState } from '../records/undo/operations';
import { redoOperation, undoOperation } from '../records/undo/undo.service';
import type { HandlersFor } from './handlers-for';

export const historyHandlers: HandlersFor<typeof historyContract> = {
  record: ({ db, deps }, input) => recordHistory(deps, db, input),
  operations: ({ db, deps }, input) => listOperations(deps, db, input),
  changes: ({ db, deps }, input) => listChanges(deps, db, input),
  recordAt: ({ db, deps }, input) => recordAt(deps, db, input),
  previewRestore: async ({ deps }, input) => previewRestore(deps, input),
  restoreTo: ({ deps }, input) => restoreTo(deps, input),
  state: ({ db, deps }) => undoState(deps, db),
  undo: ({ deps }, input) => undoOperation(deps, { ...input, actor: deps.actor() }),
  redo: ({ deps }) => redoOperation(deps, { actor: deps.actor() }),
};
