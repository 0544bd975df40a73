import type { FieldType } from '@shared/domain/schema';
import { actorStorage } from './actor';
import { addressStorage } from './address';
import { arrayStorage } from './array';
import { autoNumberStorage } from './auto-number';
import { booleanStorage } from './boolean';
import { currencyStorage } from './currency';
import { formulaStorage, rollupStorage } from './computed';
import { dateStorage } from './date';
import { dateTimeStorage } from './date-time';
import { emailsStorage } from './emails';
import type { FieldTypeStorage } from './field-type-storage';
import { filesStorage } from './files';
import { fullNameStorage } from './full-name';
import { jsonStorage } from './json';
import { linksStorage } from './links';
import { memberStorage } from './member';
import { morphRelationStorage } from './morph-relation';
import { multiSelectStorage } from './multi-select';
import { integerStorage, numberStorage, percentStorage, ratingStorage } from './number';
import { phonesStorage } from './phones';
import { positionStorage } from './position';
import { relationStorage } from './relation';
import { relationsStorage } from './relations';
import { richTextStorage } from './rich-text';
import { selectStorage } from './select';
import { stageStorage } from './stage';
import { longTextStorage, textStorage } from './text';

/** Every type; one that is missing does not compile. */
export const FIELD_TYPE_STORAGE: Readonly<Record<FieldType, FieldTypeStorage>> = {
  text: textStorage,
  longText: longTextStorage,
  richText: richTextStorage,
  number: numberStorage,
  integer: integerStorage,
  percent: percentStorage,
  currency: currencyStorage,
  boolean: booleanStorage,
  date: dateStorage,
  dateTime: dateTimeStorage,
  select: selectStorage,
  multiSelect: multiSelectStorage,
  stage: stageStorage,
  rating: ratingStorage,
  fullName: fullNameStorage,
  emails: emailsStorage,
  phones: phonesStorage,
  links: linksStorage,
  address: addressStorage,
  relation: relationStorage,
  morphRelation: morphRelationStorage,
  relations: relationsStorage,
  files: filesStorage,
  member: memberStorage,
  array: arrayStorage,
  json: jsonStorage,
  autoNumber: autoNumberStorage,
  actor: actorStorage,
  position: positionStorage,
  formula: formulaStorage,
  rollup: rollupStorage,
};

/** The engine's half of a type. */
export const storageFor = (type: FieldType): FieldTypeStorage => FIELD_TYPE_STORAGE[type];
