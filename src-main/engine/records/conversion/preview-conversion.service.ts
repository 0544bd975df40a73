import type { ConversionBreak, ConversionPreview, ConvertField } from '@shared/contract/schema.contract';
import { MAX_MISFIT_IDS } from '@shared/contract/records.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { firstWeekdayOf } from '@shared/domain/field-types/day';
import { RecordId } from '@shared/domain/ids';
import type { FieldSettings } from '@shared/domain/schema';
import { assertMaySet, wholeOf } from '../../schema/access';
import { withOtherType } from '../../schema/other-type';
import type { ReadDb } from '../../storage/db';
import { type ConversionDeps, contextOf, getSource, settingsFor, storedValues } from './conversion-source';
import { titlesByRid } from '../query/titles.sql';
import { openConversion } from './convert-value.rules';
import { modelBreaks } from './model-breaks';
import { watchRules } from './rule-breaks';

interface PreviewDeps extends ConversionDeps {
  readonly settings: () => WorkspaceSettings;
}

const MAX_EXAMPLES = 20;
const EXAMPLE_CHARS = 200;

/** What fits the data model as it is, and would not if the field were of the other type. */
const breaksOfModel = (
  deps: PreviewDeps,
  db: ReadDb,
  input: ConvertField,
  settings: FieldSettings,
): ConversionBreak[] => {
  const seen = deps.schema.current();
  const whole = wholeOf(seen);
  const { object, field } = getSource({ ...deps, schema: { current: () => whole } }, input);
  const { timeZone, locale } = deps.settings();
  const scope = { schema: whole, db, nowMs: deps.clock.nowMs(), timeZone, firstWeekday: firstWeekdayOf(locale) };
  return modelBreaks(scope, withOtherType(whole, { object, field, type: input.to, settings }), seen);
};

/**
 * What a conversion would make of a field's values, those of records in the trash too, and what of the data model would no longer work. Changes nothing. Errors:
 * `not_found`, `forbidden` (fields that belong to Outpost, the one that names the record), `invalid_input` for a type without a conversion.
 */
export const previewConversion = (deps: PreviewDeps, db: ReadDb, input: ConvertField): ConversionPreview => {
  assertMaySet(deps.schema.current(), 'dataModel');
  const { object, field } = getSource(deps, input);
  const settings = settingsFor(deps, db, object, field, input);
  const { convert, textOf } = openConversion(
    field.def,
    { label: field.def.label, type: input.to, settings },
    contextOf(deps, input),
  );
  const rules = watchRules(object, field, input.to);
  const examples: ConversionPreview['examples'] = [];
  const misfits: (Omit<ConversionPreview['misfits'][number], 'title'> & { readonly rid: number })[] = [];
  const misfitIds: ConversionPreview['misfitIds'] = [];
  let converted = 0;
  let unconverted = 0;
  for (const { rid, id, isAlive, stored } of storedValues(db, object, field)) {
    const result = convert(stored);
    const before = textOf(stored).slice(0, EXAMPLE_CHARS);
    if (result.ok) {
      converted += 1;
      if (isAlive) rules.keeps(result.stored);
      if (examples.length < MAX_EXAMPLES)
        examples.push({ id: RecordId.parse(id), before, after: result.text.slice(0, EXAMPLE_CHARS) });
    } else {
      unconverted += 1;
      if (isAlive) {
        rules.loses(rid);
        if (misfitIds.length < MAX_MISFIT_IDS) misfitIds.push(RecordId.parse(id));
      }
      if (misfits.length < MAX_EXAMPLES) misfits.push({ rid, id: RecordId.parse(id), before, reason: result.reason });
    }
  }
  const breaks = [...rules.breaks(db), ...breaksOfModel(deps, db, input, settings)];
  const titles = titlesByRid(
    db,
    object,
    misfits.map(({ rid }) => rid),
    'all',
  );
  return {
    converted,
    unconverted,
    examples,
    misfits: misfits.map(({ rid, ...misfit }) => ({ ...misfit, title: titles.get(rid) ?? '' })),
    misfitIds,
    settings,
    breaks,
    refusal: rules.refusal(),
  };
};
