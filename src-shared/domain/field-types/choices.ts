import { listStages } from '../pipelines';
import type { FieldDef, SelectOption } from '../schema';
import { stageLabel } from './stage';

/** What a field's value is chosen from, in order: options, or the stages of all pipelines. Undefined for a field without such a list. */
export const choicesOf = ({
  type,
  settings,
}: Pick<FieldDef, 'type' | 'settings'>): readonly SelectOption[] | undefined =>
  type === 'stage'
    ? listStages(settings.pipelines).map(({ stage: { key, color } }) => ({
        key,
        label: stageLabel(settings, key),
        color,
      }))
    : settings.options;
