import type { SqlValue } from '../../storage/db';

/** What a column of JSON holds, as a part of a line. */
export const fromJsonText = (value: SqlValue): unknown => (typeof value === 'string' ? JSON.parse(value) : null);

/** The same back: no column holds the JSON `null`. */
export const toJsonText = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);
