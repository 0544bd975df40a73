import type { searchContract } from '@shared/contract/search.contract';
import { findRecords } from '../records/search/find-records.service';
import { noteOpened } from '../records/search/record-use';
import { suggestScopes } from '../records/search/suggest-scopes';
import type { HandlersFor } from './handlers-for';

export const searchHandlers: HandlersFor<typeof searchContract> = {
  find: ({ db, deps }, input) => findRecords(deps, db, input),
  suggest: ({ db, deps }, input) => suggestScopes(deps, db, input),
  opened: ({ db, deps }, input) => noteOpened(deps, db, input),
};
