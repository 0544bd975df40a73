import { i18n, setupI18n, type I18n, type MessageDescriptor } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Catalogue } from './catalogue';
import { toMessage, type MessageValue } from './message';

/** Texts of the source language by themselves: they are compiled when they are first used. */
const source = setupI18n({ locale: 'en', messages: { en: {} } });

const formatSource = (text: string, values: Readonly<Record<string, string | number>>): string => {
  if (!Object.hasOwn(source.messages, text)) source.load('en', { [text]: compileMessage(text) });
  return source._(text, values);
};

const loaded = new WeakMap<Catalogue, I18n>();

/** A catalogue made ready once. */
const readyOf = (catalogue: Catalogue): I18n => {
  const known = loaded.get(catalogue);
  if (known) return known;
  const { locale, messages } = catalogue;
  const made = setupI18n({ locale, messages: { [locale]: messages } });
  loaded.set(catalogue, made);
  return made;
};

const formatValue = (spoken: I18n, value: MessageValue): string | number =>
  typeof value === 'object' ? format(spoken, value) : value;

const format = (spoken: I18n, words: MessageDescriptor): string => {
  const { id, message, values } = toMessage(words);
  const ready = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, formatValue(spoken, value)]));
  return Object.hasOwn(spoken.messages, id) ? spoken._(id, ready) : formatSource(message, ready);
};

/**
 * Words for a person, in the language whose catalogue is active in this process: that of the app in a window. The engine and the command line have
 * none and speak the source language, which is also what stands in for a message that the catalogue does not have.
 */
export const formatMessage = (words: MessageDescriptor): string => format(i18n, words);

/** The same in the words of a catalogue that a caller has sent along. */
export const formatMessageIn = (catalogue: Catalogue, words: MessageDescriptor): string =>
  format(readyOf(catalogue), words);
