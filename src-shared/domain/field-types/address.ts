import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { assertNever } from '../assert-never';
import { ADDRESS_PARTS, AddressValue, type AddressPart } from '../values';
import { cleanText } from './clean-text';
import type { FieldTypeRules } from './field-type';
import { COUNTING_AGGREGATES, TEXT_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

const NOWHERE: AddressValue = {
  street: '',
  city: '',
  state: '',
  postalCode: '',
  country: '',
  latitude: null,
  longitude: null,
};
const LIMITS: Readonly<Record<AddressPart, number>> = {
  street: 2000,
  city: 500,
  state: 500,
  postalCode: 100,
  country: 200,
};
const longerThan = (part: AddressPart, limit: number): MessageDescriptor => {
  switch (part) {
    case 'street':
      return msg`The street is longer than ${limit} characters`;
    case 'city':
      return msg`The city is longer than ${limit} characters`;
    case 'state':
      return msg`The state is longer than ${limit} characters`;
    case 'postalCode':
      return msg`The postal code is longer than ${limit} characters`;
    case 'country':
      return msg`The country is longer than ${limit} characters`;
    default:
      return assertNever(part);
  }
};
const MAX_ADDRESS_TEXT = 10_000;
const STATE_AND_CODE = /^(.*?)\s*\b([A-Z]{2})\s+(\d{5}(?:-\d{4})?)$/;
const CODE_AND_CITY = /^((?:[A-Z]{1,2}-)?\d{4,6}|\d{4}\s[A-Z]{2}|\d{3}\s\d{2})\s+(\p{L}.*)$/u;
const CITY_AND_CODE = /^(\p{L}.*?)\s+([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|\d{4,6})$/u;

/** A part that is a postal code and nothing else. */
const ONLY_CODE = /^(?:(?:[A-Z]{1,2}-)?\d{3,6}(?:[ -]\d{2,4})?|[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|\d{4}\s?[A-Z]{2})$/;

/** Splits at commas and line ends outside quotes; empty parts stay, quotes go. */
const splitParts = (text: string): readonly string[] => {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  let wasQuoted = false;
  const end = (): void => {
    parts.push(wasQuoted ? cleanText(part.replace(/^\s*"|"\s*$/g, '').replaceAll('""', '"')) : cleanText(part));
    part = '';
    wasQuoted = false;
  };
  for (const char of text) {
    if (isQuoted) isQuoted = char !== '"';
    else if (char === '"' && (part.endsWith('"') || part.trim() === '')) isQuoted = wasQuoted = true;
    else if (char === ',' || char === '\n') {
      end();
      continue;
    }
    part += char;
  }
  end();
  return parts;
};

const coordinate = (text: string, limit: number): number | undefined => {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && Math.abs(value) <= limit ? value : undefined;
};

/** "street, city, state, postal code, country", empty ones included; with coordinates two more. */
const fromPositions = (parts: readonly string[]): AddressValue | undefined => {
  const [street = '', city = '', state = '', postalCode = '', country = '', latitude, longitude] = parts;
  const address = { ...NOWHERE, street, city, state, postalCode, country };
  if (parts.length === 5) return address;
  if (parts.length !== 7) return undefined;
  const lat = latitude === '' ? null : coordinate(latitude ?? '', 90);
  const lng = longitude === '' ? null : coordinate(longitude ?? '', 180);
  return lat === undefined || lng === undefined ? undefined : { ...address, latitude: lat, longitude: lng };
};

/** "Storgatan 1, Gothenburg, 411 06, Sweden": where a part is a postal code, the others are told by their places before and after it. */
const fromCode = (parts: readonly string[]): AddressValue | undefined => {
  const at = parts.findIndex((part, index) => ONLY_CODE.test(part) && (index > 0 || parts.length === 1));
  if (at < 0 || at > 3 || parts.length > at + 2) return undefined;
  const before = parts.slice(0, at);
  const [street = ''] = /\d/.test(before[0] ?? '') || before.length === 3 ? before.splice(0, 1) : [];
  const [city = '', state = '', ...others] = before;
  if (others.length > 0) return undefined;
  return { ...NOWHERE, street, city, state, postalCode: parts[at] ?? '', country: parts[at + 1] ?? '' };
};

/** Reads what people write on envelopes. What cannot be told apart stays in the street, so that nothing is lost. */
const fromEnvelope = (lines: readonly string[]): AddressValue => {
  const rest = [...lines];
  const coded = fromCode(rest);
  if (coded) return coded;
  if (rest.length === 1) return { ...NOWHERE, street: rest[0] ?? '' };
  for (let index = rest.length - 1; index > 0; index -= 1) {
    const line = rest[index] ?? '';
    const american = STATE_AND_CODE.exec(line);
    const continental = CODE_AND_CITY.exec(line);
    const british = CITY_AND_CODE.exec(line);
    if (!american && !continental && !british) continue;
    const country = rest.slice(index + 1).join(', ');
    const before = rest.slice(0, index);
    if (american) {
      const [, place = '', state = '', postalCode = ''] = american;
      const city = place !== '' ? place : before.length > 1 ? (before.pop() ?? '') : '';
      return { ...NOWHERE, street: before.join(', '), city, state, postalCode, country };
    }
    const [postalCode = '', city = ''] = continental ? [continental[1], continental[2]] : [british?.[2], british?.[1]];
    return { ...NOWHERE, street: before.join(', '), city, postalCode, country };
  }
  const [first = ''] = rest;
  if (/\d/.test(first)) {
    const [street = '', city = '', ...others] = rest;
    return { ...NOWHERE, street, city, country: others.pop() ?? '', state: others.join(', ') };
  }
  if (rest.length === 2) return { ...NOWHERE, city: first, state: rest[1] ?? '' };
  return { ...NOWHERE, street: rest.join(', ') };
};

const parseAddress = (text: string): AddressValue => {
  const parts = splitParts(text);
  return fromPositions(parts) ?? fromEnvelope(parts.filter((part) => part !== ''));
};

const isAddress = (value: unknown): value is AddressValue => AddressValue.safeParse(value).success;

const isSame = (a: AddressValue, b: AddressValue): boolean =>
  ADDRESS_PARTS.every((part) => a[part] === b[part]) && a.latitude === b.latitude && a.longitude === b.longitude;

const quoteIfNeeded = (part: string): string => (/[",\n]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part);

export const isEmptyAddress = (address: AddressValue): boolean => isSame(address, NOWHERE);

/** Plain text is the parts that are there, comma-separated, where that is read back the same; else all parts in their places. */
export const addressRules: FieldTypeRules = {
  type: 'address',
  settings: [],
  canBeUnique: false,
  operators: TEXT_OPERATORS,
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: false,
  parseText: (text) => {
    if (text.length > MAX_ADDRESS_TEXT) return refused(msg`Longer than ${MAX_ADDRESS_TEXT} characters`);
    const address = parseAddress(text);
    const tooLong = ADDRESS_PARTS.find((part) => address[part].length > LIMITS[part]);
    if (tooLong) return refused(longerThan(tooLong, LIMITS[tooLong]));
    return parsed(isEmptyAddress(address) ? null : address);
  },
  formatText: (value) => {
    if (!isAddress(value)) return '';
    const parts = ADDRESS_PARTS.map((part) => value[part]);
    const short = parts
      .filter((part) => part !== '')
      .map(quoteIfNeeded)
      .join(', ');
    if (isSame(parseAddress(short), value)) return short;
    const hasPlace = value.latitude !== null || value.longitude !== null;
    const coordinates = hasPlace ? [String(value.latitude ?? ''), String(value.longitude ?? '')] : [];
    return [...parts.map(quoteIfNeeded), ...coordinates].join(', ').trim();
  },
  isEmpty: (value) => value === null || (isAddress(value) && isEmptyAddress(value)),
};
