import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { toMessage, type Message } from '@shared/messages/message';

/** Why an expression has no value for a record: said to the person who asks why a field is empty. */
export class EvaluationFailure extends Error {
  override readonly name = 'EvaluationFailure';
  readonly words: Message;
  constructor(words: MessageDescriptor, options?: ErrorOptions) {
    super(words.message, options);
    this.words = toMessage(words);
  }
}

/**
 * Thrown where an expression reads an empty value: what needs the value is empty as well, up to a function that handles it. One for all: making an
 * error for each empty cell would cost more than the evaluation.
 */
export const EMPTY_VALUE = new EvaluationFailure(msg`A value that it needs is empty.`);

/** A text that an expression makes or works on has at most so many characters. */
const MAX_TEXT = 65_536;
const TOO_LONG = toMessage(msg`A text would be longer than ${MAX_TEXT} characters.`);

/** Errors: `EvaluationFailure` for more than a text of an expression may have. */
export const assertTextLength = (length: number): void => {
  if (length > MAX_TEXT) throw new EvaluationFailure(TOO_LONG);
};

/** The text, unless it is longer than an expression works on. */
export const boundedText = (text: string): string => {
  assertTextLength(text.length);
  return text;
};
