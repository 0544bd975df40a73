import { foldToPieces, isAscii, spellOut } from './search-fold';
import type { SearchTerm } from './search-text';

/** Offsets in UTF-16 code units, the end excluded. */
export type TextRange = [start: number, end: number];

/** What is marked in texts. */
export interface Needles {
  readonly terms: readonly SearchTerm[];
  /** Digits of a phone number, found whatever stands between them. */
  readonly digits: string | undefined;
}

interface Traced {
  readonly text: string;
  /** Where in the original each code unit came from; one more for the end. Undefined where nothing has moved. */
  readonly origin: readonly number[] | undefined;
}

const MAX_RANGES = 20;
/** So much of a text is looked at; folding letter by letter is slow where it must be. */
const MAX_ASCII = 20_000;
const MAX_OTHER = 4000;
const IN_WORD = /[\p{L}\p{N}]/u;

const trace = (text: string, fold: (letter: string) => string): Traced => {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const letter of text) {
    const piece = fold(letter);
    for (let i = 0; i < piece.length; i += 1) origin.push(at);
    folded += piece;
    at += letter.length;
  }
  return { text: folded, origin: [...origin, at] };
};

/** Most letters of most texts need no folding. */
const foldLetter = (letter: string): string => (letter < '\u0080' ? letter.toLowerCase() : foldToPieces(letter));

const tracings = (text: string): readonly Traced[] => {
  if (isAscii(text)) {
    const short = text.slice(0, MAX_ASCII);
    return [{ text: short.toLowerCase(), origin: undefined }];
  }
  const short = text.slice(0, MAX_OTHER);
  const plain = trace(short, foldLetter);
  if (spellOut(short) === undefined) return [plain];
  return [plain, trace(short, (letter) => foldToPieces(spellOut(letter) ?? letter))];
};

const isWordStart = (text: string, at: number): boolean => at === 0 || !IN_WORD.test(text[at - 1] ?? '');

const occurrences = ({ text, origin }: Traced, needle: string, isAnywhere: boolean): TextRange[] => {
  const found: TextRange[] = [];
  if (needle === '') return found;
  for (let at = text.indexOf(needle); at >= 0 && found.length < MAX_RANGES; at = text.indexOf(needle, at + 1)) {
    if (!isAnywhere && !isWordStart(text, at)) continue;
    // To the next letter, so that marks which folding dropped belong to it.
    const end = at + needle.length;
    found.push(origin ? [origin[at] ?? 0, origin[end] ?? 0] : [at, end]);
  }
  return found;
};

const merge = (ranges: readonly TextRange[]): TextRange[] => {
  const merged: TextRange[] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (end <= start) continue;
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else if (merged.length < MAX_RANGES) merged.push([start, end]);
  }
  return merged;
};

const termRanges = (traced: readonly Traced[], { forms, isUnspaced }: SearchTerm): readonly TextRange[] => {
  const needles = forms.map(foldToPieces);
  const find = (isAnywhere: boolean): readonly TextRange[] =>
    traced.flatMap((each) => needles.flatMap((needle) => occurrences(each, needle, isAnywhere)));
  const atStarts = find(isUnspaced);
  return atStarts.length > 0 ? atStarts : find(true);
};

const digitRanges = (text: string, digits: string): readonly TextRange[] => {
  const traced = trace(text.slice(0, MAX_OTHER), (letter) => (/\d/.test(letter) ? letter : ''));
  return occurrences(traced, digits, true).map(([start, end]) => {
    const marked = text.slice(start, end);
    return [start, start + marked.trimEnd().length];
  });
};

export interface Highlight {
  readonly ranges: TextRange[];
  /** How many of the terms the text holds. */
  readonly found: number;
}

/** Where a text holds what was typed, in order and without overlaps: at beginnings of words, or else anywhere. */
export const highlight = (text: string, { terms, digits }: Needles): Highlight => {
  const traced = tracings(text);
  const byTerm = terms.map((term) => termRanges(traced, term));
  const byDigits = digits === undefined ? [] : digitRanges(text, digits);
  if (byDigits.length > 0) return { ranges: merge(byDigits), found: terms.length };
  return { ranges: merge(byTerm.flat()), found: byTerm.filter((ranges) => ranges.length > 0).length };
};

const BEFORE = 40;
const LENGTH = 160;

const isLowSurrogate = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text[at] ?? '');

/** A piece of a text around its first range, on one line, with the ranges that are in it. */
export const cutAround = (
  text: string,
  ranges: readonly TextRange[],
): { readonly text: string; readonly ranges: TextRange[] } => {
  const first = ranges[0]?.[0] ?? 0;
  let from = first <= BEFORE ? 0 : text.indexOf(' ', first - BEFORE) + 1;
  if (from > first || (from === 0 && first > BEFORE)) from = first;
  let to = Math.min(text.length, from + LENGTH);
  if (isLowSurrogate(text, from)) from -= 1;
  if (isLowSurrogate(text, to)) to -= 1;
  const before = from > 0 ? '…' : '';
  const shift = before.length - from;
  return {
    text: `${before}${text.slice(from, to).replaceAll(/\s/g, ' ')}${to < text.length ? '…' : ''}`,
    ranges: ranges
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]) => [start + shift, end + shift]),
  };
};
