import type { diagnosticsContract } from '@shared/contract/diagnostics.contract';
import { runRepair } from '../doctor/doctor.service';
import { measureStorage, readMetrics } from '../metrics/metrics.service';
import type { HandlersFor } from './handlers-for';

export const diagnosticsHandlers: HandlersFor<typeof diagnosticsContract> = {
  metrics: async ({ deps }) => readMetrics(deps),
  storage: ({ deps, signal }) => measureStorage(deps, signal),
  repair: ({ deps, signal }) => runRepair(deps, signal),
};
