import { useMemo, useState } from 'react';
import { placeColumns } from './column-window.rules';
import type { GridColumn } from './grid-column';
import type { IndexSpan } from './row-window.rules';

/** A column and where it stands. */
export interface PlacedColumn<Row> {
  readonly column: GridColumn<Row>;
  readonly index: number;
  readonly start: number;
  readonly width: number;
  readonly frozen: 'no' | 'yes' | 'last';
}

interface DraftWidth {
  readonly key: string;
  readonly width: number;
}

/** Where all columns stand. One may be in the middle of a resize and is as wide as it is drawn now. */
export const useColumnPlaces = <Row>(columns: readonly GridColumn<Row>[]) => {
  const [draft, setDraftWidth] = useState<DraftWidth | null>(null);
  const { places, placed } = useMemo(() => {
    const sized =
      draft === null
        ? columns
        : columns.map((column) => (column.key === draft.key ? { ...column, width: draft.width } : column));
    const found = placeColumns(sized);
    const all = sized.map((column, index): PlacedColumn<Row> => {
      const frozen = index >= found.frozenCount ? 'no' : index === found.frozenCount - 1 ? 'last' : 'yes';
      return { column, index, start: found.starts[index] ?? 0, width: column.width, frozen };
    });
    return { places: found, placed: all };
  }, [columns, draft]);
  return { places, placed, setDraftWidth };
};

/**
 * The columns to draw: the frozen ones, those in view, and the active one wherever it is, since it is named and perhaps
 * being edited. Each keeps its identity while others come and go, and so do its cells.
 */
export const useMountedColumns = <Row>(
  placed: readonly PlacedColumn<Row>[],
  { first, last }: IndexSpan,
  activeColumn: number,
): readonly PlacedColumn<Row>[] => {
  const strayColumn = activeColumn < first || activeColumn > last ? activeColumn : -1;
  return useMemo(
    () =>
      placed.filter(
        ({ index, frozen }) => frozen !== 'no' || index === strayColumn || (index >= first && index <= last),
      ),
    [placed, first, last, strayColumn],
  );
};
