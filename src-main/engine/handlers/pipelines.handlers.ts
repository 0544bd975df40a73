import type { pipelinesContract } from '@shared/contract/pipelines.contract';
import { forecast } from '../records/pipelines/forecast.service';
import { removeStages } from '../records/pipelines/remove-stages.service';
import { stageHistory } from '../records/pipelines/stage-history.service';
import type { HandlersFor } from './handlers-for';

export const pipelinesHandlers: HandlersFor<typeof pipelinesContract> = {
  stageHistory: ({ db, deps }, input) => stageHistory(deps, db, input),
  forecast: ({ db, deps }, input) => forecast(deps, db, input),
  removeStages: ({ db, deps }, input) => removeStages(deps, db, input),
};
