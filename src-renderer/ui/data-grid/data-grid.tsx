import {
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useMemo,
  useReducer,
  type CSSProperties,
  type KeyboardEvent,
} from 'react';
import { classNames } from '../class-names';
import { GridBody } from './grid-body';
import { cellId, type GridShared } from './grid-cell';
import { gridClipboard } from './grid-clipboard';
import type { DataGridProps, GridRange } from './grid-column';
import { GridFooter } from './grid-footer';
import { GridHeader } from './grid-header';
import { commandForKey } from './grid-keys.rules';
import { rowSkeleton, viewSkeleton } from './grid-skeleton.rules';
import { initialGridState, rangeOf, reduceGrid, type CellRange, type GridAction, type GridExtent } from './grid-state';
import { canvasHeight, rowsPerPage } from './row-window.rules';
import { runGridCommand } from './run-grid-command';
import { useColumnChanges } from './use-column-changes';
import { useColumnPlaces, useMountedColumns } from './use-grid-columns';
import { useGridEditing } from './use-grid-editing';
import { useGridPointer } from './use-grid-pointer';
import { FOOTER_PX, HEADER_PX, useGridWindow } from './use-grid-window';
import { useRowBlocks } from './use-row-blocks';
import styles from './data-grid.module.css';

export type * from './grid-column';

const NONE: ReadonlySet<string> = new Set();

/** CSS variables are not in React's own list of style names. */
interface GridStyle extends CSSProperties {
  readonly '--grid-width': string;
  readonly '--grid-view-width': string;
  readonly '--grid-skeleton': string;
  readonly '--grid-backdrop': string;
}

/**
 * A table of any length, virtual on both axes, worked by keyboard first. It has one tab stop: the grid keeps the focus
 * and names its active cell through `aria-activedescendant`.
 */
