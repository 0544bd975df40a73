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

const quoteCell = (cell: string): string =>
  /["\r\n,]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;

/** One record in RFC 4180 form, with its line end. A single empty cell is quoted, so that it is no empty line. */
export const formatCsvRow = (cells: readonly string[]): string =>
  cells.length === 1 && cells[0] === '' ? '""\r\n' : `${cells.map(quoteCell).join(',')}\r\n`;
