import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { FieldSettings, SelectOption } from '../schema';
import { foldText } from './clean-text';
import type { FieldTypeRules } from './field-type';
import { COUNTING_AGGREGATES, ONE_OF_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

/** The option that a text names: by label, then by key, case and accents aside. */
export const findOption = (settings: FieldSettings, text: string): SelectOption | undefined => {
  const options = settings.options ?? [];
  const wanted = foldText(text.trim());
  return (
    options.find((option) => option.label.trim() === text.trim()) ??
    options.find((option) => foldText(option.label.trim()) === wanted) ??
    options.find((option) => option.key === text.trim()) ??
    options.find((option) => foldText(option.key) === wanted)
  );
};

/** A key whose option is gone shows as it is. */
export const optionLabel = (settings: FieldSettings, key: string): string =>
  settings.options?.find((option) => option.key === key)?.label ?? key;

export const notAnOption = (text: string): MessageDescriptor => {
  const shown = text.trim().slice(0, 100);
  return msg`"${shown}" is not one of the options`;
};

export const selectRules: FieldTypeRules = {
  type: 'select',
  settings: ['options', 'defaultValue'],
  canBeUnique: false,
  operators: ONE_OF_OPERATORS,
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text, { settings }) => {
    if (text.trim() === '') return parsed(null);
    const option = findOption(settings, text);
    return option ? parsed(option.key) : refused(notAnOption(text));
  },
  formatText: (value, { settings }) => (typeof value === 'string' ? optionLabel(settings, value) : ''),
  isEmpty: (value) => value === null || value === '',
};
