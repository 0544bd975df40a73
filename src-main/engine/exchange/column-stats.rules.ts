import type { FileReading } from '@shared/contract/exchange.contract';
import type { FieldType } from '@shared/domain/schema';

/** Forms that a cell can have. One cell can have several ("12" is an integer and a number). */
const FORMS = {
  integer: /^-?(?:0|[1-9]\d{0,14})$/,
  number: /^-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d{1,10})?$/,
  numberComma: /^-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:[. ]\d{3})+)(?:,\d{1,10})?$/,
  percent: /^-?\d{1,5}(?:[.,]\d{1,6})?\s?%$/,
  currency:
    /^-?\(?(?:(?:[$€£¥₹]|CHF|USD|EUR|GBP|kr\.?)\s?-?\d[\d.,' ]*|-?\d[\d.,' ]*\s?(?:[$€£¥₹]|CHF|USD|EUR|GBP|kr\.?))\)?$/,
  /** Whatever stands around it: the part after the last mark is of one or two digits. */
  decimalPoint: /^[^\d.,]*\d[\d,' ]*\.\d{1,2}[^\d.,]*$/,
  decimalComma: /^[^\d.,]*\d[\d.' ]*,\d{1,2}[^\d.,]*$/,
  boolean: /^(?:true|false|yes|no|y|n|ja|nein|oui|non)$/i,
  isoDate: /^[12]\d{3}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])$/,
  dayMonthYear: /^(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1[12]\d{3}$/,
  monthDayYear: /^(?:0?[1-9]|1[0-2])([./-])(?:0?[1-9]|[12]\d|3[01])\1[12]\d{3}$/,
  dateTime: /^[12]\d{3}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?$/,
  email: /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:".]{2,}$/,
  link: /^https?:\/\/[^\s/]+\.[^\s/]{2,}(?:[/?#]\S*)?$/i,
  phone: /^(?:\+|00)\d[\d\s().\-/]{6,20}$/,
} as const;
type Form = keyof typeof FORMS;
const FORM_NAMES = Object.keys(FORMS).filter((name): name is Form => name in FORMS);

/** Memory of a column whose values are compared with one another. */
const MAX_DISTINCT = 100_000;
const MAX_OPTIONS = 12;
const SAMPLE_CHARS = 200;
/** Below this share a form is not followed any further: most columns are plain text and are done with early. */
const GIVE_UP_AFTER = 200;

/** Headers of what other programs tell records apart by. */
const IDENTIFIER = /(?:^|[_\s-])ids?$|[a-z]I[dD]$|^(?:key|guid|uuid)$/i;

/** What has been seen of one column. */
export interface ColumnStats {
  readonly filled: number;
  readonly samples: readonly string[];
  readonly counts: Readonly<Record<Form, number>>;
  readonly maxLength: number;
  readonly hasLineBreaks: boolean;
  /** At most 12 + 1 of the different values. */
  readonly options: ReadonlySet<string>;
  /** Every value is different; looked at for identifiers and e-mails only, and false also when there are too many to tell. */
  readonly isDistinct: boolean;
}

export interface ColumnCounter {
  readonly add: (cell: string) => void;
  readonly stats: () => ColumnStats;
}

export const createColumnCounter = (header: string): ColumnCounter => {
  const isIdentifier = IDENTIFIER.test(header.trim());
  const counts: Record<Form, number> = {
    integer: 0,
    number: 0,
    numberComma: 0,
    percent: 0,
    currency: 0,
    decimalPoint: 0,
    decimalComma: 0,
    boolean: 0,
    isoDate: 0,
    dayMonthYear: 0,
    monthDayYear: 0,
    dateTime: 0,
    email: 0,
    link: 0,
    phone: 0,
  };
  let followed: readonly Form[] = FORM_NAMES;
  let filled = 0;
  let maxLength = 0;
  let hasLineBreaks = false;
  let isDistinct = true;
  const samples: string[] = [];
  const options = new Set<string>();
  let seen: Set<string> | undefined = new Set();
  return {
    add: (raw) => {
      const cell = raw.trim();
      if (cell === '') return;
      filled += 1;
      if (samples.length < 5) samples.push(cell.slice(0, SAMPLE_CHARS));
      if (cell.length > maxLength) maxLength = cell.length;
      if (!hasLineBreaks) hasLineBreaks = cell.includes('\n');
      if (options.size <= MAX_OPTIONS) options.add(cell.slice(0, SAMPLE_CHARS));
      if (seen && !isIdentifier && !cell.includes('@')) seen = undefined;
      if (seen) {
        const key = cell.slice(0, SAMPLE_CHARS).toLowerCase();
        if (seen.has(key)) isDistinct = false;
        if (!isDistinct || seen.size >= MAX_DISTINCT) {
          isDistinct = false;
          seen = undefined;
        } else seen.add(key);
      }
      if (cell.length <= SAMPLE_CHARS || cell.startsWith('http')) {
        for (const form of followed) if (FORMS[form].test(cell)) counts[form] += 1;
      }
      if (filled === GIVE_UP_AFTER) followed = followed.filter((form) => counts[form] > filled / 4);
    },
    stats: () => ({
      filled,
      samples,
      counts,
      maxLength,
      hasLineBreaks,
      options,
      isDistinct: isDistinct && seen !== undefined && filled > 0,
    }),
  };
};

/** "03/04/2025": which of the two is the month, from all columns that hold such dates. */
export const detectDateOrder = (
  columns: readonly ColumnStats[],
  fallback: FileReading['dateOrder'],
): FileReading['dateOrder'] => {
  const sum = (form: Form) => columns.reduce((total, { counts }) => total + counts[form], 0);
  const [dmy, mdy] = [sum('dayMonthYear'), sum('monthDayYear')];
  if (dmy !== mdy) return dmy > mdy ? 'dmy' : 'mdy';
  return dmy === 0 && sum('isoDate') > 0 ? 'ymd' : fallback;
};

/** Whether numbers are written with a decimal comma. Those that a workbook holds as numbers are written either way: there only texts tell. */
export const detectDecimalComma = (columns: readonly ColumnStats[], format: FileReading['format']): boolean => {
  if (format === 'xlsx') return columns.some(({ counts }) => counts.numberComma > counts.number);
  const numeric = columns.filter(({ counts, filled }) => counts.currency + counts.percent > filled / 2);
  const sum = (form: Form, of = columns) => of.reduce((total, { counts }) => total + counts[form], 0);
  return sum('numberComma') + sum('decimalComma', numeric) > sum('number') + sum('decimalPoint', numeric);
};

/** What the content of a column looks like, and how many percent of its values fit. */
export const guessType = (
  column: ColumnStats,
  header: string,
  reading: Pick<FileReading, 'dateOrder' | 'decimalComma'>,
): { readonly type: FieldType; readonly confidence: number } => {
  const { counts, filled } = column;
  if (filled === 0) return { type: 'text', confidence: 100 };
  // Identifiers and codes are not for counting with, even where all digits happen to be plain.
  const isCode =
    /(?:^|[_\s-])(?:id|ids|code|number|no|nr|key|zip|plz|symbol)$/i.test(header.trim()) ||
    /[a-z](?:Id|ID|Code|Key)$/.test(header);
  const dates = counts[reading.dateOrder === 'mdy' ? 'monthDayYear' : 'dayMonthYear'] + counts.isoDate;
  const guesses: readonly (readonly [FieldType, number])[] = [
    ['emails', counts.email],
    ['links', counts.link],
    ['boolean', column.options.size <= 2 ? counts.boolean : 0],
    ['date', dates],
    ['dateTime', counts.dateTime],
    ['integer', isCode ? 0 : counts.integer],
    ['number', isCode ? 0 : counts[reading.decimalComma ? 'numberComma' : 'number']],
    ['percent', counts.percent],
    ['currency', counts.currency],
    ['phones', counts.phone],
  ];
  const [type, count] = guesses.reduce((best, guess) => (guess[1] > best[1] ? guess : best));
  if (count >= filled * 0.8) return { type, confidence: Math.floor((100 * count) / filled) };
  if (column.hasLineBreaks || column.maxLength > 200) return { type: 'longText', confidence: 100 };
  const isSelect = column.options.size <= MAX_OPTIONS && filled >= 50 && column.maxLength <= 40;
  return { type: isSelect ? 'select' : 'text', confidence: 100 };
};
