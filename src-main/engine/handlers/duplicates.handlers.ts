import type { duplicatesContract } from '@shared/contract/duplicates.contract';
import {
  dismissDuplicates,
  duplicateStatus,
  listDuplicates,
  reopenDuplicates,
  startMergeAll,
  startScan,
} from '../records/duplicates/duplicates.service';
import { listLookalikes } from '../records/duplicates/lookalikes.service';
import type { HandlersFor } from './handlers-for';

export const duplicatesHandlers: HandlersFor<typeof duplicatesContract> = {
  status: ({ db, deps }) => duplicateStatus(deps, db),
  list: ({ db, deps }, input) => listDuplicates(deps, db, input),
  find: ({ db, deps }, input) => listLookalikes(deps, db, input),
  scan: ({ db, deps }, input) => startScan(deps, db, input),
  dismiss: ({ db, deps }, input) => dismissDuplicates(deps, db, input),
  reopen: ({ db, deps }, input) => reopenDuplicates(deps, db, input),
  mergeAll: ({ db, deps }, input) => startMergeAll(deps, db, input),
};
