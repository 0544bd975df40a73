import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { cleanText } from './clean-text';
import { COUNTING_AGGREGATES, TEXT_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

/** Longest text, in UTF-16 units, so that its UTF-8 stays within the 256 KiB that a synced value may have. */
export const MAX_TEXT = 10_000;
export const MAX_LONG_TEXT = 80_000;

/** Empty becomes null. */
export const parsePlainText = (text: string, max: number) => {
  const clean = cleanText(text);
  if (clean.length > max) return refused(msg`Longer than ${max} characters`);
  return parsed(clean === '' ? null : clean);
};

export const textRules: FieldTypeRules = {
  type: 'text',
  settings: ['pattern', 'patternHint', 'minLength', 'maxLength', 'defaultValue'],
  canBeUnique: true,
  operators: TEXT_OPERATORS,
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text) => parsePlainText(text, MAX_TEXT),
  formatText: (value) => (typeof value === 'string' ? value : ''),
  isEmpty: (value) => value === null || value === '',
};
