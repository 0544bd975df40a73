import { msg } from '@lingui/core/macro';
import { notAStage, parseReason, stageRules } from '@shared/domain/field-types/stage';
import { DAY_MS, findStage, isOffered, listStages, type PlacedStage } from '@shared/domain/pipelines';
import type { FieldSettings, SelectOption } from '@shared/domain/schema';
import { isStageValue, type FieldInput, type FieldValue, type StageValue } from '@shared/domain/values';
import type { FieldTypeStorage } from './field-type-storage';
import { numberOrNull } from './number';
import { badValue, onlyColumn, textOperand } from './operands';
import { readText } from './parse-context';
import { optionOrder, quoteText } from './select';
import { textOrNull } from './text';
import { isNullSql } from './text-condition';
import { valueCondition, type ReadOperand } from './value-condition';

/** What follows from the stage, as SQL over its key; NULL where it is not known. */
const byStage = (
  key: string,
  settings: FieldSettings,
  valueOf: (placed: PlacedStage) => string | number | undefined,
): string => {
  const cases = listStages(settings.pipelines).flatMap((placed) => {
    const value = valueOf(placed);
    if (value === undefined) return [];
    return [`WHEN ${quoteText(placed.stage.key)} THEN ${typeof value === 'string' ? quoteText(value) : value}`];
  });
  return cases.length === 0 ? 'NULL' : `(CASE ${key} ${cases.join(' ')} END)`;
};

const allowedMs = ({ stage }: PlacedStage): number | undefined =>
  stage.outcome === undefined && stage.allowedDays !== undefined ? stage.allowedDays * DAY_MS : undefined;

/** Whether a record has been in its stage for longer than that allows: 1 or 0. Asked of the moment at which the statement runs. */
const staleSql = ([key = 'NULL', since = 'NULL']: readonly string[], settings: FieldSettings): string =>
  `coalesce((SELECT now_ms()) - ${since} > ${byStage(key, settings, allowedMs)}, 0)`;

const asOptions = (labelled: readonly { readonly key: string; readonly label: string }[]): readonly SelectOption[] => [
  ...new Map(labelled.map(({ key, label }) => [key, { key, label, color: 'gray' as const }])).values(),
];

const OUTCOME_OPTIONS: FieldSettings = {
  options: [
    { key: 'open', label: 'Open', color: 'blue' },
    { key: 'won', label: 'Won', color: 'green' },
    { key: 'lost', label: 'Lost', color: 'red' },
  ],
};

/** A stage's key, or a whole value as it is read: it means its stage. */
const stageOperand: ReadOperand = (op, operand) =>
  textOperand(op, isStageValue(operand) && typeof operand.key === 'string' ? operand.key : operand);

const readReason = (placed: PlacedStage, input: FieldInput | undefined): string | null => {
  if (input === null || input === undefined || input === '') return null;
  if (typeof input !== 'string') throw badValue(msg`A reason is one of those that the pipeline lists`);
  const reason = parseReason(placed, input);
  if ('problem' in reason) throw badValue(reason.problem);
  return reason.key;
};

const SHAPE = '{ key, reason }';

const readSince = (input: FieldInput | undefined): number | null => {
  if (input === null || input === undefined) return null;
  if (typeof input !== 'number' || !Number.isSafeInteger(input) || input < 0)
    throw badValue(msg`Since when is given in milliseconds since 1970`);
  return input;
};

/** The key alone where a caller says no more: what else there is stays, as long as the stage does. */
const readStage = (input: FieldInput, settings: FieldSettings): StageValue | string => {
  if (typeof input !== 'object' || input === null || Array.isArray(input) || typeof input['key'] !== 'string')
    throw badValue(msg`A stage is given by its name, or as ${SHAPE}`);
  const { key, since, reason, ...rest } = input;
  if (Object.keys(rest).length > 0) throw badValue(msg`A stage is given by its name, or as ${SHAPE}`);
  const placed = findStage(settings.pipelines, key);
  if (!placed) throw badValue(notAStage(key));
  if (since === undefined && reason === undefined) return placed.stage.key;
  return { key: placed.stage.key, since: readSince(since), reason: readReason(placed, reason) };
};

