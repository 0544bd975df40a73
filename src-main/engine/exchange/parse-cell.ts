import type { FileReading } from '@shared/contract/exchange.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import type { MemberName } from '@shared/domain/members';
import type { ParseContext, ParseResult } from '@shared/domain/field-types/field-type';
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

/** A cell as a value of a field. */
export const parseCell = ({ def, rules }: FieldModel, text: string, context: CellContext): ParseResult => {
  if (text === '') return { ok: true, value: null };
  if (LIST_TYPES.has(def.type) && text.includes(GOOGLE_SEPARATOR)) {
    return rules.parseText(text.replaceAll(GOOGLE_SEPARATOR, '\n'), { ...context, settings: def.settings });
  }
  if (def.type === 'date' && NO_DATE.test(text.trim())) return { ok: true, value: null };
  return rules.parseText(text, { ...context, settings: def.settings });
};
