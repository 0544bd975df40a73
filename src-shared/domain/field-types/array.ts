import { msg } from '@lingui/core/macro';
import { cleanText } from './clean-text';
import { emailsRules, MAX_LIST_TEXT } from './emails';
import type { FieldTypeRules } from './field-type';
import { isTextList, joinList, splitList, uniqueBy, unquote } from './list-text';
import { parsed, refused } from './parse-result';

/** Most entries, and most characters of one. */
export const MAX_ENTRIES = 500;
export const MAX_ENTRY = 1000;

/** An entry as it is kept, on one line; undefined when it is too long. */
export const cleanEntry = (text: string): string | undefined => {
  const clean = cleanText(text).replace(/\s*[\r\n]+\s*/g, ' ');
  return clean.length > MAX_ENTRY ? undefined : clean;
};

/** A list of texts of one's own, each once, in the order given. */
export const arrayRules: FieldTypeRules = {
  ...emailsRules,
  type: 'array',
  settings: ['pattern', 'patternHint', 'minLength', 'maxLength', 'defaultValue'],
  canBeUnique: false,
  parseText: (text) => {
    if (text.length > MAX_LIST_TEXT) return refused(msg`Too long for a list`);
    const entries: string[] = [];
    for (const part of splitList(text)) {
      const entry = cleanEntry(unquote(part));
      if (entry === undefined) return refused(msg`An entry is longer than ${MAX_ENTRY} characters`);
      if (entry !== '') entries.push(entry);
    }
    if (entries.length > MAX_ENTRIES) return refused(msg`More than ${MAX_ENTRIES} entries`);
    return parsed(entries.length === 0 ? null : uniqueBy(entries, (entry) => entry));
  },
  formatText: (value) => (isTextList(value) ? joinList(value) : ''),
};
