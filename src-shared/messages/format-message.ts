import { i18n, setupI18n, type MessageDescriptor } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { toMessage, type MessageValue } from './message';

/** Texts of the source language by themselves: they are compiled when they are first used. */
const source = setupI18n({ locale: 'en', messages: { en: {} } });

const formatSource = (text: string, values: Readonly<Record<string, string | number>>): string => {
  if (!Object.hasOwn(source.messages, text)) source.load('en', { [text]: compileMessage(text) });
  return source._(text, values);
};

const formatValue = (value: MessageValue): string | number =>
  typeof value === 'object' ? formatMessage(value) : value;

/**
 * Words for a person, in the language whose catalogue is active in this process: that of the app in a window. The engine and the command line have
 * none and speak the source language, which is also what stands in for a message that the catalogue does not have.
 */
export const formatMessage = (words: MessageDescriptor): string => {
  const { id, message, values } = toMessage(words);
  const ready = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, formatValue(value)]));
  return Object.hasOwn(i18n.messages, id) ? i18n._(id, ready) : formatSource(message, ready);
};
