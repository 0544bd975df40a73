import type { FieldSettings } from '../schema';
import type { FieldTypeRules } from './field-type';
import { textRules } from './text';

export const FIRST_NUMBER = 1;

/** The text of a number: "INV-0042". */
export const autoNumberText = ({ prefix = '', digits = 1 }: FieldSettings, number: number): string =>
  `${prefix}${String(number).padStart(digits, '0')}`;

/** A number that Outpost gives each new record, once and for good: the text that it had then, whatever the settings say later. */
export const autoNumberRules: FieldTypeRules = {
  ...textRules,
  type: 'autoNumber',
  settings: ['prefix', 'digits', 'firstNumber'],
  canBeUnique: false,
  isComputed: true,
};
