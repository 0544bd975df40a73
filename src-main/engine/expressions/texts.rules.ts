import { msg } from '@lingui/core/macro';
import { readNumber } from '@shared/domain/field-types/number-text';
import { assertTextLength, boundedText, EvaluationFailure } from './evaluation-failure';

const whole = (value: number): number => Math.max(0, Math.trunc(value));

export const leftOf = (text: string, length: number): string => boundedText(text).slice(0, whole(length));

export const rightOf = (text: string, length: number): string =>
  whole(length) === 0 ? '' : boundedText(text).slice(-whole(length));

/** The first character is 1. */
export const middleOf = (text: string, from: number, length: number): string => {
  const start = whole(from - 1);
  return boundedText(text).slice(start, start + whole(length));
};

/** Every occurrence, as it is written. Its length is known before it is made. */
export const replaceIn = (text: string, find: string, by: string): string => {
  if (find === '') return text;
  const parts = boundedText(text).split(find);
  assertTextLength(text.length + (parts.length - 1) * (by.length - find.length));
  return parts.join(by);
};

export const joinTexts = (list: readonly string[], separator: string): string => {
  assertTextLength(list.reduce((sum, each) => sum + each.length + separator.length, -separator.length));
  return list.join(separator);
};

/** Parts without the blanks around them; empty ones are left out. */
export const splitText = (text: string, separator: string): readonly string[] =>
  (separator === '' ? [boundedText(text)] : boundedText(text).split(separator))
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** With a decimal point, thousands apart or not. */
export const numberOfText = (text: string): number => {
  const value = readNumber(boundedText(text), false);
  const start = text.slice(0, 50);
  if (value === undefined) throw new EvaluationFailure(msg`"${start}" is not a number.`);
  return value;
};
