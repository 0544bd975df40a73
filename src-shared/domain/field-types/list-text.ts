import { cleanText } from './clean-text';

/**
 * Splits at commas, semicolons and line ends, but not inside a quotation at the start of a part, nor inside <angle brackets>.
 * Parts keep their quotes; empty ones go.
 */
export const splitList = (text: string): readonly string[] => {
  if (!/[,;"<>\r\n]/.test(text)) {
    const only = cleanText(text);
    return only === '' ? [] : [only];
  }
  const parts: string[] = [];
  let part = '';
  // The part is not looked at while it grows: that would copy it each time.
  let isBlank = true;
  let last = '';
  let isQuoted = false;
  let isAngled = false;
  for (const char of text) {
    const isLineEnd = char === '\n' || char === '\r';
    if (isQuoted) isQuoted = char !== '"';
    else if (char === '"') isQuoted = last === '"' || isBlank;
    else if (char === '<') isAngled = true;
    else if (char === '>') isAngled = false;
    if (isLineEnd || (!isQuoted && !isAngled && (char === ',' || char === ';'))) {
      parts.push(part);
      part = '';
      last = '';
      isBlank = true;
      isQuoted = isAngled = false;
    } else {
      part += char;
      last = char;
      isBlank &&= char.trim() === '';
    }
  }
  parts.push(part);
  return parts.map(cleanText).filter((each) => each !== '');
};

/** A part of a list without the quotes around it. */
export const unquote = (part: string): string => {
  const inner = /^"(.*)"$/s.exec(part)?.[1];
  return inner === undefined ? part : cleanText(inner.replaceAll('""', '"'));
};

const quoteIfNeeded = (part: string): string => (/[,;"<>]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part);

/** What `splitList` and `unquote` take apart again. Parts hold no line ends. */
export const joinList = (parts: readonly string[]): string => parts.map(quoteIfNeeded).join(', ');

/** The first of those that are the same by `keyOf`, in order. */
export const uniqueBy = (values: readonly string[], keyOf: (value: string) => string): readonly string[] => {
  if (values.length < 2) return values;
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyOf(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

export const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
