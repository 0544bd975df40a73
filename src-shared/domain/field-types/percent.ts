import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { numberRules } from './number';
import { readNumber, writeNumber } from './number-text';
import { parsed, refused } from './parse-result';

const SIGN = /\s*(?:%|percent|per cent|pct|prozent)$/i;

/** 25 means 25 %. */
export const percentRules: FieldTypeRules = {
  ...numberRules,
  type: 'percent',
  settings: ['decimals', 'min', 'max', 'defaultValue'],
  canBeUnique: false,
  parseText: (text, { decimalComma }) => {
    const bare = text.trim().replace(SIGN, '').replace(/^%\s*/, '');
    if (bare === '') return text.trim() === '' ? parsed(null) : refused(msg`Not a percentage`);
    const value = readNumber(bare, decimalComma);
    return value === undefined ? refused(msg`Not a percentage`) : parsed(value);
  },
  formatText: (value) => (typeof value === 'number' ? `${writeNumber(value)}%` : ''),
};
