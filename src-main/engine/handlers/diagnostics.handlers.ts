import type { diagnosticsContract } from '@shared/contract/diagnostics.contract';
import { runRepair } from '../doctor/doctor.service';
import { measureStorage, readMetrics } from '../metrics/metrics.service';
import { forgetSlowQueries, listSlowQueries, setSlowThreshold } from '../metrics/slow-queries.service';
import type { HandlersFor } from './handlers-for';

export const diagnosticsHandlers: HandlersFor<typeof diagnosticsContract> = {
  metrics: async ({ deps }) => readMetrics(deps),
  storage: ({ deps, signal }) => measureStorage(deps, signal),
  slowQueries: async ({ deps }) => listSlowQueries(deps),
  forgetSlowQueries: async ({ deps }) => forgetSlowQueries(deps),
  setSlowThreshold: async ({ deps }, input) => setSlowThreshold(deps, input),
  repair: ({ deps, signal }) => runRepair(deps, signal),
};
