import { msg } from '@lingui/core/macro';
import { ActorValue } from '@shared/domain/values';
import { fragment } from '../sql-fragment';
import type { FieldTypeStorage } from './field-type-storage';
import { parseJson } from './json-column';
import { badValue, onlyColumn } from './operands';
import { isNullSql, textCondition } from './text-condition';

const nameSql = (column: string): string => `json_extract(${column}, '$.name')`;
const memberSql = (column: string): string => `json_extract(${column}, '$.id')`;

export const actorStorage: FieldTypeStorage = {
  type: 'actor',
  columns: [{ suffix: '', sqlType: 'TEXT' }],
  parts: {},
  normalize: () => {
    throw badValue(msg`Set by Outpost`);
  },
  toColumns: (stored) => {
    const actor = ActorValue.safeParse(stored);
    return [actor.success ? JSON.stringify(actor.data) : null];
  },
  fromColumns: ([column]) => ActorValue.safeParse(parseJson(column)).data ?? null,
  indexedValues: () => [],
  searchText: () => '',
  sortKeys: (columns) => [`${nameSql(onlyColumn(columns))} COLLATE NOCASE`],
  condition: (op, operand, columns, { me }) =>
    op === 'isMe'
      ? fragment(`(${memberSql(onlyColumn(columns))} IS NOT NULL AND ${memberSql(onlyColumn(columns))} IS ?)`, me)
      : textCondition('actor', nameSql(onlyColumn(columns)), op, operand),
  distinct: (columns) => ({ sql: nameSql(onlyColumn(columns)), isList: false, isText: true }),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