/** The key alone is what callers may give, and what changes of older versions hold. */
const toStageValue = (stored: FieldValue): StageValue | undefined => {
  if (typeof stored === 'string') return { key: stored, since: null, reason: null };
  return isStageValue(stored) ? stored : undefined;
};

/**
 * A stage of a pipeline, since when, and the reason for which it ended. Conditions, groups and sorts go by the stage; what follows from
 * it (pipeline, probability, outcome, whether it is stale) is computed when it is read, so that a change of the pipeline is seen at once.
 */
export const stageStorage: FieldTypeStorage = {
  type: 'stage',
  columns: [
    { suffix: '', sqlType: 'TEXT' },
    { suffix: '__since', sqlType: 'INTEGER' },
    { suffix: '__reason', sqlType: 'TEXT' },
  ],
  parts: {
    key: { column: 0, type: 'text' },
    since: { column: 1, type: 'dateTime' },
    reason: {
      column: 2,
      type: 'select',
      settings: ({ pipelines }) => ({
        options: [...asOptions((pipelines ?? []).flatMap((each) => [...each.winReasons, ...each.lossReasons]))],
      }),
    },
    pipeline: {
      column: 0,
      type: 'select',
      settings: ({ pipelines }) => ({ options: [...asOptions(pipelines ?? [])] }),
      derive: ([key = 'NULL'], settings) => byStage(key, settings, ({ pipeline }) => pipeline.key),
    },
    probability: {
      column: 0,
      type: 'percent',
      derive: ([key = 'NULL'], settings) => byStage(key, settings, ({ stage }) => stage.probability),
    },
    outcome: {
      column: 0,
      type: 'select',
      settings: () => OUTCOME_OPTIONS,
      derive: ([key = 'NULL'], settings) => byStage(key, settings, ({ stage }) => stage.outcome ?? 'open'),
    },
    isStale: { column: 0, type: 'boolean', derive: staleSql, isOfTheMoment: true },
  },
  identity: 'key',
  normalize: (input, context) => {
    if (input === null || input === '') return null;
    if (typeof input === 'string') {
      if (findStage(context.settings.pipelines, input)) return input;
      const read = readText(stageRules, input, context);
      return isStageValue(read) && read.reason === null ? read.key : read;
    }
    return readStage(input, context.settings);
  },
  follow: (before, given, { settings, nowMs }) => {
    const next = toStageValue(given);
    if (!next) return given;
    const last = toStageValue(before);
    if (next.since !== null && next.since > nowMs)
      throw badValue(msg`A record cannot have come into a stage in the future`);
    if (last?.key === next.key) return typeof given === 'string' ? last : { ...next, since: next.since ?? last.since };
    const placed = findStage(settings.pipelines, next.key);
    if (placed && !isOffered(placed)) {
      const { label } = placed.stage.isArchived ? placed.stage : placed.pipeline;
      throw badValue(msg`"${label}" is archived: nothing can be moved there`);
    }
    return { ...next, since: next.since ?? nowMs };
  },
  toColumns: (stored) => {
    const value = toStageValue(stored);
    return [value?.key ?? null, value?.since ?? null, value?.reason ?? null];
  },
  fromColumns: ([keyColumn, since, reason]) => {
    const key = textOrNull(keyColumn);
    return key === null ? null : { key, since: numberOrNull(since), reason: textOrNull(reason) };
  },
  indexedValues: () => [],
  // As with options, the same few words would be in every record's entry.
  searchText: () => '',
  sortKeys: (columns, { pipelines }) => [
    optionOrder(
      onlyColumn(columns),
      listStages(pipelines).map(({ stage }) => stage.key),
    ),
  ],
  condition: (op, operand, columns) => valueCondition('stage', onlyColumn(columns), op, operand, stageOperand),
  distinct: (columns) => ({ sql: onlyColumn(columns), isList: false, isText: false }),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
