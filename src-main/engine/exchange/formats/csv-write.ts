import { CUSTOM_FIELD_TYPES, type FieldType } from '@shared/domain/schema';

/** Types whose own form may start with a sign. */
const SIGNED: ReadonlySet<FieldType> = new Set(
  CUSTOM_FIELD_TYPES.filter((type) => ['number', 'integer', 'percent', 'currency', 'rating', 'phones'].includes(type)),
);
const STARTS_FORMULA = /^'*[=+\-@\t\r]/;
const NUMBER_LIKE = /^[+-]?[\d\s.,;()/x#*%+-]*$/;

/**
 * Keeps a spreadsheet from running a cell: one that starts with = + - @ TAB or CR gets an apostrophe in front, which
 * `unguardCell` takes away again. Numbers and phone numbers keep their sign (OWASP, CSV injection).
 */
export const guardCell = (text: string, type: FieldType): string =>
  STARTS_FORMULA.test(text) && !(SIGNED.has(type) && NUMBER_LIKE.test(text)) ? `'${text}` : text;

/** The inverse of `guardCell`. */
export const unguardCell = (text: string): string =>
  text.startsWith("'") && STARTS_FORMULA.test(text) ? text.slice(1) : text;

/** What writes one record in RFC 4180 form, with its line end, its cells apart by a delimiter of one character. A single empty cell is quoted, so that it is no empty line. */
export const csvRowFormat = (delimiter: string): ((cells: readonly string[]) => string) => {
  const special = new RegExp(`["\\r\\n${delimiter === '|' ? '\\|' : delimiter}]`);
  const quote = (cell: string): string =>
    special.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
  return (cells) => (cells.length === 1 && cells[0] === '' ? '""\r\n' : `${cells.map(quote).join(delimiter)}\r\n`);
};

/** One record with commas. */
export const formatCsvRow = csvRowFormat(',');
