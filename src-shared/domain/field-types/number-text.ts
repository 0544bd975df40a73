/** Powers of ten. */
const SCALES: Readonly<Record<string, number>> = {
  none: 0,
  k: 3,
  thousand: 3,
  tsd: 3,
  m: 6,
  mn: 6,
  mm: 6,
  mio: 6,
  million: 6,
  millions: 6,
  b: 9,
  bn: 9,
  mrd: 9,
  billion: 9,
};
/** No number has more letters; patterns are not tried on whole documents. */
const MAX_NUMBER_TEXT = 400;
const FORM = /^(\d[\d.,]*|[.,]\d+)(e[+-]?\d{1,3})?([a-z]*)\.?$/;

/** "1.234,5" or "1,234.5" to "1234.5", whichever the text shows; where it shows neither, `decimalComma` decides. Undefined when digits are grouped wrongly. */
const plainDigits = (text: string, decimalComma: boolean): string | undefined => {
  const lastDot = text.lastIndexOf('.');
  const lastComma = text.lastIndexOf(',');
  if (lastDot < 0 && lastComma < 0) return text;
  let decimal: '.' | ',' | undefined;
  if (lastDot >= 0 && lastComma >= 0) decimal = lastDot > lastComma ? '.' : ',';
  else {
    const mark = lastDot >= 0 ? '.' : ',';
    const isOwnDecimal = mark === (decimalComma ? ',' : '.');
    const pieces = text.split(mark);
    const isGrouped = /^[1-9]\d{0,2}$/.test(pieces[0] ?? '') && pieces.slice(1).every((piece) => /^\d{3}$/.test(piece));
    if (pieces.length > 2) decimal = undefined;
    // "1.234" is a thousand where the comma is the decimal sign, and 1.234 where the point is.
    else decimal = isOwnDecimal || !isGrouped ? mark : undefined;
  }
  const group = decimal === undefined ? (lastDot >= 0 ? '.' : ',') : decimal === '.' ? ',' : '.';
  const at = decimal === undefined ? -1 : text.lastIndexOf(decimal);
  const whole = at < 0 ? text : text.slice(0, at);
  const fraction = at < 0 ? '' : text.slice(at + 1);
  if (decimal !== undefined && whole.includes(decimal)) return undefined;
  if (fraction.includes(group)) return undefined;
  const groups = whole.split(group);
  const isWholeGrouped =
    groups.length === 1 ||
    (/^\d{1,3}$/.test(groups[0] ?? '') &&
      // Two digits between marks: Indian grouping, "12,34,567".
      groups.slice(1, -1).every((piece) => /^\d{2,3}$/.test(piece)) &&
      /^\d{3}$/.test(groups.at(-1) ?? ''));
  if (!isWholeGrouped) return undefined;
  return `${groups.join('') || '0'}.${fraction || '0'}`;
};

/**
 * A number as people write it, as text that `Number` reads ("-12.5e3"): "12k", "1.5m", "12.000,50", "1 200", "(300)" and "300-" for minus,
 * "1'234.50". Undefined when it is none, as "1884 (1888)". Percent and currency signs are the caller's to take off.
 */
export const readDecimal = (text: string, decimalComma: boolean): string | undefined => {
  if (text.length > MAX_NUMBER_TEXT) return undefined;
  let rest = text
    .trim()
    .toLowerCase()
    .replace(/[\u2212\u2013\u2014]/g, '-');
  let isNegative = false;
  const inBrackets = /^\((.*)\)$/.exec(rest);
  if (inBrackets) {
    isNegative = true;
    rest = (inBrackets[1] ?? '').trim();
  } else if (/^[-+]/.test(rest)) {
    isNegative = rest.startsWith('-');
    rest = rest.slice(1).trim();
  } else if (/\d-$/.test(rest)) {
    isNegative = true;
    rest = rest.slice(0, -1);
  }
  // Spaces and apostrophes group only threes of digits: "1 200" and "1'200", but neither "12 34 56 78" nor "1 2".
  if (/^\d{1,3}(?:[ \u00a0\u202f'’_]\d{3})+(?!\d)/.test(rest)) {
    rest = rest.replace(/(?<=\d)[ \u00a0\u202f'’_](?=\d{3})/g, '');
  }
  const match = FORM.exec(rest.replace(/(?<=[\d.,])\s+(?=[a-z])/, ''));
  if (!match) return undefined;
  const digits = plainDigits(match[1] ?? '', decimalComma);
  const scale = SCALES[match[3] || 'none'];
  if (digits === undefined || scale === undefined) return undefined;
  return `${isNegative ? '-' : ''}${digits}e${Number(match[2]?.slice(1) ?? 0) + scale}`;
};

/** As `readDecimal`, as a number. */
export const readNumber = (text: string, decimalComma: boolean): number | undefined => {
  const value = Number(readDecimal(text, decimalComma) ?? Number.NaN);
  if (!Number.isFinite(value)) return undefined;
  return value === 0 ? 0 : value;
};

/**
 * A number as plain text with a point before decimals and no exponent where it can be avoided. Read back the same whether the reader's decimal sign
 * is a point or a comma: 1.234, which could be a thousand, is written "1.2340".
 */
export const writeNumber = (value: number): string => {
  const short = String(value);
  if (/^-?[1-9]\d{0,2}\.\d{3}$/.test(short)) return `${short}0`;
  if (!short.includes('e') || !Number.isInteger(value) || Math.abs(value) > 1e300) return short;
  return BigInt(value).toString();
};
