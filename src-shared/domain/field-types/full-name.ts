import { msg } from '@lingui/core/macro';
import { FullNameValue } from '../values';
import { cleanText, foldText } from './clean-text';
import type { FieldTypeRules } from './field-type';
import { COUNTING_AGGREGATES, TEXT_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

const SUFFIXES = new Set('jr sr ii iii iv v phd md mba esq cpa dds jd rn pe'.split(' '));
/** Words that belong to the name after them; only where they stand inside a name and in small letters, or are compounds. */
const PARTICLES = new Set(
  'van von der den de del della di da dos das du la le ter ten zu zur zum af av al el bin ibn ben san st'.split(' '),
);
const MAX_PART = 500;
const QUOTED = /^("(?:[^"\\]|\\.)*") ("(?:[^"\\]|\\.)*")$/s;

const isSuffix = (word: string): boolean => SUFFIXES.has(foldText(word).replace(/[.,]/g, ''));

const fromQuoted = (text: string): FullNameValue | undefined => {
  const match = QUOTED.exec(text);
  if (!match) return undefined;
  try {
    const first: unknown = JSON.parse(match[1] ?? '');
    const last: unknown = JSON.parse(match[2] ?? '');
    return typeof first === 'string' && typeof last === 'string' ? { first, last } : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Parts a name: "Last, First" at the comma; else the last word is the family name, with the small words before it ("van der Berg") and
 * suffixes after it ("Smith Jr."). Titles stay with the first name. One word alone is a first name, "Smith," a last name.
 */
export const splitFullName = (text: string): FullNameValue => {
  const clean = cleanText(text);
  const quoted = fromQuoted(clean);
  if (quoted) return quoted;
  const comma = clean.indexOf(',');
  if (comma >= 0) {
    const before = clean.slice(0, comma).trim();
    const after = clean.slice(comma + 1).trim();
    const isSuffixAfter = after !== '' && after.split(/[\s,]+/).every(isSuffix);
    if (!isSuffixAfter) return { first: after, last: before };
    const name = splitFullName(before);
    return { first: name.first, last: name.last === '' ? `, ${after}` : `${name.last}, ${after}` };
  }
  const words = clean.split(/\s+/);
  if (words.length < 2) return { first: clean, last: '' };
  let start = words.length - 1;
  while (start > 1 && isSuffix(words[start] ?? '')) start -= 1;
  while (start > 1) {
    const word = words[start - 1] ?? '';
    if (!PARTICLES.has(word)) break;
    start -= 1;
  }
  return { first: words.slice(0, start).join(' '), last: words.slice(start).join(' ') };
};

const isFullName = (value: unknown): value is FullNameValue => FullNameValue.safeParse(value).success;

const isSame = (a: FullNameValue, b: FullNameValue): boolean => a.first === b.first && a.last === b.last;

/** "Maria Cantwell". For people to read; `formatText` of the rules is for reading back. */
export const displayName = (name: FullNameValue): string =>
  [name.first, name.last].filter((part) => part !== '').join(' ');

/**
 * Plain text is "First Last" where that is parted again at the same place, else "Last, First" ("Berg Olsen, Jan"), else both parts in quotes.
 */
export const fullNameRules: FieldTypeRules = {
  type: 'fullName',
  settings: [],
  canBeUnique: false,
  operators: TEXT_OPERATORS,
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: false,
  parseText: (text) => {
    // Written in quotes, a name may take more room than its parts.
    if (text.length > 8 * MAX_PART) return refused(msg`Longer than ${MAX_PART} characters`);
    const name = splitFullName(text);
    if (name.first.length > MAX_PART || name.last.length > MAX_PART)
      return refused(msg`Longer than ${MAX_PART} characters`);
    return parsed(name.first === '' && name.last === '' ? null : name);
  },
  formatText: (value) => {
    if (!isFullName(value)) return '';
    const candidates = [displayName(value), `${value.last}, ${value.first}`.trim()];
    const plain = candidates.find((text) => isSame(splitFullName(text), value));
    return plain ?? `${JSON.stringify(value.first)} ${JSON.stringify(value.last)}`;
  },
  isEmpty: (value) => value === null || (isFullName(value) && value.first === '' && value.last === ''),
};