export const DataGrid = <Row,>(props: DataGridProps<Row>) => {
  const { rowCount, getRow, columns, labels, rowHeight = 36, selectedIds = NONE, allSelected = 'none' } = props;
  const { onToggleRow, onToggleAll, onPeekRow, onHeaderMenu, onFooterMenu } = props;
  const gridId = useId();
  const [state, dispatch] = useReducer(reduceGrid, initialGridState);
  const { active } = state;

  const { places, placed, setDraftWidth } = useColumnPlaces(columns);
  const hasFooter = columns.some((column) => column.footer !== undefined);
  const gridWindow = useGridWindow({ rowCount, rowHeight, places, hasFooter });
  const { viewRef, layerRef, geometry, reveal } = gridWindow;
  const { first: firstMounted, last: lastMounted } = gridWindow.rows;
  const mountedColumns = useMountedColumns(placed, gridWindow.columns, active.column);

  const extent: GridExtent = {
    rowCount,
    columnCount: columns.length,
    rowsPerPage: rowsPerPage(geometry),
    hasFooter: hasFooter && onFooterMenu !== undefined,
  };
  const range = rangeOf(state, rowCount);
  const activeRow = active.row >= 0 && active.row < rowCount ? getRow(active.row) : undefined;
  const activeColumn = columns[active.column];
  const activeElement = (): HTMLElement | null => document.getElementById(cellId(gridId, active.row, active.column));

  const act = (action: GridAction): void => {
    const next = reduceGrid(state, action);
    dispatch(action);
    reveal(next.active.row, next.active.column);
  };
  const gridRange = (cells: CellRange): GridRange => ({
    firstRow: cells.firstRow,
    lastRow: cells.lastRow,
    columnKeys: columns.slice(cells.firstColumn, cells.lastColumn + 1).map(({ key }) => key),
  });

  const { endEdit, openEdit, beginEdit } = useGridEditing({
    ...props,
    active,
    activeRow,
    activeColumn,
    extent,
    viewRef,
    dispatch,
    act,
    reveal,
  });
  const blocks = useRowBlocks(props);
  const columnChanges = useColumnChanges({
    ...props,
    frozenCount: places.frozenCount,
    activeRow: active.row,
    extent,
    dispatch,
  });
  const { resizeColumn, moveColumn, pressHeader } = columnChanges;

  const shared = useMemo<GridShared<Row>>(
    () => ({
      gridId,
      labels,
      canSelectRows: onToggleRow !== undefined,
      canPeek: onPeekRow !== undefined,
      endEdit,
    }),
    [gridId, labels, onToggleRow, onPeekRow, endEdit],
  );

  const handleKeys = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Menus and editors open in portals: their keys bubble here through React, not through the page.
    if (event.defaultPrevented || event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
    const command = commandForKey(event, {
      part: active.row < 0 ? 'header' : active.row >= rowCount ? 'footer' : 'body',
      isRightToLeft: getComputedStyle(event.currentTarget).direction === 'rtl',
    });
    if (!command) return;
    const grid = {
      ...props,
      ...blocks,
      ...columnChanges,
      active,
      activeRow,
      activeColumn,
      anchor: state.anchor,
      range,
      extent,
      dispatch,
      act,
      gridRange,
      beginEdit,
      activeElement,
    };
    if (!runGridCommand(grid, command)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pointer = useGridPointer({
    ...props,
    ...blocks,
    state,
    range,
    extent,
    edges: { header: HEADER_PX, footer: hasFooter ? FOOTER_PX : 0, frozen: places.frozenWidth },
    act,
    beginEdit: () => beginEdit(undefined),
    activeElement,
  });

  const tellVisibleRows = useEffectEvent(() => {
    if (lastMounted >= firstMounted) props.onVisibleRowsChange?.(firstMounted, lastMounted);
  });
  useEffect(() => tellVisibleRows(), [firstMounted, lastMounted]);

  const tellActiveRow = useEffectEvent(() => props.onActiveRowChange?.(active.row));
  useEffect(() => tellActiveRow(), [active.row]);

  const fit = useEffectEvent(() => dispatch({ type: 'fit', extent }));
  useEffect(() => fit(), [rowCount, columns.length, extent.hasFooter]);

  useImperativeHandle(props.handleRef, () => {
    const focusCell = (rowIndex: number, columnKey: string): void => {
      viewRef.current?.focus({ preventScroll: true });
      const found = columns.findIndex((column) => column.key === columnKey);
      act({ type: 'focus', cell: { row: rowIndex, column: Math.max(0, found) }, extend: false, extent });
    };
    return {
      focus: () => viewRef.current?.focus({ preventScroll: true }),
      focusCell,
      scrollToRow: (rowIndex) => reveal(rowIndex, -1),
      editCell: (rowIndex, columnKey) => {
        focusCell(rowIndex, columnKey);
        openEdit(undefined);
      },
    };
  });

  const skeleton = useMemo(
    () => ({ '--grid-skeleton': rowSkeleton(placed), '--grid-backdrop': viewSkeleton(placed, rowHeight) }),
    [placed, rowHeight],
  );
  const style: GridStyle = {
    '--grid-width': `${places.totalWidth + (props.headerEnd ? 40 : 0)}px`,
    '--grid-view-width': `${gridWindow.width}px`,
    ...skeleton,
  };
  const hasActiveCell = columns.length > 0 && (rowCount > 0 || active.row < 0);

  return (
    <>
      <div
        ref={viewRef}
        className={classNames(styles.grid, props.className)}
        style={style}
        role="grid"
        tabIndex={0}
        aria-label={labels.grid}
        aria-rowcount={props.isRowCountKnown === false ? -1 : rowCount + 1 + (hasFooter ? 1 : 0)}
        aria-colcount={columns.length + (props.headerEnd ? 1 : 0)}
        aria-multiselectable="true"
        aria-activedescendant={hasActiveCell ? cellId(gridId, active.row, active.column) : undefined}
        onKeyDown={handleKeys}
        {...pointer}
        {...gridClipboard({ ...props, range, gridRange })}
      >
        <GridHeader
          gridId={gridId}
          columns={mountedColumns}
          places={places}
          activeColumn={active.row < 0 ? active.column : -1}
          selectAll={onToggleAll && { label: labels.selectAll, state: allSelected }}
          onResizing={setDraftWidth}
          onResize={props.onColumnResize && resizeColumn}
          onMove={props.onColumnMove && moveColumn}
          onPress={pressHeader}
          hasMenu={onHeaderMenu !== undefined}
          end={props.headerEnd}
        />
        <div className={styles.canvas} style={{ blockSize: canvasHeight(geometry) }} role="presentation">
          {rowCount === 0 && props.empty ? (
            // A grid may hold rows only: what stands in their place is one cell of one row.
            <div className={styles.empty} role="row">
              <div className={styles.emptyCell} role="gridcell" aria-colspan={columns.length}>
                {props.empty}
              </div>
            </div>
          ) : (
            <>
              <div
                className={styles.backdrop}
                // Below the last row of a short list nothing is on its way.
                style={{ blockSize: Math.min(geometry.viewHeight, canvasHeight(geometry)) }}
                role="presentation"
              />
              <div ref={layerRef} className={styles.layer} role="rowgroup">
                <GridBody
                  {...props}
                  state={state}
                  range={range}
                  columns={mountedColumns}
                  columnCount={columns.length}
                  shared={shared}
                  selectedIds={selectedIds}
                  mounted={gridWindow.rows}
                  slots={gridWindow.slots}
                  base={gridWindow.base}
                  leadSlot={gridWindow.leadSlot}
                  rowHeight={rowHeight}
                />
              </div>
            </>
          )}
        </div>
        {hasFooter && (
          <GridFooter
            gridId={gridId}
            rowCount={rowCount}
            columns={mountedColumns}
            activeColumn={active.row >= rowCount ? active.column : -1}
            hasMenu={onFooterMenu !== undefined}
          />
        )}
      </div>
      <div className="visually-hidden" role="status">
        {columnChanges.announcement}
      </div>
    </>
  );
};
