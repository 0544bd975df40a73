import type { ContractRouterClient } from '@orpc/contract';
import { duplicatesContract } from './duplicates.contract';
import { backupsContract } from './backups.contract';
import { diagnosticsContract } from './diagnostics.contract';
import { encryptionContract } from './encryption.contract';
import { exchangeContract } from './exchange.contract';
import { historyContract } from './history.contract';
import { jobsContract } from './jobs.contract';
import { membersContract } from './members.contract';
import { pipelinesContract } from './pipelines.contract';
import { recordsContract } from './records.contract';
import { schemaContract } from './schema.contract';
import { searchContract } from './search.contract';
import { viewsContract } from './views.contract';
import { workspaceContract } from './workspace.contract';

/** Every call between the engine and whoever uses it. Nothing else crosses. */
export const contract = {
  workspace: workspaceContract,
  schema: schemaContract,
  records: recordsContract,
  views: viewsContract,
  search: searchContract,
  history: historyContract,
  exchange: exchangeContract,
  members: membersContract,
  pipelines: pipelinesContract,
  jobs: jobsContract,
  duplicates: duplicatesContract,
  backups: backupsContract,
  encryption: encryptionContract,
  diagnostics: diagnosticsContract,
};
export type Contract = typeof contract;

/** What a caller holds, whatever carries the calls. */
export type EngineClient = ContractRouterClient<Contract>;
