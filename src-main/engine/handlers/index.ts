import type { Contract } from '@shared/contract/index';
import { duplicatesHandlers } from './duplicates.handlers';
import { backupsHandlers } from './backups.handlers';
import { diagnosticsHandlers } from './diagnostics.handlers';
import { encryptionHandlers } from './encryption.handlers';
import { exchangeHandlers } from './exchange.handlers';
import type { HandlersFor } from './handlers-for';
import { historyHandlers } from './history.handlers';
import { jobsHandlers } from './jobs.handlers';
import { membersHandlers } from './members.handlers';
import { pipelinesHandlers } from './pipelines.handlers';
import { recordsHandlers } from './records.handlers';
import { schemaHandlers } from './schema.handlers';
import { searchHandlers } from './search.handlers';
import { viewsHandlers } from './views.handlers';
import { workspaceHandlers } from './workspace.handlers';

/** Every procedure of the contract; one that is missing does not compile. */
export const handlers: { readonly [Group in keyof Contract]: HandlersFor<Contract[Group]> } = {
  workspace: workspaceHandlers,
  schema: schemaHandlers,
  records: recordsHandlers,
  views: viewsHandlers,
  search: searchHandlers,
  history: historyHandlers,
  exchange: exchangeHandlers,
  members: membersHandlers,
  pipelines: pipelinesHandlers,
  jobs: jobsHandlers,
  duplicates: duplicatesHandlers,
  backups: backupsHandlers,
  encryption: encryptionHandlers,
  diagnostics: diagnosticsHandlers,
};
