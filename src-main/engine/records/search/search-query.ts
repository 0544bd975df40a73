import type { FreeText } from './search-text';

/** "stage:won" as it was typed. */
export interface TypedScope {
  readonly name: string;
  /** What stands between commas, without quotes; none while it is still being typed. */
  readonly values: readonly string[];
  readonly isExcluded: boolean;
  /** The whole of it, for when nobody knows the name: then it is words like any other. */
  readonly text: string;
}

/** What was typed, taken apart: scopes may turn out to be words. */
export interface TypedSearch {
  readonly free: FreeText;
  readonly scopes: readonly TypedScope[];
}

const MAX_SCOPES = 12;
/** A minus, a name with a colon, and what follows: in quotes, or up to the next space. */
const PART = /(?<minus>-?)(?:(?<name>[\p{L}][\p{L}\p{N}_.-]*):)?(?<value>(?:"[^"]*"?|[^\s"])*)/gu;

const unquoted = (text: string): string => text.replaceAll('"', '').trim();

/** Commas part values, but not in quotes. */
const splitValues = (text: string): readonly string[] =>
  (text.match(/(?:"[^"]*"?|[^",])+/g) ?? []).map(unquoted).filter((value) => value !== '');

/** Takes a typed text apart: words, "phrases", -words and name:values. Reads anything; nothing is an error. */
export const parseSearch = (typed: string): TypedSearch => {
  const words: string[] = [];
  const phrases: string[] = [];
  const excluded: string[] = [];
  const scopes: TypedScope[] = [];
  for (const match of typed.matchAll(PART)) {
    const { minus = '', name, value = '' } = match.groups ?? {};
    if (match[0] === '') continue;
    const text = unquoted(value);
    if (name !== undefined && scopes.length < MAX_SCOPES) {
      const plain = name.endsWith('.') ? name.slice(0, -1) : name;
      scopes.push({ name: plain, values: splitValues(value), isExcluded: minus !== '', text: match[0] });
    } else if (minus !== '' && /^["\p{L}\p{N}]/u.test(value)) {
      if (text !== '') excluded.push(text);
    } else if (value.startsWith('"')) {
      if (text !== '') phrases.push(text);
    } else {
      words.push(match[0]);
    }
  }
  return { free: { text: words.join(' '), phrases, excluded }, scopes };
};

/** The free text with scopes that nobody knows as words. */
export const withWords = (free: FreeText, unknown: readonly TypedScope[]): FreeText =>
  unknown.length === 0
    ? free
    : {
        ...free,
        text: [free.text, ...unknown.filter((scope) => !scope.isExcluded).map(({ text }) => unquoted(text))]
          .join(' ')
          .trim(),
        excluded: [
          ...free.excluded,
          ...unknown.filter((scope) => scope.isExcluded).map(({ text }) => unquoted(text.slice(1))),
        ],
      };
