import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { cleanText } from './clean-text';
import { emailsRules, MAX_LIST, MAX_LIST_TEXT } from './emails';
import type { FieldTypeRules } from './field-type';
import { isTextList, joinList, splitList, uniqueBy, unquote } from './list-text';
import { parsed, refused } from './parse-result';

export const phoneDigits = (text: string): string => text.replace(/\D/g, '');

/**
 * A number as typed, spaces tidied. What is no number but holds letters is kept too ("ask reception"): a contacts file must not lose it.
 * The engine brings numbers to E.164.
 */
export const cleanPhone = (text: string): string | undefined => {
  const clean = cleanText(text)
    .replace(/^tel:\s*/i, '')
    .replace(/\s+/g, ' ');
  return phoneDigits(clean).length >= 3 || /\p{L}/u.test(clean) ? clean.slice(0, 200) : undefined;
};

export const notAPhone = (text: string): MessageDescriptor => {
  const shown = text.slice(0, 100);
  return msg`"${shown}" is not a phone number`;
};

export const phonesRules: FieldTypeRules = {
  ...emailsRules,
  type: 'phones',
  parseText: (text) => {
    if (text.length > MAX_LIST_TEXT) return refused(msg`Too long for phone numbers`);
    const phones: string[] = [];
    for (const part of splitList(text)) {
      const phone = cleanPhone(unquote(part));
      if (phone === undefined) return refused(notAPhone(part));
      phones.push(phone);
    }
    if (phones.length > MAX_LIST) return refused(msg`More than ${MAX_LIST} numbers`);
    return parsed(phones.length === 0 ? null : uniqueBy(phones, (phone) => phone));
  },
  formatText: (value) => (isTextList(value) ? joinList(value) : ''),
};
