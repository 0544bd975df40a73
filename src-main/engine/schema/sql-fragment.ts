import type { SqlFragment } from './field-types/field-type-storage';
import type { SqlValue } from '../storage/db';

export const ALWAYS: SqlFragment = { sql: '1', params: [] };
export const NEVER: SqlFragment = { sql: '0', params: [] };

export const fragment = (sql: string, ...params: readonly SqlValue[]): SqlFragment => ({ sql, params });

/** Halves the list again and again: SQLite limits the depth of an expression, and a chain is as deep as it is long. */
const join = (word: 'AND' | 'OR', parts: readonly SqlFragment[], none: SqlFragment): SqlFragment => {
  const [first] = parts;
  if (first === undefined) return none;
  if (parts.length === 1) return first;
  const middle = parts.length >> 1;
  const left = join(word, parts.slice(0, middle), none);
  const right = join(word, parts.slice(middle), none);
  return { sql: `(${left.sql} ${word} ${right.sql})`, params: [...left.params, ...right.params] };
};

/** Holds where all parts hold; always, when there is none. */
export const allOf = (parts: readonly SqlFragment[]): SqlFragment => join('AND', parts, ALWAYS);

/** Holds where one part holds; never, when there is none. */
export const anyOf = (parts: readonly SqlFragment[]): SqlFragment => join('OR', parts, NEVER);

/** The opposite; also holds where a value is empty, since conditions are never NULL. */
export const not = (part: SqlFragment): SqlFragment => ({ sql: `(NOT ${part.sql})`, params: part.params });
