import type { searchContract } from '@shared/contract/search.contract';
import { findRecords } from '../records/search/find-records.service';
import type { HandlersFor } from './handlers-for';

export const searchHandlers: HandlersFor<typeof searchContract> = {
  find: ({ db, deps }, input) => findRecords(deps, db, input),
};
