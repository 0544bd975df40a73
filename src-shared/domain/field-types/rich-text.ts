import { msg } from '@lingui/core/macro';
import { isRichDocument, MAX_RICH_TEXT } from '../rich-text/document';
import { plainTextOf } from '../rich-text/plain-text';
import { readMarkdown } from '../rich-text/read-markdown';
import { writeMarkdown } from '../rich-text/write-markdown';
import type { FieldTypeRules } from './field-type';
import { longTextRules } from './long-text';
import { parsed, refused } from './parse-result';

/** A text with headings, lists, links and emphasis. As plain text it is Markdown, which is read back to the same document. */
export const richTextRules: FieldTypeRules = {
  ...longTextRules,
  type: 'richText',
  settings: ['minLength', 'maxLength'],
  parseText: (text) => {
    if (text.length > MAX_RICH_TEXT) return refused(msg`Longer than ${MAX_RICH_TEXT} characters`);
    const document = readMarkdown(text);
    return parsed(plainTextOf(document) === '' ? null : document);
  },
  formatText: (value) => (isRichDocument(value) ? writeMarkdown(value) : ''),
  isEmpty: (value) => !isRichDocument(value) || plainTextOf(value) === '',
};
