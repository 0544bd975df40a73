import type { Pipeline, Stage, StageReason } from '@shared/domain/pipelines';
import { nextOptionColor, optionKeyFor } from '../../fields/use-create-option';

type Key = string;

const allStages = (pipelines: readonly Pipeline[]): readonly Stage[] => pipelines.flatMap(({ stages }) => stages);

/** A stage without a name yet, before those that end a deal. */
export const withNewStage = (pipelines: readonly Pipeline[], pipelineKey: Key): readonly Pipeline[] =>
  pipelines.map((pipeline) => {
    if (pipeline.key !== pipelineKey) return pipeline;
    const key = optionKeyFor(`stage_${allStages(pipelines).length + 1}`, allStages(pipelines));
    const stage: Stage = { key, label: '', color: nextOptionColor(pipeline.stages), probability: 50 };
    const end = pipeline.stages.findIndex(({ outcome }) => outcome !== undefined);
    return { ...pipeline, stages: pipeline.stages.toSpliced(end < 0 ? pipeline.stages.length : end, 0, stage) };
  });

/** A pipeline with a stage to begin with and one for each way to end. */
export const withNewPipeline = (
  pipelines: readonly Pipeline[],
  labels: { readonly pipeline: string; readonly stages: readonly [string, string, string] },
): readonly Pipeline[] => {
  const asOptions = pipelines.map(({ key, label }) => ({ key, label, color: 'gray' as const }));
  const taken = [...allStages(pipelines)];
  const stage = (label: string, rest: Omit<Stage, 'key' | 'label'>): Stage => {
    const made = { key: optionKeyFor(label, taken), label, ...rest };
    taken.push(made);
    return made;
  };
  const [first, won, lost] = labels.stages;
  return [
    ...pipelines,
    {
      key: optionKeyFor(labels.pipeline, asOptions),
      label: labels.pipeline,
      stages: [
        stage(first, { color: 'gray', probability: 20 }),
        stage(won, { color: 'green', probability: 100, outcome: 'won' }),
        stage(lost, { color: 'red', probability: 0, outcome: 'lost' }),
      ],
      winReasons: [],
      lossReasons: [],
    },
  ];
};

export const changePipeline = (
  pipelines: readonly Pipeline[],
  key: Key,
  change: Partial<Pipeline>,
): readonly Pipeline[] => pipelines.map((pipeline) => (pipeline.key === key ? { ...pipeline, ...change } : pipeline));

export const changeStage = (pipeline: Pipeline, key: Key, change: Partial<Stage>): Pipeline => ({
  ...pipeline,
  stages: pipeline.stages.map((stage) => (stage.key === key ? { ...stage, ...change } : stage)),
});

/** Reasons as lines of text. A line keeps the key of the reason of that name, or of the one that stood in its place. */
export const reasonsFromText = (text: string, before: readonly StageReason[]): StageReason[] => {
  const labels = [...new Set(text.split('\n').map((line) => line.trim()))].filter((label) => label !== '');
  const isGone = ({ label }: StageReason): boolean => !labels.includes(label);
  const reasons: StageReason[] = [];
  labels.forEach((label, at) => {
    const same = before.find((reason) => reason.label === label);
    const renamed = labels.length === before.length ? before[at] : undefined;
    const known = same ?? (renamed && isGone(renamed) ? renamed : undefined);
    const taken = [...before, ...reasons].map((reason) => ({ ...reason, color: 'gray' as const }));
    reasons.push({ key: known?.key ?? optionKeyFor(label, taken), label });
  });
  return reasons;
};

/** Why a draft cannot be saved yet. */
export const pipelineProblem = (pipelines: readonly Pipeline[]): 'name' | undefined =>
  pipelines.some(({ label, stages }) => label.trim() === '' || stages.some((stage) => stage.label.trim() === ''))
    ? 'name'
    : undefined;
