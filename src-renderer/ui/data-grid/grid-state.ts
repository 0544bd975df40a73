/** Row -1 is the header, row `rowCount` the footer. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridExtent {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rowsPerPage: number;
  /** Down from the last row leads to the totals. */
  readonly hasFooter: boolean;
}

export interface GridState {
  readonly active: CellPosition;
  /** The corner opposite the active cell while a range is selected. */
  readonly anchor: CellPosition | null;
  readonly editing: { readonly initialText: string | undefined } | null;
}

export interface CellRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export type GridMove =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'top'
  | 'bottom'
  | 'rowStart'
  | 'rowEnd'
  | 'gridStart'
  | 'gridEnd'
  | 'pageUp'
  | 'pageDown';

/** Where the active cell goes when an edit ends. */
export type AfterEdit = 'down' | 'right' | 'left' | 'stay';

export type GridAction =
  | { readonly type: 'move'; readonly by: GridMove; readonly extend: boolean; readonly extent: GridExtent }
  | { readonly type: 'focus'; readonly cell: CellPosition; readonly extend: boolean; readonly extent: GridExtent }
  | { readonly type: 'edit'; readonly initialText: string | undefined }
  | { readonly type: 'endEdit'; readonly after: AfterEdit; readonly extent: GridExtent }
  | { readonly type: 'collapse' }
  | { readonly type: 'fit'; readonly extent: GridExtent };

export const HEADER_ROW = -1;

export const initialGridState: GridState = { active: { row: 0, column: 0 }, anchor: null, editing: null };

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

const fitCell = (cell: CellPosition, extent: GridExtent, isRange: boolean): CellPosition => {
  const lowest = isRange ? 0 : HEADER_ROW;
  const highest = extent.rowCount - 1 + (extent.hasFooter && !isRange ? 1 : 0);
  return {
    row: clamp(cell.row, lowest, Math.max(lowest, highest)),
    column: clamp(cell.column, 0, Math.max(0, extent.columnCount - 1)),
  };
};

const moved = ({ row, column }: CellPosition, by: GridMove, extent: GridExtent): CellPosition => {
  const lastRow = Math.max(0, extent.rowCount - 1);
  const lastColumn = extent.columnCount - 1;
  switch (by) {
    case 'up':
      return { row: row - 1, column };
    case 'down':
      return { row: row + 1, column };
    case 'left':
      return { row, column: column - 1 };
    case 'right':
      return { row, column: column + 1 };
    case 'top':
      return { row: 0, column };
    case 'bottom':
      return { row: lastRow, column };
    case 'rowStart':
      return { row, column: 0 };
    case 'rowEnd':
      return { row, column: lastColumn };
    case 'gridStart':
      return { row: 0, column: 0 };
    case 'gridEnd':
      return { row: lastRow, column: lastColumn };
    case 'pageUp':
      return { row: Math.max(0, row - extent.rowsPerPage), column };
    case 'pageDown':
      return { row: Math.min(lastRow, row + extent.rowsPerPage), column };
  }
};

const AFTER_EDIT = { down: 'down', right: 'right', left: 'left' } as const satisfies Record<string, GridMove>;

const goTo = (state: GridState, cell: CellPosition, extend: boolean, extent: GridExtent): GridState => {
  const active = fitCell(cell, extent, extend);
  if (!extend) return { active, anchor: null, editing: null };
  return { active, anchor: state.anchor ?? fitCell(state.active, extent, true), editing: null };
};

const isSameCell = (a: CellPosition, b: CellPosition): boolean => a.row === b.row && a.column === b.column;

export const reduceGrid = (state: GridState, action: GridAction): GridState => {
  switch (action.type) {
    case 'move':
      return goTo(state, moved(state.active, action.by, action.extent), action.extend, action.extent);
    case 'focus':
      return goTo(state, action.cell, action.extend, action.extent);
    case 'edit':
      return { ...state, anchor: null, editing: { initialText: action.initialText } };
    case 'endEdit': {
      if (!state.editing) return state;
      const ended: GridState = { ...state, editing: null };
      if (action.after === 'stay') return ended;
      const next = moved(state.active, AFTER_EDIT[action.after], action.extent);
      // Saving in the last row stays there instead of leaving for the totals.
      return goTo(ended, next, false, { ...action.extent, hasFooter: false });
    }
    case 'collapse':
      return state.anchor ? { ...state, anchor: null } : state;
    case 'fit': {
      const active = fitCell(state.active, action.extent, false);
      const anchor = state.anchor && fitCell(state.anchor, action.extent, true);
      const isUnchanged =
        isSameCell(active, state.active) && (!anchor || (state.anchor !== null && isSameCell(anchor, state.anchor)));
      return isUnchanged ? state : { active, anchor, editing: isSameCell(active, state.active) ? state.editing : null };
    }
  }
};

/** The selected cells; without a range that is the active cell, and nothing on header or footer. */
export const rangeOf = ({ active, anchor }: GridState, rowCount: number): CellRange | null => {
  const other = anchor ?? active;
  if (active.row < 0 || active.row >= rowCount || other.row < 0) return null;
  return {
    firstRow: Math.min(active.row, other.row),
    lastRow: Math.min(rowCount - 1, Math.max(active.row, other.row)),
    firstColumn: Math.min(active.column, other.column),
    lastColumn: Math.max(active.column, other.column),
  };
};
