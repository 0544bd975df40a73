import type { workspaceContract } from '@shared/contract/workspace.contract';
import { loadSampleData } from '../exchange/sample-data.service';
import { runDoctor } from '../doctor/doctor.service';
import { getStatus, rebuildSearch, updateSettings } from '../workspace/workspace.service';
import type { HandlersFor } from './handlers-for';

export const workspaceHandlers: HandlersFor<typeof workspaceContract> = {
  status: ({ db, deps }) => getStatus(deps, db),
  update: ({ db, deps }, input) => updateSettings(deps, db, input),
  loadSampleData: ({ db, deps }) => loadSampleData(deps, db),
  rebuildSearch: ({ deps, signal }) => rebuildSearch(deps, signal),
  doctor: ({ deps, signal }) => runDoctor(deps, signal),
};
