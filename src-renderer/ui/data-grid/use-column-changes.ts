import { useState, type Dispatch } from 'react';
import type { DataGridProps } from './grid-column';
import type { GridAction, GridExtent } from './grid-state';
import { minWidthOf } from './use-column-drag';

interface ColumnChangesInput<Row> extends Pick<
  DataGridProps<Row>,
  'columns' | 'labels' | 'onColumnResize' | 'onColumnMove' | 'onHeaderMenu' | 'onSort'
> {
  readonly frozenCount: number;
  readonly activeRow: number;
  readonly extent: GridExtent;
  readonly dispatch: Dispatch<GridAction>;
}

/** What keys and pointer do to columns, and the words in which a screen reader hears of it. */
export const useColumnChanges = <Row>(input: ColumnChangesInput<Row>) => {
  const { columns, labels, onColumnResize, onColumnMove, onHeaderMenu, onSort, frozenCount, activeRow, extent } = input;
  const [announcement, setAnnouncement] = useState('');

  const resizeColumn = (key: string, width: number): void => {
    const column = columns.find((other) => other.key === key);
    if (!column || !onColumnResize) return;
    const next = Math.max(minWidthOf(column), width);
    onColumnResize(key, next);
    setAnnouncement(labels.resized(column.label, next));
  };
  /** Frozen columns stay among themselves, and so do the others. */
  const moveColumn = (key: string, to: number): void => {
    const from = columns.findIndex((other) => other.key === key);
    const column = columns[from];
    const isFrozen = from < frozenCount;
    const low = isFrozen ? 0 : frozenCount;
    const high = (isFrozen ? frozenCount : columns.length) - 1;
    if (!column || !onColumnMove || to < low || to > high) return;
    onColumnMove(key, to);
    input.dispatch({ type: 'focus', cell: { row: activeRow, column: to }, extend: false, extent });
    setAnnouncement(labels.moved(column.label, to + 1, columns.length));
  };
  const pressHeader = (key: string, anchor: HTMLElement): void => {
    if (onHeaderMenu) onHeaderMenu(key, anchor);
    else onSort?.(key);
  };
  return { announcement, resizeColumn, moveColumn, pressHeader };
};
