import { foldCase, foldText } from '@shared/domain/field-types/clean-text';
import { isTextList } from '@shared/domain/field-types/list-text';
import { linkHost } from '@shared/domain/field-types/links';
import type { AddressValue, FieldValue } from '@shared/domain/values';
import type { SqlValue } from '../../storage/db';
import { isSharedHost, linkKey, mailboxOf, phoneEnd } from './addresses.rules';
import { companyWords } from './company-words';
import { hash32 } from './hash.rules';
import type { MatchPlan, SignalKind } from './match-plan';

/** What is compared of a record: folded, so that the same in the world is the same here. Everything may be empty. */
export interface Features {
  /** A person's given and family names; of anything else the words of its title, legal form left out, and nothing. */
  readonly first: string;
  readonly last: string;
  /** By the place of their signal in the plan. */
  readonly signals: readonly (readonly string[])[];
}

/** More elements of a list are not looked at. */
const MAX_ELEMENTS = 8;

const words = (text: string): string =>
  foldText(text)
    .replace(/['’`´.]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

const listOf = (stored: FieldValue, normal: (element: string) => string | undefined): readonly string[] => {
  if (!isTextList(stored)) return [];
  const elements = stored.slice(0, MAX_ELEMENTS).map(normal);
  return [...new Set(elements.filter((element) => element !== undefined && element !== ''))] as readonly string[];
};

const isAddress = (stored: FieldValue): stored is AddressValue =>
  typeof stored === 'object' && stored !== null && 'postalCode' in stored;

/** Street, postal code and city, in this order. */
const addressParts = (stored: FieldValue): readonly string[] => {
  if (!isAddress(stored)) return [];
  const street = words(stored.street)
    .replace(/str(?:asse|eet)?\b/g, 'st')
    .replace(/\b(?:road|avenue)\b/g, (way) => way.slice(0, 2));
  const parts = [street, words(stored.postalCode).replaceAll(' ', ''), words(stored.city)];
  return parts.every((part) => part === '') ? [] : parts;
};

/** A web page as the host that is its owner's own, else as where it is. */
const linkOf = (link: string): string => {
  const host = linkHost(link);
  return host !== '' && !isSharedHost(host) ? host : linkKey(link);
};

const NORMAL: Readonly<Record<SignalKind, (stored: FieldValue) => readonly string[]>> = {
  email: (stored) => listOf(stored, (email) => mailboxOf(foldCase(email))),
  phone: (stored) => listOf(stored, phoneEnd),
  link: (stored) => listOf(stored, linkOf),
  address: addressParts,
  // Only ever compared: thirty-two bits tell records apart as well as a hundred, and a million of them are kept.
  related: (stored) => (typeof stored === 'string' ? [hash32(stored).toString(36)] : []),
};

/** A whole name in one of its parts is taken to pieces. */
const personName = (first: string, last: string): Pick<Features, 'first' | 'last'> => {
  const whole = `${first} ${last}`.trim();
  const space = whole.lastIndexOf(' ');
  if ((first !== '' && last !== '') || space < 0) return { first, last };
  return { first: whole.slice(0, space), last: whole.slice(space + 1) };
};

const nameOf = ({ naming, name }: MatchPlan, stored: FieldValue): Pick<Features, 'first' | 'last'> => {
  if (naming === 'person') {
    const isName = typeof stored === 'object' && stored !== null && 'first' in stored && 'last' in stored;
    return isName ? personName(words(stored.first), words(stored.last)) : { first: '', last: '' };
  }
  const text = stored === null ? '' : name.rules.formatText(stored, { settings: name.def.settings });
  return { first: companyWords(foldText(text)).join(' '), last: '' };
};

/** What a record's stored values say, in the order of the plan: the name, then each signal. */
export const featuresOfValues = (plan: MatchPlan, name: FieldValue, values: readonly FieldValue[]): Features => ({
  ...nameOf(plan, name),
  signals: plan.signals.map(({ kind }, at) => NORMAL[kind](values[at] ?? null)),
});

/** The same of the cells of `plan.columns`, which begin at `from`. */
export const featuresOfCells = (plan: MatchPlan, cells: readonly SqlValue[], from = 0): Features => {
  let at = from + plan.name.columns.length;
  const stored = (
    kind: SignalKind,
    columns: readonly string[],
    fromColumns: (cells: readonly SqlValue[]) => FieldValue,
  ) => {
    const own = cells.slice(at, at + columns.length);
    at += columns.length;
    if (own.every((cell) => cell === null)) return null;
    // A relation's cell is the id itself, which its type would wrap.
    return kind === 'related' ? (typeof own[0] === 'string' ? own[0] : null) : fromColumns(own);
  };
  const name = plan.name.storage.fromColumns(cells.slice(from, at));
  const values = plan.signals.map(({ kind, field }) => stored(kind, field.columns, field.storage.fromColumns));
  return featuresOfValues(plan, name, values);
};

const PART = '\u001f';
const ELEMENT = '\u001e';

/** As one text; folded words hold none of its marks, other values are stripped of them when they are written. */
export const packFeatures = ({ first, last, signals }: Features): string =>
  [first, last, ...signals.map((elements) => elements.join(ELEMENT))].join(PART);

export const unpackFeatures = (text: string): Features => {
  const [first = '', last = '', ...signals] = text.split(PART);
  return { first, last, signals: signals.map((elements) => (elements === '' ? [] : elements.split(ELEMENT))) };
};
