import { displayName } from '@shared/domain/field-types/full-name';
import { isRichDocument } from '@shared/domain/rich-text/document';
import {
  ADDRESS_PARTS,
  type ActorValue,
  type AddressValue,
  type CurrencyValue,
  type FieldValue,
  type FileValue,
  type FullNameValue,
  type MorphValue,
  type RelationValue,
  type StageValue,
} from '@shared/domain/values';

type Shape = Exclude<FieldValue, null | string | number | boolean | readonly unknown[]>;
const isShape = (value: FieldValue | undefined): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isMoney = (value: FieldValue | undefined): value is CurrencyValue =>
  isShape(value) && 'amountMinor' in value;
export const isFullName = (value: FieldValue | undefined): value is FullNameValue => isShape(value) && 'first' in value;
export const isAddress = (value: FieldValue | undefined): value is AddressValue =>
  isShape(value) && 'postalCode' in value;
export const isMorph = (value: FieldValue | undefined): value is MorphValue =>
  isShape(value) && 'id' in value && 'object' in value;
export const isRelation = (value: FieldValue | undefined): value is RelationValue => isShape(value) && 'id' in value;
export const isActor = (value: FieldValue | undefined): value is ActorValue => isShape(value) && 'kind' in value;

export const isStage = (value: FieldValue | undefined): value is StageValue => isShape(value) && 'since' in value;

export const textsOf = (value: FieldValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

export const filesOf = (value: FieldValue | undefined): readonly FileValue[] =>
  Array.isArray(value) ? value.filter((each): each is FileValue => typeof each === 'object') : [];

/** The links of a many-to-many relation. */
export const linksOf = (value: FieldValue | undefined): readonly RelationValue[] =>
  Array.isArray(value)
    ? value.filter((each): each is RelationValue => typeof each === 'object' && each !== null && 'title' in each)
    : [];

/** "59.91, 10.75", as maps take it; "" where the place is not known. */
const coordinatesText = ({ latitude, longitude }: AddressValue): string =>
  latitude === null && longitude === null ? '' : `${latitude ?? '?'}, ${longitude ?? '?'}`;

/** One line, the parts that are known, street last: a list is read by place. */
export const addressLine = (address: AddressValue): string =>
  [address.city, address.state, address.country].filter(Boolean).join(', ') ||
  [address.street, address.postalCode].filter(Boolean).join(', ') ||
  coordinatesText(address);

/** Where the place comes before its postal code. */
const CITY_FIRST =
  /^(us|usa|united states( of america)?|ca|canada|au|australia|nz|new zealand|gb|uk|united kingdom|ie|ireland|in|india)$/i;

/** As it stands on an envelope, in the order of its country. */
export const addressLines = (address: AddressValue): readonly string[] => {
  const { street, city, state, postalCode, country } = address;
  const places = CITY_FIRST.test(country.trim())
    ? [[city, [state, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')]
    : [[postalCode, city].filter(Boolean).join(' '), state];
  return [...street.split('\n'), ...places, country, coordinatesText(address)].filter(Boolean);
};

/** Nothing to show: also for shapes whose parts are all empty. */
export const isEmptyValue = (value: FieldValue | undefined): boolean => {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isFullName(value)) return displayName(value) === '';
  if (isRichDocument(value)) return value.content.length === 0;
  if (isAddress(value))
    return ADDRESS_PARTS.every((part) => value[part] === '') && value.latitude === null && value.longitude === null;
  return false;
};

/** A value that is one plain thing, as text; shapes and lists are none. */
export const plainText = (value: FieldValue | undefined): string =>
  value === null || value === undefined || typeof value === 'object' ? '' : String(value);
