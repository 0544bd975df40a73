import { z } from 'zod';
import { ApiName } from './ids';
import { TagColor } from './tag-color';

const key = z.string().min(1).max(64);
const label = z.string().min(1).max(200);

/** How a stage ends what is in it. */
export const OUTCOMES = ['won', 'lost'] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** Why something was won or lost. */
export const StageReason = z.strictObject({ key, label });
export type StageReason = Readonly<z.infer<typeof StageReason>>;

export const Stage = z.strictObject({
  /** Immutable, unique in its field whatever the pipeline: what records store. */
  key,
  label,
  color: TagColor,
  /** Chance of winning in percent. */
  probability: z.number().min(0).max(100),
  /** Set on stages that end a deal. */
  outcome: Outcome.optional(),
  /** Days that a record may stay here; longer makes it stale. Without it nothing here is ever stale. */
  allowedDays: z.int().min(1).max(3650).optional(),
  /** API names of fields that must be filled from this stage on. */
  requiredFields: z.array(ApiName).max(50).optional(),
  /** Offered no longer; records in it stay. */
  isArchived: z.boolean().optional(),
});
export type Stage = Readonly<z.infer<typeof Stage>>;

/** In one pipeline. */
export const MAX_STAGES = 100;

export const Pipeline = z.strictObject({
  /** Immutable, unique in its field. */
  key,
  label,
  /** In order, at least one. */
  stages: z.array(Stage).min(1).max(MAX_STAGES),
  winReasons: z.array(StageReason).max(100).default([]),
  lossReasons: z.array(StageReason).max(100).default([]),
  isWinReasonRequired: z.boolean().optional(),
  isLossReasonRequired: z.boolean().optional(),
  /** Offered no longer; records in it stay. */
  isArchived: z.boolean().optional(),
});
export type Pipeline = Readonly<z.infer<typeof Pipeline>>;

type Pipelines = readonly Pipeline[] | undefined;

/** A stage and the pipeline it belongs to. */
export interface PlacedStage {
  readonly pipeline: Pipeline;
  readonly stage: Stage;
}

/** Every stage in the order of pipelines and their stages, archived ones included. */
export const listStages = (pipelines: Pipelines): readonly PlacedStage[] =>
  (pipelines ?? []).flatMap((pipeline) => pipeline.stages.map((stage) => ({ pipeline, stage })));

/** The stage of a key, with its pipeline. */
export const findStage = (pipelines: Pipelines, stageKey: string): PlacedStage | undefined => {
  for (const pipeline of pipelines ?? []) {
    const stage = pipeline.stages.find((each) => each.key === stageKey);
    if (stage) return { pipeline, stage };
  }
  return undefined;
};

/** Whether a record may be moved there. */
export const isOffered = ({ pipeline, stage }: PlacedStage): boolean =>
  pipeline.isArchived !== true && stage.isArchived !== true;

/** Why records that end as `outcome` may do so, as the pipeline lists it. */
export const reasonsFor = (pipeline: Pipeline, outcome: Outcome | undefined): readonly StageReason[] =>
  outcome === undefined ? [] : outcome === 'won' ? pipeline.winReasons : pipeline.lossReasons;

/** Whether a record may end as `outcome` only with a reason. A pipeline that lists none asks for none. */
export const isReasonRequired = (pipeline: Pipeline, outcome: Outcome | undefined): boolean =>
  reasonsFor(pipeline, outcome).length > 0 &&
  (outcome === 'won' ? pipeline.isWinReasonRequired : pipeline.isLossReasonRequired) === true;

/**
 * API names of the fields that a record must have filled to be in a stage: its own and those of the stages before it. A lost
 * stage asks for its own only, since a record may be lost at any point.
 */
export const requiredAt = ({ pipeline, stage }: PlacedStage): readonly string[] => {
  if (stage.outcome === 'lost') return [...new Set(stage.requiredFields)];
  const upTo = pipeline.stages.slice(0, pipeline.stages.indexOf(stage) + 1);
  return [
    ...new Set(
      upTo
        .filter((each) => each === stage || (each.outcome !== 'lost' && each.isArchived !== true))
        .flatMap(({ requiredFields }) => requiredFields ?? []),
    ),
  ];
};

export const DAY_MS = 86_400_000;

/** Whether something that has been in a stage since then has stayed longer than the stage allows. Stages that end a deal allow any time. */
export const isStaleAt = (stage: Stage, sinceMs: number | null, nowMs: number): boolean =>
  stage.outcome === undefined &&
  stage.allowedDays !== undefined &&
  sinceMs !== null &&
  nowMs - sinceMs > stage.allowedDays * DAY_MS;
