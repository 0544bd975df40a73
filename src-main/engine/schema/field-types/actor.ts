import { msg } from '@lingui/core/macro';
import type { Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { ActorValue } from '@shared/domain/values';
import { anyOf, fragment, not } from '../sql-fragment';
import type { FieldTypeStorage, SqlFragment } from './field-type-storage';
import { parseJson } from './json-column';
import { badValue, onlyColumn, textListOperand } from './operands';
import { isNullSql, textCondition } from './text-condition';

/** One thing that table `actor` says of a record's actor. */
const ofActor = (sql: string, column: string): string => `(SELECT ${sql} FROM actor WHERE actor.id = ${column})`;
const nameSql = (column: string): string => ofActor('actor.name', column);

/** True for records of the actors for which `condition` holds: asked of each actor once, and answered by numbers alone. */
const isOneOf = (column: string, { sql, params }: SqlFragment): SqlFragment =>
  fragment(`(${column} IS NOT NULL AND ${column} IN (SELECT actor.id FROM actor WHERE ${sql}))`, ...params);

const condition = (op: Operator, operand: FieldInput | undefined, column: string, me: string | null): SqlFragment => {
  const positive = (each: Operator): SqlFragment => condition(each, operand, column, me);
  switch (op) {
    case 'isMe':
      return isOneOf(column, fragment('actor.member = ?', me));
    case 'isEmpty':
      return fragment(isNullSql(column));
    case 'isNotEmpty':
      return not(positive('isEmpty'));
    case 'isNot':
      return not(positive('is'));
    case 'isNoneOf':
      return not(positive('isAnyOf'));
    case 'notContains':
      return not(positive('contains'));
    case 'is':
      if (operand === null || operand === '') return positive('isEmpty');
      break;
    case 'isAnyOf':
      if (textListOperand(op, operand).hasEmpty)
        return anyOf([isOneOf(column, textCondition('actor', 'actor.name', op, operand)), positive('isEmpty')]);
      break;
    default:
      break;
  }
  return isOneOf(column, textCondition('actor', 'actor.name', op, operand));
};

/** Kept as a number in table `actor`, which holds each actor once: as JSON in each record it was a third of a row. */
export const actorStorage: FieldTypeStorage = {
  type: 'actor',
  columns: [{ suffix: '', sqlType: 'INTEGER' }],
  parts: {},
  normalize: () => {
    throw badValue(msg`Set by Outpost`);
  },
  toColumns: () => {
    throw new Error('Numbers of actors are given by keepActor');
  },
  read: (columns) => [ofActor('json_array(actor.kind, actor.name, actor.member)', onlyColumn(columns))],
  fromColumns: ([column]) => {
    const parts = parseJson(column);
    if (!Array.isArray(parts)) return null;
    const [kind, name, id]: readonly unknown[] = parts;
    return ActorValue.safeParse({ kind, name, ...(id === null ? {} : { id }) }).data ?? null;
  },
  indexedValues: () => [],
  searchText: () => '',
  sortKeys: (columns) => [`${nameSql(onlyColumn(columns))} COLLATE NOCASE`],
  condition: (op, operand, columns, { me }) => condition(op, operand, onlyColumn(columns), me),
  distinct: (columns) => ({ sql: nameSql(onlyColumn(columns)), isList: false, isText: true }),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
