import { useRef, type MouseEvent } from 'react';
import { isEditable, type DataGridProps } from './grid-column';
import { cellElementOf, cellOf, checkRoleOf, isInEditor, isOwnControl } from './grid-dom';
import { useEdgeScroll, type GridEdges } from './use-edge-scroll';
import type { CellRange, GridAction, GridExtent, GridState } from './grid-state';

type Callbacks<Row> = Pick<
  DataGridProps<Row>,
  'rowCount' | 'columns' | 'getRow' | 'onToggleAll' | 'onPeekRow' | 'onFooterMenu' | 'onRowContextMenu'
>;

export interface GridPointerInput<Row> extends Callbacks<Row> {
  readonly state: GridState;
  readonly range: CellRange | null;
  readonly extent: GridExtent;
  readonly edges: GridEdges;
  readonly act: (action: GridAction) => void;
  readonly beginEdit: () => void;
  readonly toggleRow: (index: number) => void;
  /** Selects from the row that was toggled last. */
  readonly selectBlockTo: (index: number) => void;
  readonly activeElement: () => HTMLElement | null;
}

/** Presses and drags: they choose cells, and what a cell offers is answered here for all cells at once. */
export const useGridPointer = <Row>(input: GridPointerInput<Row>) => {
  const { state, range, extent, rowCount, columns, getRow, act, beginEdit, toggleRow, selectBlockTo } = input;
  const { onToggleAll, onPeekRow, onFooterMenu, onRowContextMenu, activeElement } = input;
  const { active } = state;
  const followBeyondEdges = useEdgeScroll(input);
  /** A second press on the active cell edits it. */
  const press = useRef({ wasActive: false, isDown: false });

  const handleMouseDown = (event: MouseEvent<HTMLDivElement>): void => {
    const cell = cellOf(event.target);
    if (!cell || isInEditor(event.target)) return;
    const hadFocus = document.activeElement === event.currentTarget;
    // The focus belongs to the grid, not to a link inside a cell, and text is not selected by dragging.
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    const isSame = cell.row === active.row && cell.column === active.column;
    press.current = { wasActive: hadFocus && isSame && !state.anchor, isDown: event.button === 0 && cell.row >= 0 };
    const isInRange =
      range !== null &&
      cell.row >= range.firstRow &&
      cell.row <= range.lastRow &&
      cell.column >= range.firstColumn &&
      cell.column <= range.lastColumn;
    if (event.button === 2 && isInRange) return;
    const isBody = cell.row >= 0 && cell.row < rowCount;
    const extend = event.shiftKey && isBody && checkRoleOf(event.target) === undefined;
    act({ type: 'focus', cell, extend, extent });
    if (press.current.isDown && isBody && checkRoleOf(event.target) === undefined) {
      followBeyondEdges(event.currentTarget);
    }
  };

  const handleMouseMove = (event: MouseEvent<HTMLDivElement>): void => {
    if (!press.current.isDown) return;
    // Released outside the window.
    if (event.buttons === 0) {
      press.current.isDown = false;
      return;
    }
    const cell = cellOf(event.target);
    if (!cell || cell.row < 0 || cell.row >= rowCount) return;
    if (cell.row === active.row && cell.column === active.column) return;
    act({ type: 'focus', cell, extend: true, extent });
  };

  const handleClick = (event: MouseEvent<HTMLDivElement>): void => {
    press.current.isDown = false;
    const cell = cellOf(event.target);
    if (!cell || isInEditor(event.target)) return;
    const row = cell.row >= 0 && cell.row < rowCount ? getRow(cell.row) : undefined;
    const column = columns[cell.column];
    switch (checkRoleOf(event.target)) {
      case 'all':
        onToggleAll?.();
        return;
      case 'row':
        if (event.shiftKey) selectBlockTo(cell.row);
        else toggleRow(cell.row);
        return;
      case 'cell':
        if (row !== undefined) column?.onToggle?.(row);
        return;
      case undefined:
        break;
    }
    if (event.target instanceof Element && event.target.closest('[data-grid-peek]')) {
      if (row !== undefined) onPeekRow?.(row);
      return;
    }
    if (isOwnControl(event.target)) return;
    const element = cellElementOf(event.target);
    if (cell.row === rowCount && column && element) onFooterMenu?.(column.key, element);
    else if (row !== undefined && column && press.current.wasActive && isEditable(column, row)) beginEdit();
  };

  const handleContextMenu = (event: MouseEvent<HTMLDivElement>): void => {
    if (!onRowContextMenu || isInEditor(event.target)) return;
    // The menu key aims at the grid itself and means the active cell.
    const isByKey = event.target === event.currentTarget;
    const cell = isByKey ? active : cellOf(event.target);
    const row = cell && cell.row >= 0 && cell.row < rowCount ? getRow(cell.row) : undefined;
    if (!cell || row === undefined) return;
    event.preventDefault();
    const box = isByKey ? activeElement()?.getBoundingClientRect() : undefined;
    onRowContextMenu(row, cell.row, box ? { x: box.left, y: box.bottom } : { x: event.clientX, y: event.clientY });
  };

  return {
    onMouseDown: handleMouseDown,
    onMouseMove: handleMouseMove,
    onClick: handleClick,
    onContextMenu: handleContextMenu,
  };
};
