import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { cleanText, foldText } from '@shared/domain/field-types/clean-text';
import { stageLabel, stagesNamed } from '@shared/domain/field-types/stage';
import { isOffered, listStages, type Pipeline, type StageReason } from '@shared/domain/pipelines';
import { AppError } from '@shared/errors/app-error';

const refuse = (reason: MessageDescriptor): AppError => new AppError('invalid_input', reason, { setting: 'pipelines' });

/** What is wrong with the names in a list, by what it lists. */
interface NameWords {
  readonly missing: MessageDescriptor;
  readonly sameLabel: (label: string) => MessageDescriptor;
  readonly sameKey: (key: string) => MessageDescriptor;
}

const PIPELINE_WORDS: NameWords = {
  missing: msg`A pipeline needs a name`,
  sameLabel: (label) => msg`Two pipelines are called "${label}"`,
  sameKey: (key) => msg`Two pipelines have the key "${key}"`,
};
const STAGE_WORDS: NameWords = {
  missing: msg`A stage needs a name`,
  sameLabel: (label) => msg`Two stages are called "${label}"`,
  sameKey: (key) => msg`Two stages have the key "${key}"`,
};
const REASON_WORDS: NameWords = {
  missing: msg`A reason needs a name`,
  sameLabel: (label) => msg`Two reasons are called "${label}"`,
  sameKey: (key) => msg`Two reasons have the key "${key}"`,
};

interface Named {
  readonly key: string;
  readonly label: string;
}

/** Cleans keys and labels; within a list neither may come twice. */
const cleanNames = <T extends Named>(named: readonly T[], words: NameWords): T[] => {
  const labels = new Set<string>();
  return named.map((each) => {
    const key = cleanText(each.key);
    const label = cleanText(each.label);
    if (key === '' || label === '') throw refuse(words.missing);
    const folded = foldText(label);
    if (labels.has(folded)) throw refuse(words.sameLabel(label));
    labels.add(folded);
    return { ...each, key, label };
  });
};

const assertKeys = (keys: readonly string[], words: NameWords): void => {
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) throw refuse(words.sameKey(twice));
};

const cleanReasons = (reasons: readonly StageReason[]): StageReason[] => {
  const clean = cleanNames(reasons, REASON_WORDS);
  assertKeys(
    clean.map(({ key }) => key),
    REASON_WORDS,
  );
  return clean;
};

/** What a new stage field begins with. */
const FIRST_PIPELINES: readonly Pipeline[] = [
  {
    key: 'main',
    label: 'Main pipeline',
    stages: [
      { key: 'new', label: 'New', color: 'gray', probability: 10 },
      { key: 'active', label: 'In progress', color: 'blue', probability: 50 },
      { key: 'won', label: 'Won', color: 'green', probability: 100, outcome: 'won' },
      { key: 'lost', label: 'Lost', color: 'red', probability: 0, outcome: 'lost' },
    ],
    winReasons: [],
    lossReasons: [],
  },
];

/**
 * The pipelines that a stage field keeps: names cleaned, keys unique, something left to move to, and no stage whose text could be taken for another's.
 * `fillable` are the API names of the object's fields that a stage may require. Errors: `invalid_input` with a reason.
 */
export const checkPipelines = (
  given: readonly Pipeline[] | undefined,
  fillable: ReadonlySet<string>,
): readonly Pipeline[] => {
  const pipelines = cleanNames(given ?? FIRST_PIPELINES, PIPELINE_WORDS).map((pipeline): Pipeline => ({
    ...pipeline,
    winReasons: cleanReasons(pipeline.winReasons),
    lossReasons: cleanReasons(pipeline.lossReasons),
    stages: cleanNames(pipeline.stages, STAGE_WORDS).map((stage) => {
      const requiredFields = [...new Set(stage.requiredFields)];
      const unknown = requiredFields.find((name) => !fillable.has(name));
      const { label } = stage;
      if (unknown !== undefined) throw refuse(msg`"${label}" cannot require "${unknown}": there is no such field`);
      return { ...stage, ...(stage.requiredFields ? { requiredFields } : {}) };
    }),
  }));
  const placed = listStages(pipelines);
  assertKeys(
    pipelines.map(({ key }) => key),
    PIPELINE_WORDS,
  );
  assertKeys(
    placed.map(({ stage }) => stage.key),
    STAGE_WORDS,
  );
  if (!placed.some(isOffered)) throw refuse(msg`At least one stage of one pipeline must not be archived`);
  for (const { stage } of placed) {
    const text = stageLabel({ pipelines: [...pipelines] }, stage.key);
    const read = stagesNamed({ pipelines: [...pipelines] }, text);
    if (read.length !== 1 || read[0]?.stage !== stage) throw refuse(msg`"${text}" could be taken for another stage`);
  }
  return pipelines;
};
