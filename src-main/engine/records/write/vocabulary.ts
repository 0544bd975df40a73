import type { WriteDb } from '../../storage/db';
import { isAscii } from '../search/search-fold';
import { insertVocabulary } from './search-rows.sql';

/** Gathers the words of what is written, each once. */
export interface Vocabulary {
  readonly learn: (foldedText: string) => void;
  /** What was learned since it was last saved. */
  readonly words: () => Iterable<string>;
  /** Keeps what was learned. */
  readonly save: (db: WriteDb) => void;
}

/** Shorter words are never corrected, and nobody mistypes longer ones alone. */
const WORD = /\p{L}{4,24}/gu;
const ASCII_WORD = /[a-z]{4,24}/g;

export const gatherVocabulary = (): Vocabulary => {
  const words = new Set<string>();
  return {
    learn: (text) => {
      for (const word of text.match(isAscii(text) ? ASCII_WORD : WORD) ?? []) words.add(word);
    },
    words: () => words.values(),
    save: (db) => {
      if (words.size > 0) insertVocabulary(db, [...words]);
      words.clear();
    },
  };
};
