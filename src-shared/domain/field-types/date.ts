import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { readDay } from './date-text';
import { isDay } from './day';
import { DATE_AGGREGATES, DATE_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

const ISO_DATE_TIME = /^(\d{4}-\d{2}-\d{2})[t ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:z|[+-]\d{2}:?\d{2})?$/i;

export const dateRules: FieldTypeRules = {
  type: 'date',
  settings: ['min', 'max', 'defaultValue'],
  canBeUnique: true,
  operators: DATE_OPERATORS,
  aggregates: DATE_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text, context) => {
    const bare = text.trim();
    if (bare === '') return parsed(null);
    // Of a date with a time the date as written is meant: files hold "2024-05-01T00:00:00Z" for birthdays.
    if (bare.length > 100) return refused(msg`Not a date`);
    const written = ISO_DATE_TIME.exec(bare)?.[1];
    const day = written === undefined ? readDay(bare, context) : isDay(written) ? written : undefined;
    return day === undefined ? refused(msg`Not a date`) : parsed(day);
  },
  formatText: (value) => (typeof value === 'string' ? value : ''),
  isEmpty: (value) => value === null || value === '',
};
