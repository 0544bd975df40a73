import type { FieldType } from '@shared/domain/schema';
import type { FieldModel } from '../schema/model';
import { type CellContext, parseCell } from './parse-cell';

type Repair = (text: string) => string;

const ONE_ADDRESS = /^[^@]+@+[^@]+$/;
const APPROXIMATE = /^(?:(?:ca|circa|approx|about|around|roughly|etwa|rund|env)\b\.?|[~≈])\s*/i;
const MARKED_AT = /\s*[([{]\s*at\s*[)\]}]\s*/i;
const WORD_AT = /^(\S+) at (\S+\.\S+)$/i;

/** "O" and "l" that stand where only a digit can. */
const lettersToDigits: Repair = (text) =>
  text.replace(/(?<=[\d.,/-][oO]*)[oO](?=[oO]*(?:[\d.,/-]|\s|$))/g, '0').replace(/(?<=\d)[lI](?=\d)/g, '1');

/** Blanks beside a sign that parts digits: "52750 ,00", "31 / 01 / 2026". */
const closeSigns: Repair = (text) => text.replace(/(?<=\d)\s*([.,/-])\s*(?=\d)/g, '$1');

const repairEmail: Repair = (text) => {
  const marked = text.replace(MARKED_AT, '@').replace(WORD_AT, '$1@$2');
  if (!ONE_ADDRESS.test(marked)) return text;
  return marked
    .replace(/\s*@+\s*/, '@')
    .replace(/\s*([.,])\s*/g, '$1')
    .replace(/[.,;:]+$/, '')
    .replace(/(?<=@.*),+/g, '.')
    .replace(/\.{2,}/g, '.');
};

const repairLink: Repair = (text) =>
  text
    .replace(/\s+/g, '')
    .replace(/^h?ttps?:?\/+/i, (scheme) => (/s/i.test(scheme) ? 'https://' : 'http://'))
    .replace(/,(?=[a-z])/gi, '.');

const repairNumber: Repair = (text) => closeSigns(lettersToDigits(text.replace(APPROXIMATE, '')));
const repairDate: Repair = (text) =>
  closeSigns(lettersToDigits(text))
    .replace(/([./-])\1+/g, '$1')
    .replace(/[.,;]+$/, '');

const REPAIRS: Partial<Record<FieldType, Repair>> = {
  emails: repairEmail,
  links: repairLink,
  phones: lettersToDigits,
  integer: repairNumber,
  number: repairNumber,
  percent: repairNumber,
  currency: repairNumber,
  date: repairDate,
  dateTime: repairDate,
};

/**
 * What a cell that its field refuses was most likely meant to say: slips of the hand that leave one reading ("hannah@@arden.example", "ca. 40k", "52750,O0"). Null where
 * there is none: "31/02/2026" may be any day. What is offered is a text that the field takes.
 */
export const suggestCell = (field: FieldModel, text: string, context: CellContext): string | null => {
  const bare = text.trim();
  const repaired = REPAIRS[field.def.type]?.(bare);
  if (repaired === undefined || repaired === bare) return null;
  const read = parseCell(field, repaired, context);
  if (!read.ok || read.value === null) return null;
  // In the form in which the value is exported, where that is read as the same: "40000" says more than "40k".
  const written = field.rules.formatText(read.value, { ...context, settings: field.def.settings });
  const again = parseCell(field, written, context);
  return again.ok && JSON.stringify(again.value) === JSON.stringify(read.value) ? written : repaired;
};
