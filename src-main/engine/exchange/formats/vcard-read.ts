import { splitFullName } from '@shared/domain/field-types/full-name';
import { flat, isRest, partsOf, restOf, text } from './vcard-details';
import { type Card, type CardProperty, isBase64 } from './vcard-syntax';

/**
 * A card as cells, so that it takes the way of every other file. The headers are ones that column matching knows;
 * what has no cell of its own goes into "Other details", so that nothing of a card is lost.
 */
export const CARD_COLUMNS = [
  'First name',
  'Last name',
  'E-mails',
  'Phones',
  'Company',
  'Job title',
  'Street',
  'City',
  'State',
  'Postal code',
  'Country',
  'Birthday',
  'Links',
  'Photo',
  'Notes',
  'Other details',
] as const;
/** Heads the notes that hold what has no place of its own. */
export const DETAILS_TITLE = 'From the address book';
export const DETAILS_COLUMN = 'Other details';
export type CardColumn = (typeof CARD_COLUMNS)[number];

const appleLabels = (card: Card): ReadonlyMap<string, string> =>
  new Map(
    card.properties.flatMap((property) =>
      property.name === 'X-ABLABEL' && property.group !== ''
        ? [[property.group, text(property).replace(/^_\$!<(.*)>!\$_$/, '$1')] as const]
        : [],
    ),
  );

/** 1 is liked best (RFC 6350 5.3); a card that only marks one, as 3.0 does, marks it 1. */
const preferenceOf = (property: CardProperty): number => {
  const given = Number(property.params.get('PREF') ?? Number.NaN);
  return Number.isNaN(given) ? (property.types.includes('PREF') || property.params.has('PREF') ? 1 : 101) : given;
};
/** Preferred first, order kept, no value twice. */
const inOrder = (properties: readonly CardProperty[], clean: (value: string) => string): readonly string[] => {
  const sorted = properties.toSorted((a, b) => preferenceOf(a) - preferenceOf(b));
  return [...new Set(sorted.map((property) => clean(text(property))).filter((value) => value !== ''))];
};

/** "1980-03-22" out of the forms that the versions allow; a day without a year is no date. */
const parseCardDate = (value: string): string | undefined => {
  const match = /^(\d{4})(?:-?(\d{2})-?(\d{2})|[-/.](\d{1,2})[-/.](\d{1,2}))(?:[T ].*)?$/.exec(value);
  if (!match) return undefined;
  const [, year = ''] = match;
  const [month, day] = [match[2] ?? match[4] ?? '', match[3] ?? match[5] ?? ''].map((part) => part.padStart(2, '0'));
  const isReal = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  return isReal ? `${year}-${month}-${day}` : undefined;
};

const SNIFFED: readonly (readonly [string, string])[] = [
  ['/9j/', 'image/jpeg'],
  ['iVBORw', 'image/png'],
  ['R0lGOD', 'image/gif'],
];
/** The photo as a data address, or undefined when the card only links to one. */
const photoOf = (property: CardProperty): string | undefined => {
  const value = property.value.replaceAll(/\s/g, '');
  if (/^data:[^,]*;base64,/i.test(value)) return value;
  if (!isBase64(property) || value === '') return undefined;
  const mime = SNIFFED.find(([start]) => value.startsWith(start))?.[1] ?? 'application/octet-stream';
  return `data:${mime};base64,${value}`;
};

interface CardName {
  readonly first: string;
  readonly last: string;
  readonly middle: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly full: string;
}

const nameOf = (card: Card): CardName => {
  const find = (name: string) => card.properties.find((property) => property.name === name);
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = partsOf(find('N'));
  const rest = { middle, prefix, suffix };
  const fullName = find('FN');
  const shown = fullName ? text(fullName) : '';
  // A card must say a name; programs write the e-mail there where they know none, as we do.
  const isStandIn =
    find('N') === undefined || given !== '' || family !== ''
      ? false
      : card.properties.some((property) => property.name === 'EMAIL' && text(property) === shown);
  const full = isStandIn ? '' : shown;
  return given !== '' || family !== ''
    ? { first: given, last: family, ...rest, full }
    : { ...splitFullName(full), ...rest, full };
};

const ADDRESS_PARTS = 7;
/** Post box, extension and street make one street; city, state, postal code and country follow (RFC 6350 6.3.1). */
const addressOf = (property: CardProperty): readonly [string, string, string, string, string] => {
  const parts = partsOf(property);
  const [box = '', extension = '', street = '', city = '', state = '', code = '', country = ''] = parts.slice(
    0,
    ADDRESS_PARTS,
  );
  return [[box, extension, street].filter((part) => part !== '').join('\n'), city, state, code, country];
};

