/** A text as it is kept: NFC, no U+0000, no lone surrogates (PostgreSQL refuses both), trimmed. */
export const cleanText = (text: string): string =>
  // Most of what an import brings is plain ASCII, of which only the ends can change.
  BEYOND_ASCII.test(text) ? text.replaceAll('\u0000', '').toWellFormed().normalize('NFC').trim() : text.trim();

// oxlint-disable-next-line no-control-regex -- U+0000 is one of the things looked for
const BEYOND_ASCII = /[\u0000\u0080-\uffff]/;

const SPECIAL: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const UNMARKED = /[ßæœøłđðþı]/g;
const plainLetter = (letter: string): string => SPECIAL[letter] ?? letter;

/** Lower-case letters that have no accent to be removed, as ASCII writes them: "ß" as "ss", "ø" as "o". */
export const plainLetters = (text: string): string => text.replace(UNMARKED, plainLetter);

/** Lower case without regard to language. */
export const foldCase = (text: string): string =>
  BEYOND_ASCII.test(text) ? text.normalize('NFC').toLowerCase() : text.toLowerCase();

/** What `contains` compares: lower case, Latin, Greek and Cyrillic accents removed ("Müller" and "muller" are the same). */
export const foldText = (text: string): string => (BEYOND_ASCII.test(text) ? foldLetters(text) : text.toLowerCase());

const foldLetters = (text: string): string =>
  text
    .normalize('NFD')
    // Only the general accents: vowel signs of Indic and Arabic scripts are letters to their readers.
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(UNMARKED, plainLetter);
