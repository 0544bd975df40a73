import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { identifier } from '../../storage/identifier';
import type { ObjectModel } from '../../schema/model';
import { leafSql, type PathLeaf, type RelationHop, type ResolvedPath } from './field-path';

/** SQLite joins at most 64 tables; each relation takes two. */
const MAX_JOINED = 28;

/** The tables that one statement reads: the object's own as `t`, and those its paths lead to. */
export interface Joins {
  /** FROM clause, with a left join for each relation asked for so far. */
  readonly from: () => string;
  /** A path's leaf as SQL over qualified, quoted columns; joins what is missing. */
  readonly columnsOf: (path: ResolvedPath) => readonly string[];
}

export const ROOT = 't';
export const qualified = (alias: string, column: string): string => `${alias}.${identifier(column)}`;

export const leafColumns = (alias: string, leaf: PathLeaf): readonly string[] =>
  leafSql(
    leaf,
    leaf.columns.map((column) => qualified(alias, column)),
  );

/**
 * Left joins, one per relation of a path and shared by paths with the same beginning. Ids are unique, so a join never
 * multiplies rows; a target that is in the trash, or not here, reads as empty.
 */
export const createJoins = (object: ObjectModel): Joins => {
  const aliases = new Map<string, string>();
  const clauses: string[] = [`${identifier(object.table)} AS ${ROOT}`];

  const hop = (from: string, { column, target }: RelationHop): string => {
    const key = `${from}.${column}`;
    const known = aliases.get(key);
    if (known !== undefined) return known;
    if (aliases.size === MAX_JOINED) {
      throw new AppError('invalid_input', msg`Too many related fields at once`, { max: MAX_JOINED });
    }
    const alias = `j${aliases.size}`;
    aliases.set(key, alias);
    clauses.push(
      `LEFT JOIN rec AS ${alias}r ON ${alias}r.id = ${qualified(from, column)}`,
      `LEFT JOIN ${identifier(target.table)} AS ${alias} ON ${alias}.rid = ${alias}r.rid AND ${alias}.deleted_at IS NULL`,
    );
    return alias;
  };

  return {
    from: () => clauses.join(' '),
    columnsOf: ({ hops, leaf }) => leafColumns(hops.reduce(hop, ROOT), leaf),
  };
};
