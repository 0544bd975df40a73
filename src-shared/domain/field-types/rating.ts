import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { numberRules } from './number';
import { readNumber } from './number-text';
import { parsed, refused } from './parse-result';

const STARS = /^[★⭐*]{1,5}[☆]*$/u;

/** 1 to 5; 0 means none. */
export const ratingRules: FieldTypeRules = {
  ...numberRules,
  type: 'rating',
  settings: ['defaultValue'],
  canBeUnique: false,
  parseText: (text, { decimalComma }) => {
    const bare = text.trim();
    if (bare === '' || bare === '-') return parsed(null);
    if (STARS.test(bare)) return parsed(Array.from(bare).filter((star) => star !== '☆').length);
    const value = readNumber(bare.replace(/\s*(?:\/\s*5|stars?|of 5|out of 5)$/i, ''), decimalComma);
    if (value === 0) return parsed(null);
    return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 5
      ? parsed(value)
      : refused(msg`Not a rating from 1 to 5`);
  },
};
