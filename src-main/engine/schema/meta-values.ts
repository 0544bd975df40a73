import { FieldInput } from '@shared/domain/values';
import type { SqlValue } from '../storage/db';
import type { MetaColumns } from './schema.sql';

/** Values of metadata as the change log keeps them, by column. */
export type MetaPatch = Readonly<Record<string, FieldInput>>;

/** Settings as the log keeps them: without what is undefined. */
export const toJson = (settings: object): FieldInput => FieldInput.parse(JSON.parse(JSON.stringify(settings)));

const BOOLEANS: ReadonlySet<string> = new Set([
  'is_standard',
  'is_required',
  'is_unique',
  'is_hidden',
  'is_favorite',
  'is_active',
]);

const JSON_COLUMNS: ReadonlySet<string> = new Set(['settings', 'rules']);

const toColumn = (value: FieldInput): SqlValue => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
};

export const toMetaColumns = (patch: MetaPatch): MetaColumns =>
  Object.fromEntries(Object.entries(patch).map(([column, value]) => [column, toColumn(value)]));

const fromColumn = (column: string, value: SqlValue): FieldInput => {
  if (value === null || value instanceof Uint8Array) return null;
  if (BOOLEANS.has(column)) return value === 1;
  // The engine wrote it as JSON itself.
  return JSON_COLUMNS.has(column) && typeof value === 'string' ? (JSON.parse(value) as FieldInput) : value;
};

/** The stored values of some columns. */
export const fromMetaRow = (row: Readonly<Record<string, SqlValue>>, columns: readonly string[]): MetaPatch =>
  Object.fromEntries(columns.map((column) => [column, fromColumn(column, row[column] ?? null)]));

/** Those values of `patch` that differ from the row's. */
export const changedValues = (row: Readonly<Record<string, SqlValue>>, patch: MetaPatch): MetaPatch => {
  const stored = fromMetaRow(row, Object.keys(patch));
  return Object.fromEntries(
    Object.entries(patch).filter(([column, value]) => JSON.stringify(value) !== JSON.stringify(stored[column] ?? null)),
  );
};
