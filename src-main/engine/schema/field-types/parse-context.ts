import type { FieldTypeRules, ParseContext } from '@shared/domain/field-types/field-type';
import type { FieldValue } from '@shared/domain/values';
import type { NormalizeContext } from './field-type-storage';
import { badValue } from './operands';

/** For values that come as text although a caller could say them exactly: ISO order, decimal point, UTC. Dates relative to today are not read. */
export const textParseContext = (context: NormalizeContext): ParseContext => ({
  settings: context.settings,
  currency: context.currency,
  phoneRegion: context.phoneRegion,
  dateOrder: 'ymd',
  decimalComma: false,
  nowMs: 0,
  timeZone: 'UTC',
  members: context.members,
});

/** What a text means in a type. Errors: `invalid_input` with the type's own reason. */
export const readText = (rules: FieldTypeRules, text: string, context: NormalizeContext): FieldValue => {
  const result = rules.parseText(text, textParseContext(context));
  if (!result.ok) throw badValue(result.reason);
  return result.value;
};
