import { foundation } from './0010-foundation';
import { membersAndRoles } from './0020-members-and-roles';
import { search } from './0030-search';
import { stageFields } from './0040-stage-fields';
import { inverseNames } from './0060-inverse-names';
import { keptTotals } from './0080-kept-totals';
import { keptIndexes } from './0090-kept-indexes';
import { mergedRecords } from './0120-merged-records';
import { importClaims } from './0150-import-claims';
import { jobs } from './0140-jobs';
import { searchDue } from './0160-search-due';
import { duplicates } from './0190-duplicates';
import { keptActors } from './0200-kept-actors';
import { historyFilters } from './0210-history-filters';
import { slowQueries } from './0270-slow-queries';
import { unloggedChanges } from './0280-unlogged-changes';
import { jobWork } from './0281-job-work';
import { filteredIndexes } from './0282-filtered-indexes';
import type { Migration } from './migration';

/** In rising order. */
export const MIGRATIONS: readonly Migration[] = [
  foundation,
  membersAndRoles,
  search,
  stageFields,
  inverseNames,
  keptTotals,
  keptIndexes,
  mergedRecords,
  jobs,
  importClaims,
  searchDue,
  duplicates,
  keptActors,
  historyFilters,
  slowQueries,
  unloggedChanges,
  jobWork,
  filteredIndexes,
];
