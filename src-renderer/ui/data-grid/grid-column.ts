import type { ReactNode, Ref } from 'react';
import type { IconName } from '../icon';
import type { AfterEdit } from './grid-state';

export interface GridEditorProps<Row> {
  readonly row: Row;
  /** The key that began the edit: it replaces the value. Undefined edits the value as it is. */
  readonly initialText: string | undefined;
  /** Saves once; later calls of the same edit do nothing. Enter goes down, Tab right, blur stays. */
  readonly commit: (value: unknown, after?: AfterEdit) => void;
  readonly cancel: () => void;
}

/** saving: takes over a second; rejected: the value was refused; readOnly: computed, synced or forbidden. */
export type GridCellState = 'saving' | 'rejected' | 'readOnly';

export interface GridColumn<Row> {
  readonly key: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly width: number;
  readonly minWidth?: number | undefined;
  readonly align?: 'start' | 'center' | 'end' | undefined;
  /** Leading columns only. */
  readonly frozen?: boolean | undefined;
  readonly sortDirection?: 'ascending' | 'descending' | undefined;
  /** Must be stable between renders: rows are drawn again only when their row or column changes. */
  readonly renderCell: (row: Row) => ReactNode;
  readonly renderEditor?: ((editor: GridEditorProps<Row>) => ReactNode) | undefined;
  readonly canEdit?: ((row: Row) => boolean) | undefined;
  /** Space, Enter and a press on a `GridCheck` switch the cell in place of an editor. */
  readonly onToggle?: ((row: Row) => void) | undefined;
  readonly getCopyText?: ((row: Row) => string) | undefined;
  readonly getState?: ((row: Row) => GridCellState | undefined) | undefined;
  readonly footer?: ReactNode;
}

export const isEditable = <Row>(column: GridColumn<Row>, row: Row): boolean =>
  column.renderEditor !== undefined && (column.canEdit?.(row) ?? true);

/** Cells of one gesture, by row index and column key. */
export interface GridRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columnKeys: readonly string[];
}

export interface GridLabels<Row> {
  readonly grid: string;
  readonly selectAll: string;
  readonly selectRow: (row: Row) => string;
  readonly peekRow: (row: Row) => string;
  readonly resized: (column: string, widthPx: number) => string;
  readonly moved: (column: string, position: number, count: number) => string;
  readonly loadingRow: string;
}

export interface GridHandle {
  readonly focus: () => void;
  readonly focusCell: (rowIndex: number, columnKey: string) => void;
  readonly scrollToRow: (rowIndex: number) => void;
  readonly editCell: (rowIndex: number, columnKey: string) => void;
}

export interface DataGridProps<Row> {
  readonly rowCount: number;
  /** False while `rowCount` is an estimate. Default: true. */
  readonly isRowCountKnown?: boolean | undefined;
  /** Undefined while the row is not loaded; a skeleton row stands in its place. */
  readonly getRow: (index: number) => Row | undefined;
  readonly rowId: (row: Row) => string;
  readonly columns: readonly GridColumn<Row>[];
  readonly labels: GridLabels<Row>;
  readonly rowHeight?: number | undefined;
  readonly onVisibleRowsChange?: ((first: number, last: number) => void) | undefined;

  readonly selectedIds?: ReadonlySet<string> | undefined;
  readonly allSelected?: 'none' | 'some' | 'all' | undefined;
  /** With it, rows have a checkbox. */
  readonly onToggleRow?: ((row: Row, index: number) => void) | undefined;
  readonly onSelectRange?: ((fromIndex: number, toIndex: number) => void) | undefined;
  readonly onToggleAll?: (() => void) | undefined;

  readonly onSort?: ((key: string) => void) | undefined;
  readonly onHeaderMenu?: ((key: string, anchor: HTMLElement) => void) | undefined;
  readonly onColumnResize?: ((key: string, widthPx: number) => void) | undefined;
  readonly onColumnMove?: ((key: string, toIndex: number) => void) | undefined;
  readonly onFooterMenu?: ((key: string, anchor: HTMLElement) => void) | undefined;
  /** After the last header cell: the button that adds a column. */
  readonly headerEnd?: ReactNode;

  readonly onEditCommit?: ((rowId: string, columnKey: string, value: unknown) => void) | undefined;
  readonly onPaste?: ((at: GridRange, cells: readonly (readonly string[])[]) => void) | undefined;
  readonly onClear?: ((range: GridRange) => void) | undefined;
  readonly onFillDown?: ((range: GridRange) => void) | undefined;
  /** Ctrl or Cmd+Enter, and Enter on a cell that has no editor. */
  readonly onOpenRow?: ((row: Row) => void) | undefined;
  readonly onPeekRow?: ((row: Row) => void) | undefined;
  readonly onRowContextMenu?:
    | ((row: Row, index: number, point: { readonly x: number; readonly y: number }) => void)
    | undefined;
  readonly onActiveRowChange?: ((index: number) => void) | undefined;

  /** A row that is the heading of a group spans the grid. */
  readonly renderGroup?: ((row: Row) => ReactNode) | undefined;
  /** In place of rows when there are none. */
  readonly empty?: ReactNode;
  readonly handleRef?: Ref<GridHandle> | undefined;
  readonly className?: string | undefined;
}
