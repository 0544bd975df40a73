import { useLingui } from '@lingui/react/macro';
import type { SortableLabels } from '../ui/sortable';

/** What a screen reader says while fields, columns or options are put in order. */
export const useSortableLabels = (count: number, labelOf: (id: string) => string): SortableLabels => {
  const { t } = useLingui();
  const placeOf = (index: number): string => `${index + 1} / ${count}`;
  return {
    instructions: t`Press Space to lift, arrows to move, Space to drop, Escape to cancel.`,
    lifted: (id) => t`${labelOf(id)} lifted`,
    over: (id, index) => t`${labelOf(id)} at ${placeOf(index)}`,
    dropped: (id, index) => t`${labelOf(id)} dropped at ${placeOf(index)}`,
    cancelled: (id) => t`${labelOf(id)} is back in its place`,
  };
};
