import { t } from '@lingui/core/macro';
import { rulesFor } from '@shared/domain/field-types';
import { displayName } from '@shared/domain/field-types/full-name';
import { isRichDocument } from '@shared/domain/rich-text/document';
import { plainTextOf } from '@shared/domain/rich-text/plain-text';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldValue } from '@shared/domain/values';
import { contactText } from './contact-list';
import type { FieldEnvironment } from './field-environment';
import {
  addressLine,
  filesOf,
  isActor,
  isAddress,
  isFullName,
  isMoney,
  isRelation,
  linksOf,
  isStage,
  textsOf,
} from './field-value';
import { formatDateTime, formatDay, formatMoney, formatNumber, formatPercent } from './intl';

const optionLabel = (field: FieldDef, key: string): string =>
  field.settings.options?.find((option) => option.key === key)?.label ?? key;

const objectText = (field: FieldDef, value: FieldValue, environment: FieldEnvironment): string => {
  if (isMoney(value)) return formatMoney(environment, value);
  if (isFullName(value)) return displayName(value);
  if (isAddress(value)) return addressLine(value);
  if (isRichDocument(value)) return plainTextOf(value);
  if (isActor(value)) return value.name;
  if (isStage(value)) return rulesFor('stage').formatText(value, { settings: field.settings });
  return isRelation(value) ? (value.title ?? '') : '';
};

const listText = (field: FieldDef, value: FieldValue): string => {
  const { type } = field;
  if (type === 'files') {
    return filesOf(value)
      .map((file) => file.name)
      .join(', ');
  }
  if (type === 'relations') {
    return linksOf(value)
      .map(({ title }) => title ?? '')
      .join(', ');
  }
  const texts = textsOf(value);
  if (type === 'multiSelect') return texts.map((key) => optionLabel(field, key)).join(', ');
  if (type === 'emails' || type === 'phones' || type === 'links') {
    return texts.map((text) => contactText(type, text)).join(', ');
  }
  return texts.join(', ');
};

/** A value in words and regional numbers, for tooltips, announcements and sentences. Empty is "". */
export const fieldText = (field: FieldDef, value: FieldValue | undefined, environment: FieldEnvironment): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return listText(field, value);
  if (typeof value === 'object') return objectText(field, value, environment);
  if (typeof value === 'number') {
    if (field.type === 'dateTime') return formatDateTime(environment, value);
    if (field.type === 'percent') return formatPercent(environment, value, field.settings.decimals);
    return formatNumber(environment, value, field.type === 'number' ? field.settings.decimals : undefined);
  }
  if (typeof value === 'string') {
    if (field.type === 'date') return formatDay(environment, value);
    return field.type === 'select' ? optionLabel(field, value) : value;
  }
  return value ? t`Yes` : t`No`;
};
