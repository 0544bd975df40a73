import { foldForSearch, foldToPieces, spellOut } from './search-fold';
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

export const hasWord = (title: FoldedTitle, { forms }: SearchTerm): boolean =>
  forms.some((form) => title.words.includes(form));

export const hasBeginning = (title: FoldedTitle, { forms }: SearchTerm): boolean =>
  forms.some((form) => title.words.some((word) => word.startsWith(form)));

/** Whether a text in pieces contains the term anywhere. */
export const hasPiece = (pieces: string, { forms }: SearchTerm): boolean =>
  forms.some((form) => pieces.includes(foldToPieces(form)));
