import { msg } from '@lingui/core/macro';
import type { ConversionPreview, ConvertField } from '@shared/contract/schema.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { conversionsOf } from '@shared/domain/conversions';
import { foldText } from '@shared/domain/field-types/clean-text';
import { splitList, unquote } from '@shared/domain/field-types/list-text';
import { stageLabel } from '@shared/domain/field-types/stage';
import { listStages, MAX_STAGES, type Pipeline } from '@shared/domain/pipelines';
import { TAG_COLORS, type FieldDef, type FieldSettings, type SelectOption } from '@shared/domain/schema';
import { RecordId } from '@shared/domain/ids';
import type { FieldValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { Clock } from '../../kernel/ports';
import { assertMaySet } from '../../schema/access';
import { assertConvertible, replaceField, settleReplacement } from '../../schema/convert-field';
import type { MetaDeps } from '../../schema/meta-write';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb, WriteDb } from '../../storage/db';
import { applyPatch } from '../write/apply';
import { readStored } from '../write/delete-cascade';
import { setField, storedValue, toWritable, type WritableField } from '../write/writable-object';
import { openWriteSession, type WriteDeps, type WriteSession } from '../write/write-session';
import { listFilled } from './conversion.sql';
import { openConversion, type Conversion } from './convert-value.rules';

interface ReadDeps {
  readonly clock: Clock;
  readonly schema: SeenSchema;
  readonly settings: () => Pick<WorkspaceSettings, 'currency' | 'phoneRegion' | 'timeZone'>;
}

const MAX_EXAMPLES = 20;
const EXAMPLE_CHARS = 200;
const MAX_OPTIONS = 1000;
const MAX_OPTION_CHARS = 64;

const CHOICES: ReadonlySet<string> = new Set(['select', 'multiSelect']);

const readField = (object: ObjectModel, field: FieldModel): WritableField => {
  const found = toWritable(object).fields.find(({ model }) => model.def.key === field.def.key);
  if (!found) throw new Error('A field is not among those of its object');
  return found;
};

/** The stored values of a field, also of records in the trash. */
function* storedValues(db: ReadDb, object: ObjectModel, field: FieldModel) {
  const writable = readField(object, field);
  for (const { rid, id, cells } of listFilled(db, object, field)) {
    const stored = storedValue({ ...writable, from: 0, to: cells.length }, cells);
    if (stored !== null) yield { rid, id, stored };
  }
}

const contextOf = (deps: ReadDeps, input: Pick<ConvertField, 'dateOrder' | 'decimalComma'>) => ({
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
const settingsFor = (
  deps: ReadDeps,
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

const getSource = (
  deps: ReadDeps,
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
  return { object, field };
};

/** What the values were before the field was converted to what it is now, as far as they could not be converted. */
const openLeftovers = (deps: ReadDeps, object: ObjectModel, field: FieldModel, input: ConvertField) => {
  const before = [...object.fieldsByKey.values()].find(({ def }) => def.settings.convertedTo === field.def.key);
  if (!before || before.def.type !== input.to) return undefined;
  const back = openConversion(before.def, field.def, contextOf(deps, input));
  return { before, isLeftover: (stored: FieldValue): boolean => !back.convert(stored).ok };
};

/**
 * What a conversion would make of a field's values, those of records in the trash too. Changes nothing. Errors: `not_found`, `forbidden` (fields that belong to
 * Outpost, the one that names the record), `invalid_input` for a type without a conversion.
 */
export const previewConversion = (deps: ReadDeps, db: ReadDb, input: ConvertField): ConversionPreview => {
  assertMaySet(deps.schema.current(), 'dataModel');
  const { object, field } = getSource(deps, input);
  const settings = settingsFor(deps, db, object, field, input);
  const { convert, textOf } = openConversion(
    field.def,
    { label: field.def.label, type: input.to, settings },
    contextOf(deps, input),
  );
  const preview: ConversionPreview = { converted: 0, unconverted: 0, examples: [], misfits: [], settings };
  for (const { id, stored } of storedValues(db, object, field)) {
    const result = convert(stored);
    const before = textOf(stored).slice(0, EXAMPLE_CHARS);
    if (result.ok) {
      preview.converted += 1;
      if (preview.examples.length < MAX_EXAMPLES)
        preview.examples.push({ id: RecordId.parse(id), before, after: result.text.slice(0, EXAMPLE_CHARS) });
    } else {
      preview.unconverted += 1;
      if (preview.misfits.length < MAX_EXAMPLES)
        preview.misfits.push({ id: RecordId.parse(id), before, reason: result.reason });
    }
  }
  return preview;
};

const writeValue = (session: WriteSession, rid: number, field: WritableField, stored: FieldValue): void => {
  const record = readStored(session, rid);
  const cells = [...record.cells];
  setField(field, cells, stored);
  applyPatch(session, record, cells);
};

/**
 * Gives a field another type, in one transaction that is one step for undo. A field of the new type takes the name, the place and the rules of the old one; the
 * old one goes to the trash with every value as it was, so that what does not convert can be read there. Converting back brings
 * those values with it. Errors: as `previewConversion`; `invalid_input` when a unique field would hold a value twice.
 */
export const convertField = (caller: WriteDeps & MetaDeps, db: WriteDb, input: ConvertField): FieldDef => {
  assertMaySet(caller.schema.current(), 'dataModel');
  caller.wholeSchema.refresh(db);
  // Values that the caller does not see are converted with the rest.
  const deps = { ...caller, schema: caller.wholeSchema };
  const { object, field } = getSource(deps, input);
  const settings = settingsFor(deps, db, object, field, input);
  const leftovers = openLeftovers(deps, object, field, input);
  const replacement = replaceField(deps, db, { object, field, type: input.to, settings });
  const after = deps.schema.current().objectsByKey.get(object.def.key);
  const made = after?.fieldsByKey.get(replacement.key);
  if (!after || !made) throw new Error('A field that was just made is not in the schema');
  const target = readField(after, made);
  const { convert } = openConversion(field.def, made.def, contextOf(deps, input));
  const { operationId } = replacement;
  const session = openWriteSession(deps, db, { actor: deps.actor(), verb: 'schema', operationId });
  for (const { rid, stored } of storedValues(session.db, object, field)) {
    const result = convert(stored);
    if (result.ok) writeValue(session, rid, target, result.stored);
  }
  if (leftovers) {
    const current = readField(object, field);
    for (const { rid, stored } of storedValues(session.db, object, leftovers.before)) {
      const isFree = storedValue(current, readStored(session, rid).cells) === null;
      if (isFree && leftovers.isLeftover(stored)) writeValue(session, rid, target, stored);
    }
  }
  session.close();
  deps.changes(session.collector.changes());
  return settleReplacement({ ...deps, operationId }, db, { object, field, key: replacement.key });
};
