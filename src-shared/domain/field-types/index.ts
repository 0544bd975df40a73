import { type FieldDef, type FieldType, isDerived, valueTypeOf } from '../schema';
import { actorRules } from './actor';
import { addressRules } from './address';
import { arrayRules } from './array';
import { autoNumberRules } from './auto-number';
import { booleanRules } from './boolean';
import { currencyRules } from './currency';
import { formulaRules, rollupRules } from './computed';
import { dateRules } from './date';
import { dateTimeRules } from './date-time';
import { emailsRules } from './emails';
import type { FieldTypeRules } from './field-type';
import { filesRules } from './files';
import { fullNameRules } from './full-name';
import { integerRules } from './integer';
import { jsonRules } from './json';
import { linksRules } from './links';
import { longTextRules } from './long-text';
import { memberRules } from './member';
import { morphRelationRules } from './morph-relation';
import { multiSelectRules } from './multi-select';
import { numberRules } from './number';
import { percentRules } from './percent';
import { phonesRules } from './phones';
import { positionRules } from './position';
import { ratingRules } from './rating';
import { relationRules } from './relation';
import { relationsRules } from './relations';
import { richTextRules } from './rich-text';
import { selectRules } from './select';
import { stageRules } from './stage';
import { textRules } from './text';

/** Every type; one that is missing does not compile. */
export const FIELD_TYPE_RULES: Readonly<Record<FieldType, FieldTypeRules>> = {
  text: textRules,
  longText: longTextRules,
  richText: richTextRules,
  number: numberRules,
  integer: integerRules,
  percent: percentRules,
  currency: currencyRules,
  boolean: booleanRules,
  date: dateRules,
  dateTime: dateTimeRules,
  select: selectRules,
  multiSelect: multiSelectRules,
  stage: stageRules,
  rating: ratingRules,
  fullName: fullNameRules,
  emails: emailsRules,
  phones: phonesRules,
  links: linksRules,
  address: addressRules,
  relation: relationRules,
  morphRelation: morphRelationRules,
  relations: relationsRules,
  files: filesRules,
  member: memberRules,
  array: arrayRules,
  json: jsonRules,
  autoNumber: autoNumberRules,
  actor: actorRules,
  position: positionRules,
  formula: formulaRules,
  rollup: rollupRules,
};

/** The shared half of a type. */
export const rulesFor = (type: FieldType): FieldTypeRules => FIELD_TYPE_RULES[type];

const derivedRules = new Map<FieldType, FieldTypeRules>();

/** The shared half for a field's values: of a formula or rollup that of its result, which nobody writes. */
export const rulesOf = (field: Pick<FieldDef, 'type' | 'settings'>): FieldTypeRules => {
  const type = valueTypeOf(field);
  if (!isDerived(field)) return rulesFor(type);
  const known = derivedRules.get(type) ?? { ...rulesFor(type), canBeUnique: false, isComputed: true };
  derivedRules.set(type, known);
  return known;
};
