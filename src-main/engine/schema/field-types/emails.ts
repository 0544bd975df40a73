import { foldCase } from '@shared/domain/field-types/clean-text';
import { cleanEmail, emailsRules, MAX_LIST, notAnEmail } from '@shared/domain/field-types/emails';
import { isTextList } from '@shared/domain/field-types/list-text';
import type { FieldTypeStorage } from './field-type-storage';
import { listToColumns, normalizeTextList, textListFromColumns } from './json-column';
import { listCondition } from './list-condition';
import { badValue, onlyColumn } from './operands';
import { readText } from './parse-context';
import { isNullSql, textCondition } from './text-condition';

/** Kept as typed, compared without case. Sorted by the first. */
export const emailsStorage: FieldTypeStorage = {
  type: 'emails',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: (input, context) => {
    if (typeof input === 'string') return readText(emailsRules, input, context);
    return normalizeTextList(
      input,
      MAX_LIST,
      (text) => {
        const email = cleanEmail(text);
        if (email === undefined) throw badValue(notAnEmail(text));
        return email;
      },
      foldCase,
    );
  },
  toColumns: listToColumns,
  fromColumns: textListFromColumns,
  indexedValues: (stored) => (isTextList(stored) ? stored.map(foldCase) : []),
  searchText: (stored) => (isTextList(stored) ? stored.join(' ') : ''),
  sortKeys: (columns) => [`json_extract(${onlyColumn(columns)}, '$[0]') COLLATE NOCASE`],
  condition: (op, operand, columns) =>
    listCondition(onlyColumn(columns), op, operand, (element, of, value) =>
      textCondition('emails', element, of, value),
    ),
  distinct: (columns) => ({ sql: onlyColumn(columns), isList: true, isText: true }),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
