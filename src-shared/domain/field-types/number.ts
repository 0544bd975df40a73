import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { NUMBER_AGGREGATES, NUMBER_OPERATORS } from './operator-sets';
import { readNumber, writeNumber } from './number-text';
import { parsed, refused } from './parse-result';

export const numberRules: FieldTypeRules = {
  type: 'number',
  settings: ['decimals', 'min', 'max', 'defaultValue'],
  canBeUnique: true,
  operators: NUMBER_OPERATORS,
  aggregates: NUMBER_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text, { decimalComma }) => {
    if (text.trim() === '') return parsed(null);
    const value = readNumber(text, decimalComma);
    return value === undefined ? refused(msg`Not a number`) : parsed(value);
  },
  formatText: (value) => (typeof value === 'number' ? writeNumber(value) : ''),
  isEmpty: (value) => value === null,
};
