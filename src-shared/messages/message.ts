import type { MessageDescriptor } from '@lingui/core';
import { z } from 'zod';

export type MessageValue = string | number | Message;

/**
 * Words for a person, not yet in a language: the catalogue's id, the text in the source language (ICU), and what stands in it.
 * Crosses the wire and may be stored; `formatMessage` puts it into words.
 */
export interface Message {
  readonly id: string;
  readonly message: string;
  readonly values: Readonly<Record<string, MessageValue>>;
}

export const Message: z.ZodType<Message> = z.lazy(() =>
  z.object({
    id: z.string(),
    message: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number(), Message])),
  }),
);

const NO_VALUES: Message['values'] = {};

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'id' in value && 'message' in value && 'values' in value;

const toValue = (value: unknown): MessageValue =>
  typeof value === 'string' || typeof value === 'number' || isMessage(value) ? value : String(value);

/** What Lingui's `msg` makes, as a message. A message stays as it is. */
export const toMessage = (words: MessageDescriptor): Message => {
  const { id, message = id, values } = words;
  if (!values) return { id, message, values: NO_VALUES };
  const ready = Object.entries(values).map(([name, value]) => [name, toValue(value)] as const);
  return { id, message, values: Object.fromEntries(ready) };
};

/** A message that holds others, each put into words in the same language: `withValues(msg({ message: '{field}: {reason}' }), { field, reason })`. */
export const withValues = (words: MessageDescriptor, values: Message['values']): Message => ({
  ...toMessage(words),
  values,
});
