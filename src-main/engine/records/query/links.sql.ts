import type { Operator } from '@shared/domain/query';
import type { FieldInput } from '@shared/domain/values';
import { MAX_LINKS_READ } from '@shared/domain/values';
import { identifier } from '../../storage/identifier';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import { listOperand, wrongOperator } from '../../schema/field-types/operands';
import { readLinkIds } from '../../schema/field-types/relations';
import type { ReadDb } from '../../storage/db';
import type { LinkList } from './field-path';
import { ALWAYS, anyOf, fragment, NEVER, not } from '../../schema/sql-fragment';

/** Links to live records; `owner` is SQL of the id of the record that has them. */
const linksOf = ({ table, own, other }: LinkList, owner: string): string =>
  `FROM ${identifier(table)} AS l JOIN rec AS lr ON lr.id = l.${identifier(other)} AND lr.alive = 1
   WHERE l.${identifier(own)} = ${owner} AND l.deleted_at IS NULL`;

/** SQL that is 1 where a record's links fulfil a condition, else 0. Errors: `invalid_input` for a wrong operand. */
export const linksCondition = (
  links: LinkList | undefined,
  op: Operator,
  operand: FieldInput | undefined,
  owner: string,
): SqlFragment => {
  const any = links ? fragment(`EXISTS (SELECT 1 ${linksOf(links, owner)})`) : NEVER;
  if (op === 'isEmpty') return not(any);
  if (op === 'isNotEmpty') return any;
  if (op !== 'isAnyOf' && op !== 'isNoneOf' && op !== 'hasAll') throw wrongOperator('relations', op);
  const values = listOperand(op, operand);
  const given = values.filter((value) => value !== null && value !== '');
  const ids = readLinkIds(given);
  const chosen =
    links && `${linksOf(links, owner)} AND l.${identifier(links.other)} IN (SELECT value FROM json_each(?))`;
  if (op === 'hasAll') {
    if (ids.length === 0) return ALWAYS;
    return chosen ? fragment(`((SELECT count(*) ${chosen}) = ?)`, JSON.stringify(ids), ids.length) : NEVER;
  }
  const anyChosen = chosen && ids.length > 0 ? fragment(`EXISTS (SELECT 1 ${chosen})`, JSON.stringify(ids)) : NEVER;
  const holds = given.length < values.length ? anyOf([anyChosen, not(any)]) : anyChosen;
  return op === 'isAnyOf' ? holds : not(holds);
};

/** Ids of the live records that each of some records is linked to, the oldest links first and at most `MAX_LINKS_READ` of each: one statement. */
export const findLinks = (
  db: ReadDb,
  { table, own, other }: LinkList,
  ids: readonly string[],
): ReadonlyMap<string, readonly string[]> => {
  const rows = db.all<{ readonly own: string; readonly other: string }>(
    `SELECT own, other FROM (
       SELECT l.${identifier(own)} AS own, l.${identifier(other)} AS other, l.rid AS rid,
         row_number() OVER (PARTITION BY l.${identifier(own)} ORDER BY l.rid) AS n
       FROM ${identifier(table)} AS l JOIN rec AS lr ON lr.id = l.${identifier(other)} AND lr.alive = 1
       WHERE l.${identifier(own)} IN (SELECT value FROM json_each(?)) AND l.deleted_at IS NULL)
     WHERE n <= ${MAX_LINKS_READ} ORDER BY rid`,
    [JSON.stringify(ids)],
  );
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const list = found.get(row.own);
    if (list) list.push(row.other);
    else found.set(row.own, [row.other]);
  }
  return found;
};
