import { type CardProperty, isBase64, splitUnescaped, unescapeValue } from './vcard-syntax';

const LABELS: Readonly<Record<string, string>> = {
  NICKNAME: 'Nickname',
  ROLE: 'Role',
  CATEGORIES: 'Categories',
  ANNIVERSARY: 'Anniversary',
  'X-ANNIVERSARY': 'Anniversary',
  'X-MS-ANNIVERSARY': 'Anniversary',
  'X-EVOLUTION-ANNIVERSARY': 'Anniversary',
  'X-ABDATE': 'Date',
  'X-ABRELATEDNAMES': 'Related',
  RELATED: 'Related',
  'X-SPOUSE': 'Spouse',
  'X-MS-SPOUSE': 'Spouse',
  'X-MANAGER': 'Manager',
  'X-ASSISTANT': 'Assistant',
  'X-PHONETIC-FIRST-NAME': 'Phonetic first name',
  'X-PHONETIC-LAST-NAME': 'Phonetic last name',
  'X-GENDER': 'Gender',
  GENDER: 'Gender',
  IMPP: 'Messenger',
  'X-AIM': 'AIM',
  'X-ICQ': 'ICQ',
  'X-JABBER': 'Jabber',
  'X-MSN': 'MSN',
  'X-SKYPE': 'Skype',
  'X-SKYPE-USERNAME': 'Skype',
  'X-YAHOO': 'Yahoo',
  'X-QQ': 'QQ',
  'X-GOOGLE-TALK': 'Google Talk',
  'X-TWITTER': 'Twitter',
  'X-SOCIALPROFILE': 'Profile',
  FBURL: 'Free/busy address',
  CALURI: 'Calendar address',
  GEO: 'Coordinates',
  TZ: 'Time zone',
  LANG: 'Language',
  MAILER: 'Mail program',
  LABEL: 'Address',
  AGENT: 'Agent',
  SOUND: 'Spoken name',
  'X-WAB-GENDER': 'Gender',
};
/** Read into cells of their own. */
const HAS_CELL = new Set(['N', 'FN', 'EMAIL', 'TEL', 'ORG', 'TITLE', 'ADR', 'BDAY', 'URL', 'PHOTO', 'NOTE']);
/** Bookkeeping of the program that wrote the card, and forms of what is read elsewhere. */
const IGNORED = new Set([
  'VERSION',
  'PRODID',
  'REV',
  'UID',
  'SORT-STRING',
  'KEY',
  'CLASS',
  'PROFILE',
  'KIND',
  'NAME',
  'CLIENTPIDMAP',
  'X-ABLABEL',
  'X-ABADR',
  'X-ABSHOWAS',
  'X-ABUID',
  'X-IRMC-LUID',
  'X-ADDRESSBOOKSERVER-KIND',
  'XML',
]);

/** A property's value as one text. */
export const text = (property: CardProperty): string => unescapeValue(property.value).replaceAll('\r\n', '\n').trim();
/** The parts of a value that semicolons part. */
export const partsOf = (property: CardProperty | undefined): readonly string[] =>
  property
    ? splitUnescaped(property.value, ';').map((part) =>
        unescapeValue(part.replaceAll('\r\n', '\n').replaceAll(/(?<!\\),\s*/g, ', ')).trim(),
      )
    : [];

/** Parts on one line. */
export const flat = (parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .join(', ')
    .replaceAll('\n', ', ');

const ANDROID_CUSTOM = 'X-ANDROID-CUSTOM';
const ANDROID_KINDS: Readonly<Record<string, string>> = {
  nickname: 'Nickname',
  relation: 'Related',
  contact_event: 'Date',
};
/** Types of events and relations that Android numbers (ContactsContract.CommonDataKinds). */
const ANDROID_EVENTS: Readonly<Record<string, string>> = { 1: 'Anniversary', 3: 'Birthday' };

/** "vnd.android.cursor.item/contact_event;2015-05-05;1;;": what Android keeps beyond the standard. */
const androidDetail = (property: CardProperty): readonly [label: string, value: string] => {
  const [kind = '', value = '', type = '', name = ''] = partsOf(property);
  const item = kind.slice(kind.indexOf('/') + 1);
  const event = item === 'contact_event' ? ANDROID_EVENTS[type] : undefined;
  return [name || event || ANDROID_KINDS[item] || item, value];
};

/** Whether a property has no cell of its own and says something all the same. */
export const isRest = (property: CardProperty, hasAddress: boolean): boolean => {
  if (HAS_CELL.has(property.name) || IGNORED.has(property.name) || isBase64(property)) return false;
  // The same address once more, as it is printed.
  if (property.name === 'LABEL' && hasAddress) return false;
  // What Android and Google call everybody is no group.
  return !(property.name === 'CATEGORIES' && /^my ?contacts$/i.test(text(property)));
};

/** How a property without a cell is told: its label, and of which kind it is, with its value. */
export const restOf = (
  property: CardProperty,
  labels: ReadonlyMap<string, string>,
): readonly [label: string, value: string] => {
  if (property.name === ANDROID_CUSTOM) return androidDetail(property);
  const name = property.name.replace(/^X-/, '').toLowerCase();
  const label = LABELS[property.name] ?? name;
  const kind =
    property.params.get('X-SERVICE-TYPE') ??
    property.types
      .filter((type) => !['PREF', 'INTERNET', 'X-IRMC-N', 'WORK', 'HOME'].includes(type))
      .join(' ')
      .toLowerCase();
  return [labels.get(property.group) ?? (kind === '' ? label : `${label} (${kind})`), flat(partsOf(property))];
};
