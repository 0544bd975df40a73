import { msg } from '@lingui/core/macro';
import { FileValue } from '../values';
import type { FieldTypeRules } from './field-type';
import { joinList } from './list-text';
import { PRESENCE_AGGREGATES, PRESENCE_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

/** Plain text is the names of the files, for people: a text cannot bring a file. */
export const filesRules: FieldTypeRules = {
  type: 'files',
  settings: ['maxFiles'],
  canBeUnique: false,
  operators: PRESENCE_OPERATORS,
  aggregates: PRESENCE_AGGREGATES,
  isSortable: false,
  isGroupable: false,
  parseText: (text) => (text.trim() === '' ? parsed(null) : refused(msg`A file cannot be given as text`)),
  formatText: (value) => {
    const files = FileValue.array().safeParse(value);
    return files.success ? joinList(files.data.map((file) => file.name)) : '';
  },
  isEmpty: (value) => value === null || (Array.isArray(value) && value.length === 0),
};
