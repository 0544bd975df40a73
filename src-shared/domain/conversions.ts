import type { FieldType } from './schema';

const TEXTS: readonly FieldType[] = ['text', 'longText'];
/** Types that are no text, but have one that says all of the value. */
const READABLE: readonly FieldType[] = [
  'number',
  'integer',
  'percent',
  'currency',
  'boolean',
  'date',
  'dateTime',
  'select',
  'multiSelect',
  'rating',
  'fullName',
  'emails',
  'phones',
  'links',
  'address',
  'array',
  'json',
  'member',
  'autoNumber',
  'richText',
  'stage',
];
/** Types whose values may stand for one another. */
const FAMILIES: readonly (readonly FieldType[])[] = [
  ['number', 'integer', 'percent', 'currency', 'rating'],
  ['date', 'dateTime'],
  ['select', 'multiSelect', 'array'],
  ['emails', 'phones', 'links', 'array'],
  ['boolean', 'select'],
  ['stage', 'select'],
];
/** Running numbers are given, not read; stages need to be known before a text can name one, as the options of a select are. */
const isTarget =
  (from: FieldType) =>
  (to: FieldType): boolean =>
    to !== from && to !== 'autoNumber' && (to !== 'stage' || from === 'select');

/** The types that a field's values can be converted to; the closest first. Nothing for relations and files: a text does not say all of them. */
export const conversionsOf = (from: FieldType): readonly FieldType[] => {
  if (TEXTS.includes(from)) return [...TEXTS, ...READABLE].filter(isTarget(from));
  if (!READABLE.includes(from)) return [];
  const kin = FAMILIES.filter((family) => family.includes(from)).flat();
  return [...new Set([...kin, ...TEXTS])].filter(isTarget(from));
};
