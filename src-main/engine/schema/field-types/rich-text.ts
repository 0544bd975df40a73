import { msg } from '@lingui/core/macro';
import { cleanDocument, RichTextProblem } from '@shared/domain/rich-text/clean-document';
import { isRichDocument, MAX_RICH_JSON, MAX_RICH_TEXT, type RichDocument } from '@shared/domain/rich-text/document';
import { plainTextOf } from '@shared/domain/rich-text/plain-text';
import { richTextRules } from '@shared/domain/field-types/rich-text';
import type { FieldInput, FieldValue } from '@shared/domain/values';
import type { FieldTypeStorage } from './field-type-storage';
import { parseJson } from './json-column';
import { badValue } from './operands';
import { readText } from './parse-context';
import { isNullSql, textCondition } from './text-condition';

const readDocument = (input: FieldInput): RichDocument => {
  try {
    return cleanDocument(input);
  } catch (error) {
    if (error instanceof RichTextProblem) throw badValue(error.words);
    throw error;
  }
};

const plainColumn = (columns: readonly string[]): string => {
  const column = columns[1];
  if (column === undefined) throw new Error('A rich text without its plain text');
  return column;
};

const asDocument = (value: FieldValue): RichDocument | undefined => (isRichDocument(value) ? value : undefined);

/** Kept as the editor's document and, beside it, as the plain text that conditions and search look at. */
export const richTextStorage: FieldTypeStorage = {
  type: 'richText',
  columns: [
    { suffix: '', sqlType: 'TEXT' },
    { suffix: '_text', sqlType: 'TEXT' },
  ],
  parts: {},
  normalize: (input, context) => {
    if (input === null) return null;
    if (typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean')
      return readText(richTextRules, String(input), context);
    const document = readDocument(input);
    const plain = plainTextOf(document);
    if (plain.length > MAX_RICH_TEXT) throw badValue(msg`Longer than ${MAX_RICH_TEXT} characters`);
    if (JSON.stringify(document).length > MAX_RICH_JSON) throw badValue(msg`Too much formatting for one text`);
    return plain === '' ? null : document;
  },
  toColumns: (stored) => {
    const document = asDocument(stored);
    return document ? [JSON.stringify(document), plainTextOf(document) || null] : [null, null];
  },
  fromColumns: ([column]) => {
    const document = parseJson(column);
    return isRichDocument(document) ? document : null;
  },
  indexedValues: () => [],
  searchText: (stored) => {
    const document = asDocument(stored);
    return document ? plainTextOf(document) : '';
  },
  sortKeys: (columns) => [`${plainColumn(columns)} COLLATE NOCASE`],
  condition: (op, operand, columns) => textCondition('richText', plainColumn(columns), op, operand),
  emptyCondition: (columns) => isNullSql(plainColumn(columns)),
};
