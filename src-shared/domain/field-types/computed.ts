import { msg } from '@lingui/core/macro';
import type { FieldTypeRules } from './field-type';
import { PRESENCE_AGGREGATES, PRESENCE_OPERATORS } from './operator-sets';
import { refused } from './parse-result';

/**
 * A field that the engine computes. These are the rules of the type itself, for where one is chosen; values follow those of the result (`rulesOf`), and
 * no text is ever read into such a field.
 */
const computedRules = {
  canBeUnique: false,
  isComputed: true,
  operators: PRESENCE_OPERATORS,
  aggregates: PRESENCE_AGGREGATES,
  isSortable: false,
  isGroupable: false,
  parseText: () => refused(msg`Outpost computes this field`),
  formatText: (value) => (typeof value === 'string' ? value : ''),
  isEmpty: (value) => value === null,
} satisfies Omit<FieldTypeRules, 'type' | 'settings'>;

export const formulaRules: FieldTypeRules = { ...computedRules, type: 'formula', settings: ['expression', 'decimals'] };
export const rollupRules: FieldTypeRules = { ...computedRules, type: 'rollup', settings: ['rollup', 'decimals'] };
