import { useLingui } from '@lingui/react/macro';
import { useCallback, useMemo, useState, type ReactNode, type Ref } from 'react';
import type { RecordId } from '@shared/domain/ids';
import type { RecordSet, Sort } from '@shared/domain/query';
import { recordTitle } from '@shared/domain/record-title';
import type { FieldDef, ObjectDef } from '@shared/domain/schema';
import type { FieldValue, Row } from '@shared/domain/values';
import { useRecordName } from '../../fields/record-name';
import type { RecordWindowState } from '../../rpc/use-record-window';
import { ROW_HEIGHT_PX, useWindowState } from '../../stores/window.store';
import { DataGrid, type GridHandle } from '../../ui/data-grid/data-grid';
import { ColumnMenu } from './column-menu';
import { isSelected, type RowSelectionState } from './row-selection';
import { RowMenu } from './row-menu';
import { TotalsMenu } from './totals-menu';
import { useColumnTotals } from './use-column-totals';
import { useGridColumns } from './use-grid-columns';
import { useGridEdits } from './use-grid-edits';
import { changeColumn, moveColumn, type TableColumn } from './view-columns.rules';
import styles from './records-table.module.css';

interface RecordsTableProps {
  readonly object: ObjectDef;
  readonly title: string;
  readonly set: RecordSet;
  readonly columns: readonly TableColumn[];
  readonly sort: readonly Sort[];
  readonly rows: RecordWindowState;
  readonly readRows: (first: number, last: number) => Promise<readonly Row[]>;
  readonly selection: RowSelectionState;
  readonly empty: ReactNode;
  readonly onSort: (sort: Sort[]) => void;
  readonly onFilter: (field: string) => void;
  readonly onResize: (field: string, widthPx: number) => void;
  readonly onColumns: (columns: readonly TableColumn[]) => void;
  readonly onOpenRecord: (object: string, id: RecordId) => void;
  readonly hrefOfRecord: (object: string, id: RecordId) => string;
  /** Left out: not offered. */
  readonly onDelete: ((row: Row) => void) | undefined;
  readonly handleRef: Ref<GridHandle>;
}

type OpenMenu =
  | { readonly kind: 'column' | 'totals'; readonly field: string; readonly anchor: HTMLElement }
  | { readonly kind: 'row'; readonly row: Row; readonly x: number; readonly y: number };

/** The rows of a view in a grid that is edited in place. */
export const RecordsTable = (props: RecordsTableProps) => {
  const { object, title, set, columns, sort, rows, readRows, selection, onColumns, onOpenRecord, onDelete } = props;
  const { t } = useLingui();
  const density = useWindowState((state) => state.density);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const closeMenu = () => setMenu(null);

  const visibleFields = useMemo(() => columns.flatMap(({ field, isHidden }) => (isHidden ? [] : [field])), [columns]);
  const edits = useGridEdits({ object: object.name, fields: visibleFields, readRows });
  const footers = useColumnTotals(set, columns, object.titleField, rows.total);
  const toggle = useCallback(
    (row: Row, field: FieldDef, next: boolean) => edits.commit(row.id, field.name, next),
    [edits],
  );
  const gridColumns = useGridColumns({
    object,
    columns,
    sort,
    footers,
    onOpenRecord,
    hrefOfRecord: props.hrefOfRecord,
    onToggle: toggle,
  });

  const recordName = useRecordName();
  const nameOf = useCallback((row: Row) => recordName(object.name, recordTitle(object, row)), [object, recordName]);
  const labels = useMemo(
    () => ({
      grid: title,
      selectAll: t`Select all`,
      selectRow: (row: Row) => t`Select ${nameOf(row)}`,
      peekRow: (row: Row) => t`Open ${nameOf(row)}`,
      resized: (column: string, widthPx: number) => t`${column} is ${widthPx} pixels wide`,
      moved: (column: string, position: number, count: number) => t`${column} moved to ${position} of ${count}`,
      loadingRow: t`Loading`,
    }),
    [title, t, nameOf],
  );
  const selectedIds = useMemo(
    () =>
      selection.selection.kind === 'some'
        ? selection.selection.ids
        : new Set(rows.loaded.flatMap((row) => (isSelected(selection.selection, row.id) ? [row.id] : []))),
    [selection.selection, rows.loaded],
  );
  const columnAt = (field: string) => columns.find((column) => column.field.name === field);
  const open = useCallback((row: Row) => onOpenRecord(object.name, row.id), [onOpenRecord, object.name]);
  const rowIdOf = useCallback((row: Row) => row.id, []);
  const menuColumn = menu && menu.kind !== 'row' ? columnAt(menu.field) : undefined;

  return (
    <>
      <DataGrid<Row>
        className={styles.grid}
        handleRef={props.handleRef}
        rowCount={rows.rowCount}
        isRowCountKnown={rows.total !== undefined}
        getRow={rows.getRow}
        rowId={rowIdOf}
        columns={gridColumns}
        labels={labels}
        rowHeight={ROW_HEIGHT_PX[density]}
        onVisibleRowsChange={rows.setVisible}
        selectedIds={selectedIds}
        allSelected={selection.count === 0 ? 'none' : selection.areAll ? 'all' : 'some'}
        onToggleRow={selection.toggle}
        onSelectRange={(from, to) => void readRows(from, to).then((block) => selection.add(block.map(({ id }) => id)))}
        onToggleAll={selection.toggleAll}
        onHeaderMenu={(field, anchor) => setMenu({ kind: 'column', field, anchor })}
        onFooterMenu={(field, anchor) => setMenu({ kind: 'totals', field, anchor })}
        onColumnResize={props.onResize}
        onColumnMove={(field, toIndex) => {
          const target = visibleFields[toIndex];
          if (target) onColumns(moveColumn(columns, field, target.name));
        }}
        onEditCommit={(id, field, value) => {
          const row = rows.loaded.find((each) => each.id === id);
          // The editors of `fields/` commit the values of their types; an untouched one gives back what it got.
          const next = value as FieldValue;
          if (row && next !== (row[field] ?? null)) edits.commit(row.id, field, next);
        }}
        onPaste={edits.paste}
        onClear={edits.clear}
        onFillDown={edits.fillDown}
        onOpenRow={open}
        onPeekRow={open}
        onRowContextMenu={(row, _index, { x, y }) => setMenu({ kind: 'row', row, x, y })}
        empty={props.empty}
      />
      {menu?.kind === 'column' && menuColumn && (
        <ColumnMenu
          anchor={menu.anchor}
          column={menuColumn}
          columns={columns}
          isTitle={menuColumn.field.name === object.titleField}
          sort={sort}
          onSort={props.onSort}
          onFilter={props.onFilter}
          onColumns={onColumns}
          onClose={closeMenu}
        />
      )}
      {menu?.kind === 'totals' && menuColumn && (
        <TotalsMenu
          anchor={menu.anchor}
          column={menuColumn}
          onChange={(aggregate) => onColumns(changeColumn(columns, menuColumn.field.name, { aggregate }))}
          onClose={closeMenu}
        />
      )}
      {menu?.kind === 'row' && (
        <RowMenu
          at={menu}
          name={nameOf(menu.row)}
          isSelected={isSelected(selection.selection, menu.row.id)}
          onOpen={() => open(menu.row)}
          onToggle={() => selection.toggle(menu.row)}
          onDelete={onDelete && (() => onDelete(menu.row))}
          onClose={closeMenu}
        />
      )}
    </>
  );
};
