import type { DataGridProps, GridColumn, GridRange } from './grid-column';
import type { GridCommand } from './grid-keys.rules';
import type { CellPosition, CellRange, GridAction, GridExtent, GridState } from './grid-state';

interface GridCommandInput<Row> extends Pick<
  DataGridProps<Row>,
  'onOpenRow' | 'onPeekRow' | 'onClear' | 'onFillDown' | 'onToggleAll' | 'onFooterMenu'
> {
  readonly active: CellPosition;
  readonly activeRow: Row | undefined;
  readonly activeColumn: GridColumn<Row> | undefined;
  readonly anchor: GridState['anchor'];
  readonly range: CellRange | null;
  readonly extent: GridExtent;
  readonly dispatch: (action: GridAction) => void;
  /** Dispatches and brings the active cell into view. */
  readonly act: (action: GridAction) => void;
  readonly gridRange: (cells: CellRange) => GridRange;
  readonly beginEdit: (initialText: string | undefined) => boolean;
  readonly toggleRow: (index: number) => boolean;
  readonly selectBlock: (from: number, to: number) => boolean;
  readonly selectBlockTo: (index: number) => boolean;
  readonly resizeColumn: (key: string, widthPx: number) => void;
  readonly moveColumn: (key: string, to: number) => void;
  readonly pressHeader: (key: string, anchor: HTMLElement) => void;
  readonly activeElement: () => HTMLElement | null;
}

/** Does what a key means; false leaves the key to whoever listens outside. */
export const runGridCommand = <Row>(grid: GridCommandInput<Row>, command: GridCommand): boolean => {
  const { active, activeRow, activeColumn, range } = grid;
  switch (command.type) {
    case 'move':
      grid.act({ ...command, extent: grid.extent });
      return true;
    case 'edit':
      return grid.beginEdit(command.initialText);
    case 'openRow':
      if (activeRow === undefined || !grid.onOpenRow) return false;
      grid.onOpenRow(activeRow);
      return true;
    case 'space':
      if (activeRow === undefined) return false;
      if (activeColumn?.onToggle) activeColumn.onToggle(activeRow);
      else grid.onPeekRow?.(activeRow);
      return true;
    case 'clear':
      if (!range || !grid.onClear) return false;
      grid.onClear(grid.gridRange(range));
      return true;
    case 'fillDown':
      if (!range || !grid.onFillDown) return false;
      grid.onFillDown(grid.gridRange(range));
      return true;
    case 'toggleRow':
      return grid.toggleRow(active.row);
    case 'selectBlock':
      return range && range.lastRow > range.firstRow
        ? grid.selectBlock(range.firstRow, range.lastRow)
        : grid.selectBlockTo(active.row);
    case 'toggleAll':
      if (!grid.onToggleAll) return false;
      grid.onToggleAll();
      return true;
    case 'collapse':
      grid.dispatch({ type: 'collapse' });
      return grid.anchor !== null;
    case 'headerMenu': {
      const anchor = grid.activeElement();
      if (anchor && activeColumn) grid.pressHeader(activeColumn.key, anchor);
      return true;
    }
    case 'footerMenu': {
      const anchor = grid.activeElement();
      if (anchor && activeColumn) grid.onFooterMenu?.(activeColumn.key, anchor);
      return true;
    }
    case 'resizeColumn':
      if (activeColumn) grid.resizeColumn(activeColumn.key, activeColumn.width + command.byPx);
      return true;
    case 'moveColumn':
      if (activeColumn) grid.moveColumn(activeColumn.key, active.column + command.by);
      return true;
  }
};
