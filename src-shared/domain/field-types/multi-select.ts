import { isTextList, joinList, splitList, uniqueBy, unquote } from './list-text';
import type { FieldTypeRules } from './field-type';
import { COUNTING_AGGREGATES, SET_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';
import { findOption, notAnOption, optionLabel } from './select';

/** Order of the elements is the order in which they were chosen; none comes twice. */
export const multiSelectRules: FieldTypeRules = {
  type: 'multiSelect',
  settings: ['options', 'minLength', 'maxLength', 'defaultValue'],
  canBeUnique: false,
  operators: SET_OPERATORS,
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text, { settings }) => {
    const whole = findOption(settings, text);
    const labels = whole ? [whole.label] : splitList(text).map(unquote);
    const keys: string[] = [];
    for (const label of labels) {
      const option = findOption(settings, label);
      if (!option) return refused(notAnOption(label));
      keys.push(option.key);
    }
    return parsed(keys.length === 0 ? null : uniqueBy(keys, (key) => key));
  },
  formatText: (value, { settings }) =>
    isTextList(value) ? joinList(value.map((key) => optionLabel(settings, key))) : '',
  isEmpty: (value) => value === null || (Array.isArray(value) && value.length === 0),
};
