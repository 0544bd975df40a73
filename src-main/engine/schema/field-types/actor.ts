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
/** The value, as JSON. */
const JSON_SQL = `iif(actor.member IS NULL, json_object('kind', actor.kind, 'name', actor.name),
  json_object('kind', actor.kind, 'name', actor.name, 'id', actor.member))`;
const nameSql = (column: string): string => ofActor('actor.name', column);

/** True for records of the actors for which `condition` holds: asked of each actor once, and answered by numbers alone. */
const isOneOf = (column: string, { sql, params }: SqlFragment): SqlFragment =>
  fragment(`(${column} IS NOT NULL AND ${column} IN (SELECT actor.id FROM actor WHERE ${sql}))`, ...params);

const OPPOSITES: Partial<Record<Operator, Operator>> = {
  isNot: 'is',
  isNoneOf: 'isAnyOf',
  notContains: 'contains',
  isNotEmpty: 'isEmpty',
};

const condition = (op: Operator, operand: FieldInput | undefined, column: string, me: string | null): SqlFragment => {
  const opposite = OPPOSITES[op];
  if (opposite) return not(condition(opposite, operand, column, me));
  const isEmpty = fragment(isNullSql(column));
  if (op === 'isEmpty' || (op === 'is' && (operand === null || operand === ''))) return isEmpty;
  if (op === 'isMe') return isOneOf(column, fragment('actor.member = ?', me));
  const isNamed = isOneOf(column, textCondition('actor', 'actor.name', op, operand));
  return op === 'isAnyOf' && textListOperand(op, operand).hasEmpty ? anyOf([isNamed, isEmpty]) : isNamed;
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
  read: (columns) => [ofActor(JSON_SQL, onlyColumn(columns))],
  fromColumns: ([column]) => ActorValue.safeParse(parseJson(column)).data ?? null,
  indexedValues: () => [],
  searchText: () => '',
  sortKeys: (columns) => [`${nameSql(onlyColumn(columns))} COLLATE NOCASE`],
  condition: (op, operand, columns, { me }) => condition(op, operand, onlyColumn(columns), me),
  distinct: (columns) => ({ sql: nameSql(onlyColumn(columns)), isList: false, isText: true }),
  emptyCondition: (columns) => isNullSql(onlyColumn(columns)),
};
