import type { StageValue } from '@shared/domain/values';
import type { SampleRandom } from './sample-random';

interface OpenStage {
  readonly key: string;
  /** How many deals of a hundred stand in it. */
  readonly share: number;
  /** Days until the decision, soonest and latest. */
  readonly closesIn: readonly [number, number];
}

interface EndStage {
  readonly key: string;
  readonly share: number;
  readonly reasons: readonly [string, ...string[]];
}

/** A standard pipeline as the sample fills it: many deals are decided, fewer the further open ones have come. */
export interface SamplePipeline {
  readonly open: readonly OpenStage[];
  readonly won: EndStage;
  readonly lost: EndStage;
}

export const SAMPLE_NEW_BUSINESS: SamplePipeline = {
  open: [
    { key: 'qualified', share: 22, closesIn: [45, 150] },
    { key: 'discovery', share: 18, closesIn: [30, 110] },
    { key: 'proposal', share: 13, closesIn: [14, 70] },
    { key: 'negotiation', share: 9, closesIn: [3, 40] },
    { key: 'verbal', share: 4, closesIn: [1, 14] },
  ],
  won: { key: 'won', share: 22, reasons: ['fit', 'fit', 'price', 'trust'] },
  lost: { key: 'lost', share: 12, reasons: ['price', 'price', 'competitor', 'features', 'timing', 'budget', 'silent'] },
};

export const SAMPLE_RENEWALS: SamplePipeline = {
  open: [
    { key: 'upcoming', share: 34, closesIn: [40, 120] },
    { key: 'contacted', share: 20, closesIn: [15, 60] },
    { key: 'offered', share: 12, closesIn: [2, 25] },
  ],
  won: { key: 'renewed', share: 26, reasons: ['value', 'value', 'growth'] },
  lost: { key: 'notRenewed', share: 8, reasons: ['price', 'unused', 'competitor'] },
};

/** The stage at a place among a hundred. */
export const stageAt = ({ open, won, lost }: SamplePipeline, percent: number): OpenStage | EndStage => {
  let sum = 0;
  for (const stage of [...open, won]) {
    sum += stage.share;
    if (percent < sum) return stage;
  }
  return lost;
};

const DAY_MS = 86_400_000;

/** The stages that a deal went through, the one it is in last, each with the day on which it came there. */
export const stagePath = (
  random: SampleRandom,
  pipeline: SamplePipeline,
  stage: OpenStage | EndStage,
  { nowMs, daysInStage }: { readonly nowMs: number; readonly daysInStage: number },
): readonly StageValue[] => {
  const { open } = pipeline;
  const at = open.findIndex(({ key }) => key === stage.key);
  const passed = open.slice(0, at >= 0 ? at : stage === pipeline.lost ? random.between(1, open.length) : open.length);
  let since = nowMs - daysInStage * DAY_MS - random.between(0, 8 * 3_600_000);
  const reason = 'reasons' in stage ? random.pick(stage.reasons) : null;
  const path: StageValue[] = [{ key: stage.key, since, reason }];
  for (const { key } of passed.toReversed()) {
    since -= random.between(3, 24) * DAY_MS + random.between(0, 6 * 3_600_000);
    path.unshift({ key, since, reason: null });
  }
  return path;
};