/** Commas and semicolons are pauses on a dial pad, but part the numbers of a list. */
const withoutSeparators = (phone: string): string => phone.replaceAll(/[,;\s]+/g, ' ').trim();
const isEmailLike = (value: string): boolean => /^[^\s@]+@[^\s@]+$/.test(value);
const isLink = (value: string): boolean => /^(?:https?:\/\/)?[^\s/@]+\.[^\s/@]{2,}(?:[/?#]\S*)?$/i.test(value);

/** Whether a card stands for a list of contacts, not for one of them. */
export const isGroupCard = (card: Card): boolean =>
  card.properties.some(
    (property) => /^(?:X-ADDRESSBOOKSERVER-)?KIND$/.test(property.name) && text(property).toLowerCase() === 'group',
  );

/** A card's cells, in the order of `CARD_COLUMNS`. */
export const cardToCells = (card: Card): readonly string[] => {
  const labels = appleLabels(card);
  const named = (...names: readonly string[]) => card.properties.filter((property) => names.includes(property.name));
  const details: string[] = [];
  const detail = (label: string, value: string): void => {
    if (value !== '') details.push(`${label}: ${value}`);
  };
  const name = nameOf(card);
  if (name.full !== `${name.first} ${name.last}`.trim()) detail('Full name', name.full);
  detail('Prefix', name.prefix);
  detail('Middle name', name.middle);
  detail('Suffix', name.suffix);

  const emails = inOrder(named('EMAIL'), (value) => value.replace(/^mailto:/i, ''));
  const goodEmails = emails.filter(isEmailLike);
  for (const email of emails) if (!isEmailLike(email)) detail('E-mail', email);

  const phones = inOrder(named('TEL'), (value) => value.replace(/^tel:/i, ''));
  for (const phone of phones) if (withoutSeparators(phone) !== phone) detail('Phone', phone);
  for (const phone of named('TEL')) {
    const kinds = phone.types.filter((type) => !['VOICE', 'PREF'].includes(type));
    const label = labels.get(phone.group) ?? kinds.join(' ').toLowerCase();
    if (/fax|pager|assistant/i.test(label)) detail(`Phone (${label})`, text(phone));
  }

  const organizations = named('ORG').map((property) => partsOf(property));
  const company = organizations[0]?.[0] ?? '';
  const [, ...departments] = organizations[0] ?? [];
  detail('Department', departments.filter((part) => part !== '').join(', '));
  for (const other of organizations.slice(1)) {
    if (other[0] !== company) detail('Company', other.filter((part) => part !== '').join(', '));
  }
  const titles = named('TITLE').map(text);
  for (const other of titles.slice(1)) detail('Job title', other);

  const addresses = named('ADR')
    .map(addressOf)
    .filter((parts) => parts.some((part) => part !== ''));
  const [street, city, state, code, country] = addresses[0] ?? ['', '', '', '', ''];
  for (const other of addresses.slice(1)) detail('Address', flat(other));

  // Apple writes a year of its own where nobody knows the year.
  const birthdays = named('BDAY').map((property) => {
    const unknownYear = property.params.get('X-APPLE-OMIT-YEAR');
    const value = text(property);
    return unknownYear !== undefined && value.startsWith(unknownYear) ? `-${value.slice(unknownYear.length)}` : value;
  });
  const birthday = birthdays.map(parseCardDate).find((date) => date !== undefined) ?? '';
  if (birthday === '') for (const other of birthdays) detail('Birthday', other);

  const links = inOrder(named('URL'), (value) => value);
  for (const link of links) if (!isLink(link)) detail('Link', link);

  const photos = named('PHOTO');
  const photo = photos.map(photoOf).find((data) => data !== undefined) ?? '';
  if (photo === '') for (const other of photos) detail('Photo', text(other).slice(0, 2000));

  // Only labels that somebody gave: "home" and "work" stand on nearly every value.
  for (const property of named('EMAIL', 'URL', 'ADR')) {
    const label = labels.get(property.group);
    if (label !== undefined && label !== '')
      detail(label, property.name === 'ADR' ? flat(addressOf(property)) : text(property));
  }
  for (const property of card.properties)
    if (isRest(property, addresses.length > 0)) detail(...restOf(property, labels));

  const cells: Readonly<Record<CardColumn, string>> = {
    'First name': name.first,
    'Last name': name.last,
    'E-mails': goodEmails.join('\n'),
    Phones: phones.map(withoutSeparators).join('\n'),
    Company: company,
    'Job title': titles[0] ?? '',
    Street: street,
    City: city,
    State: state,
    'Postal code': code,
    Country: country,
    Birthday: birthday,
    Links: links.filter(isLink).join('\n'),
    Photo: photo,
    Notes: named('NOTE')
      .map(text)
      .filter((note) => note !== '')
      .join('\n\n'),
    'Other details': [...new Set(details)].join('\n'),
  };
  return CARD_COLUMNS.map((column) => cells[column]);
};
