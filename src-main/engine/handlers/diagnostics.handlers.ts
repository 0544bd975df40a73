import type { diagnosticsContract } from '@shared/contract/diagnostics.contract';
import { runRepair } from '../doctor/doctor.service';
import type { HandlersFor } from './handlers-for';

export const diagnosticsHandlers: HandlersFor<typeof diagnosticsContract> = {
  repair: ({ deps, signal }) => runRepair(deps, signal),
};
