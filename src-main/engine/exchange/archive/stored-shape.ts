import { assertNever } from '@shared/domain/assert-never';
import { isDay } from '@shared/domain/field-types/day';
import { cleanLink } from '@shared/domain/field-types/links';
import { isRecordId } from '@shared/domain/ids';
import { cleanDocument } from '@shared/domain/rich-text/clean-document';
import type { FieldType } from '@shared/domain/schema';
import { ActorValue, AddressValue, CurrencyValue, FileValue, FullNameValue, StageValue } from '@shared/domain/values';

/** The last instant that JavaScript knows (ECMA-262 21.4.1.1). */
const MAX_MS = 8.64e15;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && !value.includes('\0');
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const isListOf = (value: unknown, isElement: (element: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isElement);

const isJson = (value: unknown): boolean => {
  if (!isText(value)) return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
};

/** A document whose links and marks are such as the editor makes. */
const isCleanDocument = (value: unknown): boolean => {
  try {
    cleanDocument(value);
    return true;
  } catch {
    return false;
  }
};

const isMorph = (value: unknown): boolean => {
  if (!isText(value)) return false;
  const colon = value.indexOf(':');
  return colon > 0 && isRecordId(value.slice(colon + 1));
};

/**
 * Whether a value has the form in which a field of the type keeps it. The rules of the field (bounds, patterns, options) are not asked: they may have been made after the
 * value. What would run code where it is opened is none.
 */
export const hasStoredShape = (type: FieldType, value: unknown): boolean => {
  switch (type) {
    case 'text':
    case 'longText':
    case 'select':
    case 'autoNumber':
    case 'position':
      return isText(value);
    case 'richText':
      return isCleanDocument(value);
    case 'json':
      return isJson(value);
    case 'number':
    case 'percent':
      return isNumber(value);
    case 'integer':
    case 'rating':
      return Number.isSafeInteger(value);
    case 'dateTime':
      return isNumber(value) && Math.abs(value) <= MAX_MS;
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'currency':
      return CurrencyValue.safeParse(value).success;
    case 'fullName':
      return FullNameValue.safeParse(value).success;
    case 'address':
      return AddressValue.safeParse(value).success;
    case 'actor':
      return ActorValue.safeParse(value).success;
    case 'stage':
      return StageValue.safeParse(value).success;
    case 'multiSelect':
    case 'emails':
    case 'phones':
    case 'array':
      return isListOf(value, isText);
    case 'links':
      return isListOf(value, (link) => isText(link) && cleanLink(link) !== undefined);
    case 'files':
      return isListOf(value, (file) => FileValue.safeParse(file).success);
    case 'relation':
    case 'member':
      return isRecordId(value);
    case 'morphRelation':
      return isMorph(value);
    // Their links stand in files of their own; what is computed is worked out anew.
    case 'relations':
    case 'formula':
    case 'rollup':
      return false;
    default:
      return assertNever(type);
  }
};
