import { msg } from '@lingui/core/macro';
import { cleanText } from '@shared/domain/field-types/clean-text';
import { FileValue } from '@shared/domain/values';
import { fragment } from '../sql-fragment';
import type { FieldTypeStorage } from './field-type-storage';
import { listToColumns, parseJson } from './json-column';
import { badValue, onlyColumn, wrongOperator } from './operands';
import { isNullSql } from './text-condition';

const FileList = FileValue.array();

/** Ids of attachments with what is shown of them. That an attachment exists is the write path's to check. */
export const filesStorage: FieldTypeStorage = {
  type: 'files',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: (input, { settings }) => {
    if (input === null || input === '') return null;
    const files = FileList.safeParse(input);
    if (!files.success) throw badValue(msg`Not a list of files`);
    const max = settings.maxFiles ?? 100;
    if (files.data.length > max) throw badValue(max === 1 ? msg`Only one file` : msg`At most ${max} files`);
    const cleaned = files.data.map((file) => ({ ...file, name: cleanText(file.name), mime: cleanText(file.mime) }));
    return cleaned.length === 0 ? null : cleaned;
  },
  toColumns: listToColumns,
  fromColumns: ([column]) => {
    const files = FileList.safeParse(parseJson(column)).data;
    return files && files.length > 0 ? files : null;
  },
  indexedValues: () => [],
  searchText: (stored) => (FileList.safeParse(stored).data ?? []).map((file) => file.name).join(' '),
  sortKeys: (columns) => [`json_extract(${onlyColumn(columns)}, '$[0].name') COLLATE NOCASE`],
  condition: (op, _operand, columns) => {
    const isNull = isNullSql(onlyColumn(columns));
    if (op === 'isEmpty') return fragment(isNull);
    if (op === 'isNotEmpty') return fragment(`(NOT ${isNull})`);
    throw wrongOperator('files', op);
  },
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
