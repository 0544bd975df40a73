import { msg } from '@lingui/core/macro';
import { isRecordId, type RecordId } from '../ids';
import { RelationValue } from '../values';
import { cleanText } from './clean-text';
import type { FieldTypeRules } from './field-type';
import { LINK_LIST_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';

const Links = RelationValue.array();

const quoteIfNeeded = (name: string): string => (/[;"\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);

/** Names apart by semicolons or line ends, as a file or a person writes them; a name that holds one stands in quotes. */
export const splitNames = (text: string): readonly string[] =>
  (text.match(/\s*("(?:[^"]|"")*"|[^;\n]*)\s*(?:[;\n]|$)/g) ?? [])
    .map((part) => cleanText(part.replace(/[;\n]$/, '')))
    .map((part) => /^"(.*)"$/s.exec(part)?.[1]?.replaceAll('""', '"') ?? part)
    .filter((name) => name !== '');

/** Plain text is the titles, for people; only ids are read back, since finding records by title takes the database. */
export const relationsRules: FieldTypeRules = {
  type: 'relations',
  settings: ['target', 'inverseLabel', 'inverseName', 'link', 'side'],
  canBeUnique: false,
  operators: LINK_LIST_OPERATORS,
  aggregates: [],
  isSortable: false,
  isGroupable: false,
  parseText: (text) => {
    const ids = splitNames(text).map((each) => each.toLowerCase());
    if (ids.length === 0) return parsed(null);
    const valid = ids.filter((id): id is RecordId => isRecordId(id));
    if (valid.length < ids.length) return refused(msg`Not a list of records`);
    return parsed([...new Set(valid)].map((id) => ({ id, title: null })));
  },
  formatText: (value) => {
    const links = Links.safeParse(value).data ?? [];
    return links.map(({ id, title }) => quoteIfNeeded(title ?? id)).join('; ');
  },
  isEmpty: (value) => value === null || (Array.isArray(value) && value.length === 0),
};
