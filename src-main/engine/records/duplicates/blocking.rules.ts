import { isRoleAddress, isSharedHost } from './addresses.rules';
import type { Features } from './features';
import { givenNameGroup } from './given-names';
import type { MatchPlan } from './match-plan';
import { soundOf } from './similarity.rules';

const sorted = (words: readonly string[]): string => words.toSorted().join(' ');

/** What all spellings of one name share: nicknames, order of words and second names aside. Empty for no name. */
export const nameKey = ({ naming }: MatchPlan, { first, last }: Features): string => {
  if (naming === 'company') return sorted(first.split(' '));
  const given = first.split(' ')[0] ?? '';
  const words = [givenNameGroup(given), ...last.split(' ')].filter((word) => word !== '');
  // "Lee Ann" and "Ann Lee": either may be the given name.
  return sorted(words.map(givenNameGroup));
};

/** What a person's name shares with its slips: how it sounds, given name by its first letter. */
const soundKeys = ({ first, last }: Features): readonly string[] => {
  const given = first.split(' ')[0] ?? '';
  if (given === '' || last === '') return [];
  return [`${soundOf(last.replaceAll(' ', ''))} ${given.slice(0, 1)}`, `${givenNameGroup(given)} ${last.slice(0, 1)}`];
};

const FIRST_LETTERS = 5;

/** The word by which a company is known, and how its name begins. */
const titleKeys = ({ first }: Features): readonly string[] => {
  const words = first.split(' ');
  const compact = first.replaceAll(' ', '');
  const keys = [`i ${words.length > 2 ? words.map((word) => word.slice(0, 1)).join('') : compact}`];
  if ((words[0] ?? '').length >= 4) keys.push(`w ${words[0] ?? ''}`);
  if (compact.length >= FIRST_LETTERS) keys.push(`b ${compact.slice(0, FIRST_LETTERS)} ${soundOf(words.at(-1) ?? '')}`);
  return keys;
};

const contextOf = (plan: MatchPlan, { signals }: Features): readonly string[] => {
  const context: string[] = [];
  plan.signals.forEach(({ kind }, at) => {
    const elements = signals[at] ?? [];
    if (kind === 'related') context.push(...elements);
    if (kind === 'address') context.push(...elements.slice(1).filter((part) => part !== ''));
    if (kind === 'email') {
      for (const email of elements) {
        const host = email.slice(email.lastIndexOf('@') + 1);
        if (!isSharedHost(host)) context.push(host);
      }
    }
  });
  return context;
};

const exactKeys = (plan: MatchPlan, { signals }: Features): readonly string[] =>
  plan.signals.flatMap(({ kind }, at) => {
    const elements = signals[at] ?? [];
    switch (kind) {
      case 'email':
        return elements
          .filter((email) => !isRoleAddress(email) || plan.naming === 'company')
          .map((email) => `e ${email}`);
      case 'phone':
      case 'link':
        return elements.map((element) => `${kind} ${element}`);
      case 'address': {
        const [street = '', postal = '', city = ''] = elements;
        return street === '' ? [] : [`a ${street} ${postal || city}`];
      }
      case 'related':
        return [];
    }
  });

/**
 * What a record shares with those it may be the same as: only records with a key in common are compared. `exact`: the same mailbox, number, page, address
 * or name. `loose`: names that sound or begin alike, worth comparing only while few share them. Names are too common in a large file, so they
 * come with what stands around them too: company, place, the host of the mailbox.
 */
export const blockingKeys = (plan: MatchPlan, features: Features, kind: 'exact' | 'loose'): readonly string[] => {
  const context = contextOf(plan, features);
  const around = (key: string): readonly string[] => [key, ...context.map((each) => `${key} ${each}`)];
  if (kind === 'loose') return (plan.naming === 'person' ? soundKeys(features) : titleKeys(features)).flatMap(around);
  const name = nameKey(plan, features);
  return [...exactKeys(plan, features), ...(name === '' ? [] : around(`n ${name}`))];
};
