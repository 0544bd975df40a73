import { msg } from '@lingui/core/macro';
import type { FieldTypeRules, ParseContext } from '@shared/domain/field-types/field-type';
import { compileRules } from '@shared/domain/field-types/field-rules';
import { rulesFor } from '@shared/domain/field-types/index';
import { writeNumber } from '@shared/domain/field-types/number-text';
import { stageLabel } from '@shared/domain/field-types/stage';
import { dayInZone } from '@shared/domain/field-types/time-zone';
import type { FieldDef, FieldSettings, FieldType } from '@shared/domain/schema';
import { CurrencyValue, isStageValue, type FieldInput, type FieldValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { toMessage, type Message } from '@shared/messages/message';
import { storageFor } from '../../schema/field-types/index';

/** A value in its new type, or why it has none. */
export type Converted =
  | { readonly ok: true; readonly stored: FieldValue; readonly text: string }
  | { readonly ok: false; readonly reason: Message };

export interface Conversion {
  /** The value as a text that the new type reads, and a person too. */
  readonly textOf: (stored: FieldValue) => string;
  readonly convert: (stored: FieldValue) => Converted;
}

type Context = Omit<ParseContext, 'settings'>;
type Source = Pick<FieldDef, 'type' | 'settings'>;

const NUMBERS: ReadonlySet<FieldType> = new Set(['number', 'integer', 'percent', 'rating']);

/** Between kinds of numbers the sign of one means nothing to the other. */
const bareNumber = (stored: FieldValue, rules: FieldTypeRules): string => {
  if (typeof stored === 'number') return writeNumber(stored);
  const money = CurrencyValue.safeParse(stored).data;
  return money ? rules.formatText(money, { settings: {} }).replace(/\s*[A-Z]{3}$/, '') : '';
};

const textWriter = ({ type, settings }: Source, to: FieldType, context: Context): Conversion['textOf'] => {
  const rules = rulesFor(type);
  if (type === 'dateTime' && to === 'date')
    return (stored) => (typeof stored === 'number' ? dayInZone(stored, context.timeZone) : '');
  // Among the options of a select there are stages, not the reasons why records ended in them.
  if (type === 'stage' && (to === 'select' || to === 'multiSelect'))
    return (stored) => (isStageValue(stored) ? stageLabel(settings, stored.key) : '');
  if (type === 'member') {
    const names = new Map<string, string>(context.members.map(({ id, name }) => [id, name]));
    return (stored) => (typeof stored === 'string' ? (names.get(stored) ?? stored) : '');
  }
  const isNumber = NUMBERS.has(type) || type === 'currency';
  if (isNumber && (NUMBERS.has(to) || (to === 'currency' && type !== 'currency')))
    return (stored) => bareNumber(stored, rules);
  return (stored) => rules.formatText(stored, { settings });
};

const EMPTY = toMessage(msg`Nothing would be left of it`);

/** How the values of a field become those of another type: written as text by the one, read by the other. */
export const openConversion = (
  source: Source,
  target: { readonly label: string; readonly type: FieldType; readonly settings: FieldSettings },
  context: Context,
): Conversion => {
  const { type, settings } = target;
  const rules = rulesFor(type);
  const storage = storageFor(type);
  const check = compileRules(target);
  // Numbers and days in texts that the engine wrote itself are in one form only.
  const isWritten = source.type !== 'text' && source.type !== 'longText';
  const reading: ParseContext = {
    ...context,
    settings,
    ...(isWritten ? { dateOrder: 'ymd', decimalComma: false } : {}),
  };
  const textOf = textWriter(source, type, context);
  const keep = (value: FieldValue): Converted => {
    try {
      // A FieldValue is JSON; only `readonly` keeps the types apart.
      const stored = storage.normalize(value as FieldInput, { ...context, settings });
      if (stored === null) return { ok: false, reason: EMPTY };
      const reason = check?.(stored, context.timeZone);
      return reason ? { ok: false, reason } : { ok: true, stored, text: rules.formatText(value, { settings }) };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, reason: error.words };
      throw error;
    }
  };
  return {
    textOf,
    convert: (stored) => {
      const read = rules.parseText(textOf(stored), reading);
      if (!read.ok) return read;
      return read.value === null ? { ok: false, reason: EMPTY } : keep(read.value);
    },
  };
};
