import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { numberRules } from './number';
import { readNumber } from './number-text';
import { parsed, refused } from './parse-result';

export const integerRules: FieldTypeRules = {
  ...numberRules,
  type: 'integer',
  settings: ['min', 'max', 'defaultValue'],
  canBeUnique: true,
  parseText: (text, { decimalComma }) => {
    if (text.trim() === '') return parsed(null);
    const value = readNumber(text, decimalComma);
    if (value === undefined) return refused(msg`Not a number`);
    return Number.isSafeInteger(value) ? parsed(value) : refused(msg`Not a whole number`);
  },
};
