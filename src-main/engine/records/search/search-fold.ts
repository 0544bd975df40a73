import { foldText, plainLetters } from '@shared/domain/field-types/clean-text';

// oxlint-disable-next-line no-control-regex -- exactly the characters that folding cannot change but for their case
const BEYOND_ASCII = /[^\x00-\x7f]/;

/** Whether folding a text can change nothing but its case: as nearly all are, and quicker. */
export const isAscii = (text: string): boolean => !BEYOND_ASCII.test(text);

/** Scripts that put no space between words; Hangul does, but joins what is looked for with what is not. */
const UNSPACED_RUN =
  /(?:(?=[\p{L}\p{N}])[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}])+/gu;

/** Pairs of neighbours, and the last character alone: what begins with any of them is found by one character, the rest by a phrase. */
const inPairs = (run: string): string => {
  const letters = Array.from(run);
  return ` ${letters.map((letter, i) => letter + (letters[i + 1] ?? '')).join(' ')} `;
};

/** The pairs that a text of an unspaced script is looked for by, in order; a single character stays alone. */
export const pairsOf = (run: string): readonly string[] => {
  const letters = Array.from(run);
  return letters.length < 2 ? letters : letters.slice(0, -1).map((letter, i) => letter + (letters[i + 1] ?? ''));
};

/** Parts of a text in the scripts without spaces, and parts that are not. */
export const splitUnspaced = (text: string): readonly { readonly text: string; readonly isUnspaced: boolean }[] => {
  if (isAscii(text)) return [{ text, isUnspaced: false }];
  const parts: { text: string; isUnspaced: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(UNSPACED_RUN)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), isUnspaced: false });
    parts.push({ text: match[0], isUnspaced: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isUnspaced: false });
  return parts;
};

/** Lower case, without accents and width, Greek with one sigma: how words are compared in search. */
export const foldForSearch = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : foldText(text.normalize('NFKC')).replaceAll('ς', 'σ');

/** How names are compared: "job-title" is "Job title". */
export const nameKey = (name: string): string => foldForSearch(name).replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * The same taken to pieces: Hangul as its letters, kana beside their marks. Part of a text stays part of it, so these are compared
 * where fragments are looked for, and one character can be followed to where it came from.
 */
export const foldToPieces = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : plainLetters(
        text
          .normalize('NFKD')
          .replace(/[\u0300-\u036f]/g, '')
          .toLowerCase(),
      ).replaceAll('ς', 'σ');

const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** The text as it is written where keyboards lack the letter ("Müller" as "mueller"); undefined where nothing differs. */
export const spellOut = (text: string): string | undefined => {
  if (isAscii(text)) return undefined;
  const lower = text.normalize('NFKC').toLowerCase();
  const spelled = lower.replace(/[äöüåø]/g, (letter) => SPELLED[letter] ?? letter);
  return spelled === lower ? undefined : spelled;
};

/** A text as the index of words keeps it: folded, once more as it is spelled out, and in pairs where there are no spaces. */
export const indexedWords = (text: string): string => {
  if (isAscii(text)) return text.toLowerCase();
  const spelled = spellOut(text);
  const folded = foldForSearch(text);
  return (spelled === undefined ? folded : `${folded}\n${foldForSearch(spelled)}`).replace(UNSPACED_RUN, inPairs);
};

/** A text as the indexes of fragments keep it. */
export const indexedPieces = (text: string): string => {
  if (isAscii(text)) return text.toLowerCase();
  const spelled = spellOut(text);
  const folded = foldToPieces(text);
  return spelled === undefined ? folded : `${folded}\n${foldToPieces(spelled)}`;
};
