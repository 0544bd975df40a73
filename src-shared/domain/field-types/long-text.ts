import type { FieldTypeRules } from './field-type';
import { MAX_LONG_TEXT, parsePlainText, textRules } from './text';

export const longTextRules: FieldTypeRules = {
  ...textRules,
  type: 'longText',
  settings: ['minLength', 'maxLength', 'defaultValue'],
  canBeUnique: false,
  isSortable: false,
  isGroupable: false,
  parseText: (text) => parsePlainText(text, MAX_LONG_TEXT),
};
