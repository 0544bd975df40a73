import { foldForSearch, foldToPieces, isAscii, spellOut } from './search-fold';
import { type SearchTerm, splitWords } from './search-text';

/** A title, ready to be compared. */
export interface FoldedTitle {
  readonly text: string;
  /** Also as they are spelled out. */
  readonly words: readonly string[];
  /** Made when it is asked for: few titles get so far. */
  readonly pieces: () => string;
}

export const foldTitle = (title: string): FoldedTitle => {
  if (isAscii(title)) {
    const lower = title.toLowerCase();
    return { text: lower, words: splitWords(lower), pieces: () => lower };
  }
  const text = foldForSearch(title);
  const spelled = spellOut(title);
  const words = splitWords(text);
  return {
    text,
    words: spelled === undefined ? words : [...words, ...splitWords(foldForSearch(spelled))],
    pieces: () => piecesOf(title),
  };
};

/** A text as fragments are looked for in it. */
export const piecesOf = (text: string): string => {
  const spelled = spellOut(text);
  return spelled === undefined ? foldToPieces(text) : `${foldToPieces(text)}\n${foldToPieces(spelled)}`;
};

/** Words of a phrase stand one after the other. */
export const hasWord = (title: FoldedTitle, { forms }: SearchTerm): boolean =>
  forms.some(
    (form) => title.words.includes(form) || (form.includes(' ') && ` ${title.words.join(' ')} `.includes(` ${form} `)),
  );

/** A folded text in quotes, as titles are compared with it. */
export const phraseTerm = (phrase: string): SearchTerm => ({
  forms: [splitWords(phrase).join(' ')],
  isUnspaced: false,
});

export const hasBeginning = (title: FoldedTitle, { forms }: SearchTerm): boolean =>
  forms.some((form) => title.words.some((word) => word.startsWith(form))) ||
  hasWord(title, { forms, isUnspaced: false });

/** Whether a text in pieces contains the term anywhere. */
export const hasPiece = (pieces: string, { forms }: SearchTerm): boolean =>
  forms.some((form) => pieces.includes(foldToPieces(form)));
