import { z } from 'zod';
import type { FieldSettings } from '@shared/domain/schema';
import { TagColor } from '@shared/domain/tag-color';

const LegacySettings = z.object({
  options: z
    .array(
      z.object({
        key: z.string(),
        label: z.string(),
        color: TagColor,
        probability: z.number().min(0).max(100).optional(),
        outcome: z.enum(['won', 'lost']).optional(),
      }),
    )
    .min(1),
});

/**
 * Settings of a stage field from before there were pipelines, when it was a select field whose options had chances: one pipeline of them all. The log
 * keeps them in that form for ever, and undo may bring them back. Undefined for anything else.
 */
export const readLegacyStages = (settings: unknown): FieldSettings | undefined => {
  const { success, data } = LegacySettings.safeParse(settings);
  if (!success) return undefined;
  const stages = data.options.map(({ probability = 0, ...option }) => ({ ...option, probability }));
  return { pipelines: [{ key: 'sales', label: 'Sales', stages, winReasons: [], lossReasons: [] }] };
};
