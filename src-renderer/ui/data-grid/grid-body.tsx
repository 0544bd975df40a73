import type { ReactNode } from 'react';
import type { DataGridProps } from './grid-column';
import type { GridShared } from './grid-cell';
import { GridRow } from './grid-row';
import type { CellRange, GridState } from './grid-state';
import { slotOf, type IndexSpan } from './row-window.rules';
import type { PlacedColumn } from './use-grid-columns';

interface GridBodyProps<Row> extends Pick<DataGridProps<Row>, 'rowCount' | 'getRow' | 'rowId' | 'renderGroup'> {
  readonly mounted: IndexSpan;
  readonly slots: number;
  /** The row at which the layer starts. */
  readonly base: number;
  readonly leadSlot: number;
  readonly rowHeight: number;
  readonly columns: readonly PlacedColumn<Row>[];
  readonly columnCount: number;
  readonly shared: GridShared<Row>;
  readonly selectedIds: ReadonlySet<string>;
  readonly state: GridState;
  readonly range: CellRange | null;
}

/** The rows in and near the view. A row that scrolls away lends its elements to the one that arrives. */
export const GridBody = <Row,>(props: GridBodyProps<Row>): ReactNode => {
  const { rowCount, getRow, rowId, mounted, slots, base, leadSlot, rowHeight, selectedIds, range } = props;
  const { active, anchor, editing } = props.state;

  const renderRow = (index: number, key: string | number, top: number): ReactNode => {
    const row = getRow(index);
    const isActive = index === active.row;
    const isInRange = anchor !== null && range !== null && index >= range.firstRow && index <= range.lastRow;
    return (
      <GridRow
        key={key}
        row={row}
        index={index}
        top={top}
        height={rowHeight}
        columns={props.columns}
        columnCount={props.columnCount}
        shared={props.shared}
        isSelected={row !== undefined && selectedIds.has(rowId(row))}
        activeColumn={isActive ? active.column : -1}
        rangeFirst={isInRange ? range.firstColumn : -1}
        rangeLast={isInRange ? range.lastColumn : -2}
        edit={isActive ? editing : null}
        renderGroup={props.renderGroup}
      />
    );
  };

  // One that is edited keeps its own elements, wherever it goes.
  const keyOf = (index: number, slot: number | string): number | string =>
    editing !== null && index === active.row ? 'edited' : slot;

  // In the order of the slots, which does not change while rows scroll: the elements stay where they are in the page.
  const bySlot = Array.from({ length: slots }, (_, place) => (place + leadSlot) % slots);
  const firstSlot = slotOf(mounted.first, base, slots);
  const rows = bySlot.flatMap((slot) => {
    const index = mounted.first + ((slot - firstSlot + slots) % slots);
    return index > mounted.last ? [] : [renderRow(index, keyOf(index, slot), (index - base) * rowHeight)];
  });

  // The active cell stays in the page while it is scrolled out of view: it is named, and perhaps being edited.
  const isStray = active.row >= 0 && active.row < rowCount && (active.row < mounted.first || active.row > mounted.last);
  if (isStray) rows.push(renderRow(active.row, keyOf(active.row, 'stray'), (mounted.first - base - 2) * rowHeight));
  return rows;
};
