import type { viewsContract } from '@shared/contract/views.contract';
import { createView, deleteView, listViewProblems, listViews, updateView } from '../records/views/views.service';
import type { HandlersFor } from './handlers-for';

export const viewsHandlers: HandlersFor<typeof viewsContract> = {
  list: ({ db, deps }) => listViews(deps, db),
  problems: ({ db, deps }) => listViewProblems(deps, db),
  create: ({ db, deps }, input) => createView(deps, db, input),
  update: ({ db, deps }, input) => updateView(deps, db, input),
  delete: ({ db, deps }, input) => deleteView(deps, db, input),
};
