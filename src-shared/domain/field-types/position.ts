import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { parsed, refused } from './parse-result';

const KEY = /^[0-9A-Za-z]{1,100}$/;

/** Place in a manual order: a fractional index in base 62, compared bytewise. */
export const positionRules: FieldTypeRules = {
  type: 'position',
  settings: [],
  canBeUnique: false,
  operators: ['is', 'lt', 'lte', 'gt', 'gte', 'isEmpty', 'isNotEmpty'],
  aggregates: [],
  isSortable: true,
  isGroupable: false,
  parseText: (text) => {
    if (text.trim() === '') return parsed(null);
    return KEY.test(text.trim()) ? parsed(text.trim()) : refused(msg`Not a position`);
  },
  formatText: (value) => (typeof value === 'string' ? value : ''),
  isEmpty: (value) => value === null || value === '',
};
