import type { ParseResult } from '@shared/domain/field-types/field-type';
import type { FieldDef } from '@shared/domain/schema';
import type { FieldValue, Row } from '@shared/domain/values';
import type { FieldValues, RecordEdit } from '../../rpc/cached-rows';
import type { GridRange } from '../../ui/data-grid/grid-column';

const editOf = (row: Row, values: readonly (readonly [string, FieldValue])[]): readonly RecordEdit[] =>
  values.length === 0 ? [] : [{ id: row.id, values: Object.fromEntries(values) satisfies FieldValues }];

/** The same rule for every cell of a range; cells that hold the value already are left out. */
export const rangeEdits = (
  rows: readonly Row[],
  fields: readonly FieldDef[],
  range: GridRange,
  valueFor: (field: FieldDef) => FieldValue,
): readonly RecordEdit[] => {
  const inRange = fields.filter(({ name }) => range.columnKeys.includes(name));
  return rows.flatMap((row) =>
    editOf(
      row,
      inRange.flatMap((field) => {
        const value = valueFor(field);
        return (row[field.name] ?? null) === value ? [] : [[field.name, value] as const];
      }),
    ),
  );
};

interface PasteTarget {
  readonly targets: readonly FieldDef[];
  readonly isSingle: boolean;
}

const targetOf = (fields: readonly FieldDef[], at: GridRange, cells: readonly (readonly string[])[]): PasteTarget => {
  const start = fields.findIndex(({ name }) => name === at.columnKeys[0]);
  const isSingle = cells.length === 1 && cells[0]?.length === 1;
  const width = isSingle ? at.columnKeys.length : Math.max(0, ...cells.map((line) => line.length));
  return { isSingle, targets: start < 0 ? [] : fields.slice(start, start + width) };
};

/** Every text of the clipboard with the field that it lands in. */
export const textsFor = (
  fields: readonly FieldDef[],
  at: GridRange,
  cells: readonly (readonly string[])[],
): readonly { readonly field: FieldDef; readonly text: string }[] => {
  const { targets, isSingle } = targetOf(fields, at, cells);
  return cells.flatMap((line) =>
    targets.flatMap((field, index) => {
      const text = isSingle ? line[0] : line[index];
      return text === undefined ? [] : [{ field, text }];
    }),
  );
};

export interface PastedEdits {
  readonly edits: readonly RecordEdit[];
  /** Cells whose text the field did not understand. */
  readonly misread: number;
}

/**
 * Cells of the clipboard laid over the grid from the range's first cell on. One row of cells fills every row of the range,
 * one single cell every cell.
 */
export const pastedEdits = (
  rows: readonly Row[],
  fields: readonly FieldDef[],
  at: GridRange,
  cells: readonly (readonly string[])[],
  parse: (field: FieldDef, text: string) => ParseResult,
): PastedEdits => {
  const { targets, isSingle } = targetOf(fields, at, cells);
  let misread = 0;
  const edits = rows.flatMap((row, rowIndex) => {
    const line = cells.length === 1 ? cells[0] : cells[rowIndex];
    const values = targets.flatMap((field, columnIndex) => {
      const text = isSingle ? line?.[0] : line?.[columnIndex];
      if (text === undefined) return [];
      const read = parse(field, text);
      if (!read.ok) misread += 1;
      return read.ok ? [[field.name, read.value] as const] : [];
    });
    return editOf(row, values);
  });
  return { edits, misread };
};
