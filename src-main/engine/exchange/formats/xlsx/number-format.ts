/** What a number in a cell stands for, as its format shows it. */
export type CellFormat =
  | { readonly kind: 'number' | 'date' | 'time' | 'dateTime' | 'percent' }
  | { readonly kind: 'currency'; readonly sign: string }
  /** "00000": leading zeros belong to it. */
  | { readonly kind: 'code'; readonly digits: number };

const NUMBER: CellFormat = { kind: 'number' };

/** Formats that files name by number only (ECMA-376 18.8.30, with those of East Asian versions). */
const BUILT_IN: readonly (readonly [from: number, to: number, kind: 'date' | 'time' | 'dateTime' | 'percent'])[] = [
  [9, 10, 'percent'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'dateTime'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [50, 54, 'date'],
  [55, 56, 'time'],
  [57, 58, 'date'],
];

const SIGN = /\[\$([^\]-]+)(?:-[^\]]*)?\]|([$€£¥₹₽₩₺₪])|"\s*((?:[A-Z]{3})|kr\.?|zł|Kč|Ft|Fr\.?|[$€£¥₹])\s*"/;

/** What a format code means. Only its first part counts: the others are for negative numbers, zero and text. */
export const readFormatCode = (code: string): CellFormat => {
  if (/^general$/i.test(code.trim())) return NUMBER;
  const [first = ''] = code.split(';', 1);
  const sign = SIGN.exec(first);
  const bare = first
    .replaceAll(/"[^"]*"|\\.|[_*]./g, '')
    .replaceAll(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .toLowerCase();
  const hasClock = /h|s|\[m+\]|am\/pm/.test(bare);
  // "e" and "g" are years of an era in Japan; "m" is a minute beside hours or seconds.
  const hasDay = /[yd]/.test(bare) || (/m/.test(bare) && !hasClock);
  if (hasDay && !/[0#?]/.test(bare)) return { kind: hasClock ? 'dateTime' : 'date' };
  if (hasClock) return { kind: hasDay ? 'dateTime' : 'time' };
  if (bare.includes('%')) return { kind: 'percent' };
  if (sign) return { kind: 'currency', sign: (sign[1] ?? sign[2] ?? sign[3] ?? '').trim() };
  return /^0{2,15}$/.test(bare.trim()) ? { kind: 'code', digits: bare.trim().length } : NUMBER;
};

/** What a format of this number means. `codes` are those that the file itself spells out. */
export const formatOf = (id: number, codes: ReadonlyMap<number, string>): CellFormat => {
  const code = codes.get(id);
  if (code !== undefined) return readFormatCode(code);
  const known = BUILT_IN.find(([from, to]) => id >= from && id <= to);
  return known ? { kind: known[2] } : NUMBER;
};

const DAY_MS = 86_400_000;
const LAST_DAY = 2_958_465;
/** Day 0 of the calendars: 1900 counts a 29 February that never was, so that days from 1 March on are one ahead. */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);

const two = (value: number): string => String(value).padStart(2, '0');

const clockText = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** A day number as ISO text, to the second; undefined for what is no day of this calendar. */
const dayText = (serial: number, kind: 'date' | 'time' | 'dateTime', is1904: boolean): string | undefined => {
  if (serial < 0 || serial > LAST_DAY) return undefined;
  const seconds = Math.round((serial % 1) * 86_400);
  // Lengths of time run to some days; what is longer is a day whose clock alone is shown.
  if (kind === 'time' && serial < 100) return clockText(Math.round(serial * 86_400));
  const day = Math.floor(serial) + (seconds === 86_400 ? 1 : 0);
  if (day === 0 && !is1904) return kind === 'dateTime' ? clockText(seconds) : undefined;
  const epoch = is1904 ? EPOCH_1904_MS : EPOCH_1900_MS + (day < 60 ? DAY_MS : 0);
  const date = new Date(epoch + day * DAY_MS).toISOString().slice(0, 10);
  return kind === 'date' ? date : `${date}T${clockText(seconds % 86_400)}`;
};

/** Digits without an exponent, as short as they say the same. */
const plainNumber = (value: number): string => {
  const text = String(value);
  return /e/.test(text) && Math.abs(value) < 1e21
    ? value.toFixed(Math.abs(value) < 1 ? 20 : 0).replace(/0+$/, '')
    : text;
};

/** A number as the text that it stands for: days in ISO form, numbers with a decimal point and no grouping. */
export const showNumber = (value: number, format: CellFormat, is1904: boolean): string => {
  const plain = plainNumber(value);
  switch (format.kind) {
    case 'date':
    case 'time':
    case 'dateTime':
      return dayText(value, format.kind, is1904) ?? plain;
    case 'percent':
      // 0.07 times 100 is 7.000000000000001.
      return `${plainNumber(Number((value * 100).toPrecision(14)))}%`;
    case 'currency':
      return `${plain} ${format.sign}`;
    case 'code':
      return Number.isInteger(value) && value >= 0 ? plain.padStart(format.digits, '0') : plain;
    case 'number':
      return plain;
  }
};

/** "46345" or "46345.75": a day of a spreadsheet that was saved without its format, from 1954 to 2099; undefined for any other text. */
export const readSerialDay = (text: string): string | undefined => {
  if (!/^[2-7]\d{4}(?:[.,]\d{1,12})?$/.test(text)) return undefined;
  const serial = Number(text.replace(',', '.'));
  return serial < 73_051 ? dayText(serial, Number.isInteger(serial) ? 'date' : 'dateTime', false) : undefined;
};
