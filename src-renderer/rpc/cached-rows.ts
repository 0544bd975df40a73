import type { QueryClient } from '@tanstack/react-query';
import type { RecordId } from '@shared/domain/ids';
import type { FieldValue, Row } from '@shared/domain/values';

export type FieldValues = Readonly<Record<string, FieldValue>>;

/** New values of some fields of one record. */
export interface RecordEdit {
  readonly id: RecordId;
  readonly values: FieldValues;
}

const ROW_PATHS: readonly unknown[] = ['records.window', 'records.query', 'records.get'];

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

const isRowPage = (value: unknown): value is { readonly rows: readonly Row[] } =>
  typeof value === 'object' && value !== null && 'rows' in value && Array.isArray(value.rows);

const isOf = (object: string, queryKey: readonly unknown[]): boolean => {
  const [path, input] = queryKey;
  return (
    ROW_PATHS.includes(path) &&
    typeof input === 'object' &&
    input !== null &&
    'object' in input &&
    input.object === object
  );
};

const patchedRow = (row: Row, valuesById: ReadonlyMap<string, FieldValues>): Row => {
  const values = valuesById.get(row.id);
  // `id` stays: edits carry field values only.
  return values ? ({ ...row, ...values, id: row.id } satisfies Row) : row;
};

/** Applies edits to every cached row of the object and returns what they replaced. */
export const patchCachedRows = (
  queries: QueryClient,
  object: string,
  edits: readonly RecordEdit[],
): readonly RecordEdit[] => {
  const valuesById = new Map<string, FieldValues>(edits.map(({ id, values }) => [id, values]));
  const replaced = new Map<RecordId, FieldValues>();
  const patch = (row: Row): Row => {
    const next = patchedRow(row, valuesById);
    if (next === row) return row;
    const before = Object.keys(valuesById.get(row.id) ?? {}).flatMap((field) => {
      const value = row[field];
      return value === undefined ? [] : [[field, value] as const];
    });
    replaced.set(row.id, { ...Object.fromEntries(before), ...replaced.get(row.id) });
    return next;
  };
  for (const query of queries.getQueryCache().findAll({ predicate: ({ queryKey }) => isOf(object, queryKey) })) {
    queries.setQueryData<unknown>(query.queryKey, (data: unknown) => {
      if (isRowPage(data)) {
        const rows = data.rows.map(patch);
        return rows.some((row, index) => row !== data.rows[index]) ? { ...data, rows } : data;
      }
      return isRow(data) ? patch(data) : data;
    });
  }
  return [...replaced].map(([id, values]) => ({ id, values }));
};
