import { isGenericWord } from './company-words';
import { givenNameGroup } from './given-names';
import { similarity, soundOf } from './similarity.rules';

/** How two names agree; from the same name to another one. `unknown`: one of them says too little. */
export const NAME_AGREEMENTS = [
  'same',
  'swapped',
  'variant',
  'similar',
  'initial',
  'alike',
  'part',
  'unknown',
  'different',
] as const;
export type NameAgreement = (typeof NAME_AGREEMENTS)[number];

/** Folded given and family names. */
export interface PersonName {
  readonly first: string;
  readonly last: string;
}

const SIMILAR = 0.9;
/** Typing slips in short names look like other names. */
const SIMILAR_SHORT = 0.94;
const SHORT = 5;
/** Alike enough where the rest of the name is the same. */
const ALIKE = 0.83;

const isSimilar = (a: string, b: string): boolean =>
  similarity(a, b) >= (Math.min(a.length, b.length) <= SHORT ? SIMILAR_SHORT : SIMILAR);

const firstWord = (name: string): string => {
  const space = name.indexOf(' ');
  return space < 0 ? name : name.slice(0, space);
};

const isInitialOf = (a: string, b: string): boolean =>
  (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));

/** "berg" of "van der berg", "jones" of "smith jones". */
const holdsWord = (a: string, b: string): boolean =>
  a !== b && (` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `));

type Closeness = 'same' | 'variant' | 'similar' | 'initial' | 'alike' | 'different';

const compareGiven = (a: string, b: string): Closeness => {
  if (a === b) return 'same';
  const [x, y] = [firstWord(a), firstWord(b)];
  // Second names come and go.
  if (x === y && (x === a || y === b)) return 'variant';
  if (isInitialOf(x, y)) return 'initial';
  if (x !== y && givenNameGroup(x) === givenNameGroup(y)) return 'variant';
  if (a.replaceAll(' ', '') === b.replaceAll(' ', '')) return 'variant';
  if (isSimilar(x, y)) return 'similar';
  return similarity(x, y) >= ALIKE && soundOf(x) === soundOf(y) ? 'alike' : 'different';
};

const compareFamily = (a: string, b: string): Closeness => {
  if (a === b) return 'same';
  if (a.replaceAll(' ', '') === b.replaceAll(' ', '')) return 'variant';
  if (holdsWord(a, b)) return 'alike';
  if (isInitialOf(a, b)) return 'initial';
  if (isSimilar(a, b)) return 'similar';
  return similarity(a, b) >= ALIKE && soundOf(a) === soundOf(b) ? 'alike' : 'different';
};

const AGREEMENT: Readonly<Record<Closeness, Readonly<Record<Closeness, NameAgreement>>>> = {
  same: { same: 'same', variant: 'variant', similar: 'similar', initial: 'initial', alike: 'alike', different: 'part' },
  variant: {
    same: 'variant',
    variant: 'variant',
    similar: 'similar',
    initial: 'alike',
    alike: 'alike',
    different: 'different',
  },
  similar: {
    same: 'similar',
    variant: 'similar',
    similar: 'alike',
    initial: 'alike',
    alike: 'alike',
    different: 'different',
  },
  initial: {
    same: 'initial',
    variant: 'initial',
    similar: 'alike',
    initial: 'unknown',
    alike: 'unknown',
    different: 'different',
  },
  alike: {
    same: 'alike',
    variant: 'alike',
    similar: 'alike',
    initial: 'unknown',
    alike: 'unknown',
    different: 'different',
  },
  different: {
    same: 'different',
    variant: 'different',
    similar: 'different',
    initial: 'different',
    alike: 'different',
    different: 'different',
  },
};

/** How the names of two people agree, whichever is given first. */
export const comparePeople = (a: PersonName, b: PersonName): NameAgreement => {
  const isEmpty = (a.first === '' && a.last === '') || (b.first === '' && b.last === '');
  if (isEmpty) return 'unknown';
  if (a.first === b.first && a.last === b.last) return a.first === '' || a.last === '' ? 'part' : 'same';
  if (a.first === b.last && a.last === b.first && a.first !== '') return 'swapped';
  if (a.last === '' || b.last === '' || a.first === '' || b.first === '') {
    const [x, y] = [`${a.first} ${a.last}`.trim(), `${b.first} ${b.last}`.trim()];
    if (x === y) return 'variant';
    return holdsWord(x, y) ? 'unknown' : 'different';
  }
  return AGREEMENT[compareGiven(a.first, b.first)][compareFamily(a.last, b.last)];
};

/** Words this short are abbreviations and numbers: one letter makes another word. */
const EXACT_WORD = 4;

const isSameWord = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) > EXACT_WORD && !/\d/.test(a + b) && isSimilar(a, b));

const initialsOf = (words: readonly string[]): string => words.map((word) => word[0] ?? '').join('');

/** How two folded titles agree, whichever is given first: word by word, in any order, with and without spaces, as initials. */
export const compareTitles = (a: string, b: string): NameAgreement => {
  if (a === '' || b === '') return 'unknown';
  if (a === b) return 'same';
  if (a.replaceAll(' ', '') === b.replaceAll(' ', '')) return 'variant';
  const [less, more] = [a.split(' '), b.split(' ')].toSorted(
    (x, y) => x.length - y.length || (x.join() < y.join() ? -1 : 1),
  );
  if (!less || !more) return 'unknown';
  const rest = [...more];
  let exact = 0;
  const unmatched = less.filter((word) => {
    const at = rest.findIndex((other) => isSameWord(word, other));
    if (at < 0) return true;
    if (rest[at] === word) exact += 1;
    rest.splice(at, 1);
    return false;
  });
  if (unmatched.length === 0 && rest.length === 0) return exact === less.length ? 'variant' : 'similar';
  if (unmatched.every(isGenericWord) && rest.every(isGenericWord) && exact > 0) return 'similar';
  if (less.length === 1 && more.length > 2 && initialsOf(more) === less[0]) return 'alike';
  // "Acme" and "Acme Widgets": perhaps.
  return unmatched.length === 0 && exact === less.length && (less[0] ?? '').length > EXACT_WORD ? 'part' : 'different';
};
