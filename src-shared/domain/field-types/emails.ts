import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { cleanText, foldCase } from './clean-text';
import type { FieldTypeRules } from './field-type';
import { isTextList, splitList, uniqueBy } from './list-text';
import { COUNTING_AGGREGATES, TEXT_LIST_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

/** Most elements of a list of e-mails, phones or links. */
export const MAX_LIST = 200;
/** Longest text that is looked through for them. */
export const MAX_LIST_TEXT = 60_000;
const MAX_EMAIL = 1000;
const FORM = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,250}$/u;

/** What nearly every address looks like: nothing about it needs cleaning. */
const PLAIN = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*$/i;
const MAX_PLAIN = 64;

/** The address in "Ann <a@b.c>", "mailto:a@b.c" or "a@b.c"; undefined when there is none. Kept as typed: only comparing ignores case. */
export const cleanEmail = (text: string): string | undefined => {
  if (text.length > MAX_EMAIL) return undefined;
  if (text.length <= MAX_PLAIN && PLAIN.test(text)) return text;
  const clean = cleanText(text);
  const inAngles = /<([^<>]*)>\s*$/.exec(clean)?.[1];
  const bare = (inAngles ?? clean).trim();
  const address = (/^mailto:/i.test(bare) ? bare.slice('mailto:'.length).replace(/\?.*$/s, '') : bare)
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replace(/\.$/, '');
  // No rule of the standards beyond this helps: quoted local parts aside, what has been seen in the wild passes.
  return FORM.test(address) && !/^\.|\.@|\.\.|@[.-]|\.$/.test(address) ? address : undefined;
};

export const notAnEmail = (text: string): MessageDescriptor => {
  const shown = text.slice(0, 100);
  return msg`"${shown}" is not an e-mail address`;
};

export const emailsRules: FieldTypeRules = {
  type: 'emails',
  settings: ['pattern', 'patternHint', 'minLength', 'maxLength'],
  canBeUnique: true,
  operators: TEXT_LIST_OPERATORS,
  aggregates: COUNTING_AGGREGATES,
  isSortable: true,
  isGroupable: false,
  parseText: (text) => {
    if (text.length > MAX_LIST_TEXT) return refused(msg`Too long for e-mail addresses`);
    const emails: string[] = [];
    for (const part of splitList(text)) {
      // "a@b.c d@e.f": spaces part addresses too, where there is no name.
      const pieces = part.includes('<') ? [part] : part.split(/\s+/);
      for (const piece of pieces) {
        const email = cleanEmail(piece);
        if (email === undefined) return refused(notAnEmail(part));
        emails.push(email);
      }
    }
    if (emails.length > MAX_LIST) return refused(msg`More than ${MAX_LIST} addresses`);
    return parsed(emails.length === 0 ? null : uniqueBy(emails, foldCase));
  },
  formatText: (value) => (isTextList(value) ? value.join(', ') : ''),
  isEmpty: (value) => value === null || (Array.isArray(value) && value.length === 0),
};
