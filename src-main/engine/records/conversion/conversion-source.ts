import { msg } from '@lingui/core/macro';
import type { ConvertField } from '@shared/contract/schema.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { conversionsOf } from '@shared/domain/conversions';
import { foldText } from '@shared/domain/field-types/clean-text';
import { splitList, unquote } from '@shared/domain/field-types/list-text';
import { stageLabel } from '@shared/domain/field-types/stage';
import { listStages, MAX_STAGES, type Pipeline } from '@shared/domain/pipelines';
import { TAG_COLORS, type FieldDef, type FieldSettings, type SelectOption } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import type { Clock } from '../../kernel/ports';
import { assertConvertible } from '../../schema/convert-field';
import { assertOneStage } from '../../schema/fields.service';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb } from '../../storage/db';
import { storedValue, toWritable, type WritableField } from '../write/writable-object';
import { listFilled } from './conversion.sql';
import { openConversion, type Conversion } from './convert-value.rules';

/** What conversions are worked out with. */
export interface ConversionDeps {
  readonly clock: Clock;
  readonly schema: SeenSchema;
  readonly settings: () => Pick<WorkspaceSettings, 'currency' | 'phoneRegion' | 'timeZone'>;
}

const MAX_OPTIONS = 1000;
const MAX_OPTION_CHARS = 64;

const CHOICES: ReadonlySet<string> = new Set(['select', 'multiSelect']);

export const readField = (object: ObjectModel, field: FieldModel): WritableField => {
  const found = toWritable(object).fields.find(({ model }) => model.def.key === field.def.key);
  if (!found) throw new Error('A field is not among those of its object');
  return found;
};

/** The stored values of a field, also of records in the trash. */
export function* storedValues(db: ReadDb, object: ObjectModel, field: FieldModel) {
  const writable = readField(object, field);
  for (const { cells, ...row } of listFilled(db, object, field)) {
    const stored = storedValue({ ...writable, from: 0, to: cells.length }, cells);
    if (stored !== null) yield { ...row, stored };
  }
}

export const contextOf = (deps: ConversionDeps, input: Pick<ConvertField, 'dateOrder' | 'decimalComma'>) => ({
  ...deps.settings(),
  dateOrder: input.dateOrder,
  decimalComma: input.decimalComma,
  nowMs: deps.clock.nowMs(),
  members: deps.schema.current().members,
});

/** Options for every text that the field holds, in the order in which they are met; what is too long for one, or too many, stays without. */
const collectOptions = (
  db: ReadDb,
  object: ObjectModel,
  field: FieldModel,
  isList: boolean,
  textOf: Conversion['textOf'],
) => {
  const options = new Map<string, SelectOption>();
  for (const { stored } of storedValues(db, object, field)) {
    const text = textOf(stored).trim();
    for (const label of isList ? splitList(text).map(unquote) : [text]) {
      const folded = foldText(label);
      if (label === '' || label.length > MAX_OPTION_CHARS || options.has(folded)) continue;
      options.set(folded, { key: label, label, color: TAG_COLORS[(options.size + 1) % TAG_COLORS.length] ?? 'gray' });
      if (options.size === MAX_OPTIONS) return [...options.values()];
    }
  }
  return [...options.values()];
};

const stagesAsOptions = (settings: FieldSettings): SelectOption[] =>
  listStages(settings.pipelines).map(({ stage: { key, color } }) => ({ key, label: stageLabel(settings, key), color }));

/** One pipeline with a stage for each option. How likely each is, and which of them end a deal, is for a person to say. */
const optionsAsPipelines = ({ label, settings }: FieldDef): Pipeline[] => {
  const stages = (settings.options ?? []).map(({ key, label: name, color }) => ({
    key,
    label: name,
    color,
    probability: 0,
  }));
  if (stages.length > MAX_STAGES)
    throw new AppError(
      'invalid_input',
      msg`A pipeline has at most ${MAX_STAGES} stages: "${label}" has more options.`,
      {
        reason: 'too_many_stages',
      },
    );
  return [{ key: 'main', label, stages, winReasons: [], lossReasons: [] }];
};

/** The settings as they are given, with the options or stages that the values ask for where none are given. */
export const settingsFor = (
  deps: ConversionDeps,
  db: ReadDb,
  object: ObjectModel,
  field: FieldModel,
  input: ConvertField,
): FieldSettings => {
  const { settings, to } = input;
  if (to === 'stage') {
    const isSettled = settings.pipelines !== undefined || (field.def.settings.options?.length ?? 0) === 0;
    return isSettled ? settings : { ...settings, pipelines: optionsAsPipelines(field.def) };
  }
  if (!CHOICES.has(to) || (settings.options?.length ?? 0) > 0) return settings;
  if (CHOICES.has(field.def.type)) return { ...settings, options: [...(field.def.settings.options ?? [])] };
  if (field.def.type === 'stage') return { ...settings, options: stagesAsOptions(field.def.settings) };
  const { textOf } = openConversion(field.def, { label: field.def.label, type: to, settings }, contextOf(deps, input));
  return { ...settings, options: collectOptions(db, object, field, to === 'multiSelect', textOf) };
};

export const getSource = (
  deps: ConversionDeps,
  input: ConvertField,
): { readonly object: ObjectModel; readonly field: FieldModel } => {
  const object = deps.schema.current().objects.get(input.object);
  if (!object) throw new AppError('not_found', msg`There is no such object.`, { object: input.object });
  const field = object.fields.get(input.name);
  if (!field)
    throw new AppError('not_found', msg`There is no such field.`, { object: input.object, field: input.name });
  assertConvertible(object, field);
  if (!conversionsOf(field.def.type).includes(input.to)) {
    const { label } = field.def;
    throw new AppError('invalid_input', msg`"${label}" cannot be converted to this type.`, {
      field: input.name,
      to: input.to,
    });
  }
  if (input.to === 'stage') assertOneStage(object, 1);
  return { object, field };
};
