import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import {
  findStage,
  isOffered,
  listStages,
  reasonsFor,
  type Pipeline,
  type PlacedStage,
  type StageReason,
} from '../pipelines';
import type { FieldSettings } from '../schema';
import { isStageValue } from '../values';
import { foldText } from './clean-text';
import type { FieldTypeRules } from './field-type';
import { COUNTING_AGGREGATES, ONE_OF_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

const isSameText = (a: string, b: string): boolean => foldText(a.trim()) === foldText(b.trim());

/** "Renewals / Won": told apart from the stage of that name in another pipeline. */
const fullLabel = ({ pipeline, stage }: PlacedStage): string => `${pipeline.label} / ${stage.label}`;

const labelled = (settings: FieldSettings, text: string): readonly PlacedStage[] => {
  const stages = listStages(settings.pipelines);
  const same = stages.filter(({ stage }) => isSameText(stage.label, text));
  // What is offered wins over what is archived.
  const offered = same.filter(isOffered);
  return offered.length > 0 ? offered : same;
};

/** The stages that a text may mean: all that are called so, else the one of that pipeline and name, else the one of that key. */
export const stagesNamed = (settings: FieldSettings, text: string): readonly PlacedStage[] => {
  const called = labelled(settings, text);
  if (called.length > 0) return called;
  const whole = listStages(settings.pipelines).find((placed) => isSameText(fullLabel(placed), text));
  const found = whole ?? findStage(settings.pipelines, text.trim());
  return found ? [found] : [];
};

/** The reason that a text names, by key or label, among those of a stage's outcome. */
export const findReason = ({ pipeline, stage }: PlacedStage, text: string): StageReason | undefined => {
  const reasons = reasonsFor(pipeline, stage.outcome);
  return (
    reasons.find(({ key }) => key === text.trim()) ??
    reasons.find(({ label }) => isSameText(label, text)) ??
    reasons.find(({ key }) => isSameText(key, text))
  );
};

/** The key of the reason that a text names, or why records cannot be in the stage for that reason. */
export const parseReason = (
  placed: PlacedStage,
  text: string,
): { readonly key: string } | { readonly problem: MessageDescriptor } => {
  const { label, outcome } = placed.stage;
  if (outcome === undefined) return { problem: msg`"${label}" takes no reason: only won and lost stages do` };
  const found = findReason(placed, text);
  const shown = text.trim().slice(0, 100);
  return found ? { key: found.key } : { problem: msg`"${shown}" is not one of the reasons of "${label}"` };
};

/** The pipeline that a text names, by label or key. */
export const findPipeline = ({ pipelines = [] }: FieldSettings, text: string): Pipeline | undefined =>
  pipelines.find(({ label }) => isSameText(label, text)) ?? pipelines.find(({ key }) => key === text.trim());

/** The name of a stage; with its pipeline's where another pipeline has a stage of that name. A key whose stage is gone shows as it is. */
export const stageLabel = (settings: FieldSettings, key: string): string => {
  const placed = findStage(settings.pipelines, key);
  if (!placed) return key;
  const same = listStages(settings.pipelines).filter(({ stage }) => isSameText(stage.label, placed.stage.label));
  return same.length > 1 ? fullLabel(placed) : placed.stage.label;
};

/** The reason's name; a key whose reason is gone shows as it is. */
export const reasonLabel = (settings: FieldSettings, stageKey: string, reason: string): string => {
  const placed = findStage(settings.pipelines, stageKey);
  const known = placed && reasonsFor(placed.pipeline, placed.stage.outcome).find(({ key }) => key === reason);
  return known?.label ?? reason;
};

/** Why a text names no stage. */
export const notAStage = (text: string): MessageDescriptor => {
  const shown = text.trim().slice(0, 100);
  return msg`"${shown}" is not one of the stages`;
};

const ambiguous = (placed: PlacedStage): MessageDescriptor => {
  const { label } = placed.stage;
  const whole = fullLabel(placed);
  return msg`Several pipelines have a stage "${label}": write "${whole}"`;
};

type Named = { readonly placed: PlacedStage } | { readonly reason: MessageDescriptor };

const named = (settings: FieldSettings, text: string): Named => {
  const found = stagesNamed(settings, text);
  const [first] = found;
  if (!first) return { reason: notAStage(text) };
  return found.length > 1 ? { reason: ambiguous(first) } : { placed: first };
};

/** Text is the stage's name, with the reason after a colon: "Lost: Price". Since when is not written. */
export const stageRules: FieldTypeRules = {
  type: 'stage',
  settings: ['pipelines'],
  canBeUnique: false,
  operators: ONE_OF_OPERATORS,
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text, { settings }) => {
    if (text.trim() === '') return parsed(null);
    const whole = named(settings, text);
    if ('placed' in whole) return parsed({ key: whole.placed.stage.key, since: null, reason: null });
    // A colon may stand in the stage's name as well as in the reason's.
    for (let at = text.indexOf(':'); at >= 0 && at < 500; at = text.indexOf(':', at + 1)) {
      const before = named(settings, text.slice(0, at));
      if (!('placed' in before)) continue;
      const reason = findReason(before.placed, text.slice(at + 1));
      if (reason) return parsed({ key: before.placed.stage.key, since: null, reason: reason.key });
    }
    return refused(whole.reason);
  },
  formatText: (value, { settings }) => {
    if (!isStageValue(value)) return '';
    const label = stageLabel(settings, value.key);
    return value.reason === null ? label : `${label}: ${reasonLabel(settings, value.key, value.reason)}`;
  },
  isEmpty: (value) => value === null,
};
