import { z } from 'zod';
import type { FileReading } from '@shared/contract/exchange.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import type { MemberName } from '@shared/domain/members';
import type { ParseContext, ParseResult } from '@shared/domain/field-types/field-type';
import { readSerialDay } from './formats/xlsx/number-format';
import type { FieldModel } from '../schema/model';

/** What the parsing of all cells of one file shares. */
export type CellContext = Omit<ParseContext, 'settings'>;

export const cellContext = (
  settings: WorkspaceSettings,
  members: readonly MemberName[],
  nowMs: number,
  reading: Pick<FileReading, 'dateOrder' | 'decimalComma'>,
): CellContext => ({
  currency: settings.currency,
  phoneRegion: settings.phoneRegion,
  dateOrder: reading.dateOrder,
  decimalComma: reading.decimalComma,
  nowMs,
  timeZone: settings.timeZone,
  members,
});

/** Google Contacts puts several values into one cell like this. */
const GOOGLE_SEPARATOR = ' ::: ';
const LIST_TYPES: ReadonlySet<string> = new Set(['emails', 'phones', 'links']);
/** What Outlook writes where there is no date. */
const NO_DATE = /^0{1,2}[/.-]0{1,2}[/.-]0{2,4}$/;

/** What spreadsheets show where a formula has no value. */
const CELL_ERROR =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA)$/;
export const isCellError = (text: string): boolean => text.startsWith('#') && CELL_ERROR.test(text.trim());

const CALLING_CODE = /^\+?\d{1,4}$/;
/** A country's calling code that stands in a column of its own. */
export const isCallingCode = (text: string): boolean => CALLING_CODE.test(text.trim());

/** Puts calling codes from columns of their own before numbers that have none: "+1" beside "312 555 0100". */
export const joinCallingCodes = <T extends { readonly text: string }>(cells: readonly T[]): readonly T[] => {
  const code = cells.find(({ text }) => isCallingCode(text))?.text.trim();
  if (code === undefined || cells.length < 2) return cells;
  const prefix = code.startsWith('+') ? code : `+${code}`;
  return cells.flatMap((cell) => {
    if (isCallingCode(cell.text)) return [];
    const isWhole = /^\s*(?:\+|00|\[)/.test(cell.text);
    return [isWhole ? cell : { ...cell, text: `${prefix} ${cell.text.trim().replace(/^0/, '')}` }];
  });
};

const JsonElement = z.union([
  z.string(),
  z
    .object({ number: z.string(), callingCode: z.string().nullish() })
    .transform(({ number, callingCode }) => `${callingCode ?? ''}${number}`),
  z.object({ url: z.string() }).transform(({ url }) => url),
]);
const JsonList = z.array(JsonElement);

/** The elements of a list that Twenty writes as JSON, a line each; any other text as it is. */
const listText = (text: string): string => {
  if (!text.startsWith('[')) return text;
  try {
    const read = JsonList.safeParse(JSON.parse(text));
    return read.success ? read.data.join('\n') : text;
  } catch {
    return text;
  }
};

/** A cell as a value of a field. */
export const parseCell = ({ def, rules }: FieldModel, text: string, context: CellContext): ParseResult => {
  if (text === '') return { ok: true, value: null };
  if (LIST_TYPES.has(def.type)) {
    const list = listText(text.includes(GOOGLE_SEPARATOR) ? text.replaceAll(GOOGLE_SEPARATOR, '\n') : text);
    return rules.parseText(list, { ...context, settings: def.settings });
  }
  if (def.type === 'date' || def.type === 'dateTime') {
    const bare = text.trim();
    if (NO_DATE.test(bare)) return { ok: true, value: null };
    return rules.parseText(readSerialDay(bare) ?? bare, { ...context, settings: def.settings });
  }
  return rules.parseText(text, { ...context, settings: def.settings });
};
