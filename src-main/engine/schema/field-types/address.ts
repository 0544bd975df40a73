import { msg } from '@lingui/core/macro';
import { addressRules, isEmptyAddress } from '@shared/domain/field-types/address';
import { cleanText, foldCase } from '@shared/domain/field-types/clean-text';
import { readNumber } from '@shared/domain/field-types/number-text';
import { ADDRESS_PARTS, AddressValue, type FieldInput, type FieldValue } from '@shared/domain/values';
import type { FieldTypeStorage } from './field-type-storage';
import { badValue } from './operands';
import { numberOrNull } from './number';
import { readText } from './parse-context';
import { textOrNull } from './text';
import { textCondition } from './text-condition';

const SHAPE = '{ street, city, state, postalCode, country, latitude, longitude }';

const TEXT_COLUMNS = ADDRESS_PARTS.length;

const wholeAddress = (columns: readonly string[]): string =>
  `nullif(concat_ws(' ', ${columns.slice(0, TEXT_COLUMNS).join(', ')}), '')`;

const textOf = (address: AddressValue): string =>
  ADDRESS_PARTS.map((part) => address[part])
    .filter((text) => text !== '')
    .join(' ');

/** Within the limit of every part. */
const SHORT_PART = 100;
const TEXT_PARTS: ReadonlySet<string> = new Set(ADDRESS_PARTS);

/** An address of some short texts, as nearly all are: it needs no schema to be checked. Undefined: ask the schema. */
const shortAddress = (input: FieldInput): AddressValue | undefined => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  for (const key of Object.keys(input)) {
    const part = input[key];
    if (!TEXT_PARTS.has(key) || typeof part !== 'string' || part.length > SHORT_PART) return undefined;
  }
  return { street: '', city: '', state: '', postalCode: '', country: '', latitude: null, longitude: null, ...input };
};

/** Coordinates come as texts out of files. */
const readCoordinates = (input: FieldInput): FieldInput => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const read = ['latitude', 'longitude'].flatMap((part) => {
    const text = input[part];
    if (typeof text !== 'string') return [];
    return [[part, text.trim() === '' ? null : (readNumber(text, false) ?? text)] as const];
  });
  return read.length === 0 ? input : { ...input, ...Object.fromEntries(read) };
};

/** What `normalize` or `fromColumns` made: its shape alone tells. A schema here would be run for every row of an import. */
const storedAddress = (stored: FieldValue): AddressValue | undefined =>
  typeof stored === 'object' && stored !== null && 'postalCode' in stored ? stored : undefined;

/** Conditions on the whole see the parts with a space between; sorted by country, city, street. */
export const addressStorage: FieldTypeStorage = {
  type: 'address',
  columns: [
    { suffix: '__street', sqlType: 'TEXT' },
    { suffix: '__city', sqlType: 'TEXT' },
    { suffix: '__state', sqlType: 'TEXT' },
    { suffix: '__postal_code', sqlType: 'TEXT' },
    { suffix: '__country', sqlType: 'TEXT' },
    { suffix: '__latitude', sqlType: 'REAL' },
    { suffix: '__longitude', sqlType: 'REAL' },
  ],
  parts: {
    street: { column: 0, type: 'text' },
    city: { column: 1, type: 'text' },
    state: { column: 2, type: 'text' },
    postalCode: { column: 3, type: 'text' },
    country: { column: 4, type: 'text' },
    latitude: { column: 5, type: 'number' },
    longitude: { column: 6, type: 'number' },
  },
  normalize: (input, context) => {
    if (input === null) return null;
    if (typeof input === 'string') return readText(addressRules, input, context);
    const given = shortAddress(input) ?? AddressValue.safeParse(readCoordinates(input)).data;
    if (!given) {
      throw badValue(msg`An address is given as text or as ${SHAPE}`);
    }
    const address: AddressValue = {
      street: cleanText(given.street),
      city: cleanText(given.city),
      state: cleanText(given.state),
      postalCode: cleanText(given.postalCode),
      country: cleanText(given.country),
      latitude: given.latitude,
      longitude: given.longitude,
    };
    return isEmptyAddress(address) ? null : address;
  },
  toColumns: (stored) => {
    const address = storedAddress(stored);
    return [
      ...ADDRESS_PARTS.map((part) => textOrNull(address?.[part])),
      address?.latitude ?? null,
      address?.longitude ?? null,
    ];
  },
  fromColumns: (columns) => {
    if (columns.every((column) => column === null)) return null;
    const [street, city, state, postalCode, country, latitude, longitude] = columns;
    return {
      street: textOrNull(street) ?? '',
      city: textOrNull(city) ?? '',
      state: textOrNull(state) ?? '',
      postalCode: textOrNull(postalCode) ?? '',
      country: textOrNull(country) ?? '',
      latitude: numberOrNull(latitude),
      longitude: numberOrNull(longitude),
    };
  },
  indexedValues: (stored) => {
    const address = storedAddress(stored);
    return address ? [foldCase(textOf(address)).slice(0, 500)] : [];
  },
  searchText: (stored) => {
    const address = storedAddress(stored);
    return address ? textOf(address) : '';
  },
  sortKeys: ([street = 'NULL', city = 'NULL', state = 'NULL', postalCode = 'NULL', country = 'NULL']) => [
    `coalesce(${country}, ${state}, ${city}, ${street}, ${postalCode}) COLLATE NOCASE`,
    `${city} COLLATE NOCASE`,
    `${street} COLLATE NOCASE`,
  ],
  condition: (op, operand, columns) =>
    op === 'isEmpty' || op === 'isNotEmpty'
      ? { sql: op === 'isEmpty' ? allNull(columns) : `(NOT ${allNull(columns)})`, params: [] }
      : textCondition('address', wholeAddress(columns), op, operand),
  emptyCondition: (columns) => allNull(columns),
};

/** A pair of coordinates alone is an address too. */
const allNull = (columns: readonly string[]): string =>
  `(${columns.map((column) => `${column} IS NULL`).join(' AND ')})`;
