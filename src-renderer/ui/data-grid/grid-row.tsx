import { memo, type ReactNode } from 'react';
import { cellId, GridCell, type GridShared } from './grid-cell';
import type { PlacedColumn } from './use-grid-columns';
import styles from './data-grid.module.css';

interface RowContent<Row> {
  readonly row: Row | undefined;
  readonly columns: readonly PlacedColumn<Row>[];
  readonly columnCount: number;
  readonly shared: GridShared<Row>;
  readonly isSelected: boolean;
  /** Where this row is while it holds the active cell, else -1: other rows do not depend on it. */
  readonly activeRow: number;
  readonly activeColumn: number;
  readonly rangeFirst: number;
  readonly rangeLast: number;
  readonly edit: { readonly initialText: string | undefined } | null;
  readonly renderGroup: ((row: Row) => ReactNode) | undefined;
}

export interface GridRowProps<Row> extends Omit<RowContent<Row>, 'activeRow'> {
  readonly index: number;
  readonly top: number;
  readonly height: number;
}

const Content = <Row,>(props: RowContent<Row>): ReactNode => {
  const { row, columns, columnCount, shared, isSelected, activeRow, activeColumn, edit, renderGroup } = props;
  if (row === undefined) return null;
  const group = renderGroup?.(row);
  if (group !== undefined && group !== null) {
    return (
      <div
        role="gridcell"
        id={activeColumn < 0 ? undefined : cellId(shared.gridId, activeRow, activeColumn)}
        className={styles.group}
        aria-colspan={columnCount}
        data-column={0}
        data-active={activeColumn >= 0 || undefined}
      >
        {group}
      </div>
    );
  }
  return columns.map((placed) => {
    const isActive = placed.index === activeColumn;
    return (
      <GridCell
        key={placed.column.key}
        row={row}
        placed={placed}
        shared={shared}
        activeRow={isActive ? activeRow : -1}
        isInRange={placed.index >= props.rangeFirst && placed.index <= props.rangeLast}
        isSelected={placed.index === 0 && isSelected}
        edit={isActive ? edit : null}
      />
    );
  });
};

const isSameContent = <Row,>(old: RowContent<Row>, next: RowContent<Row>): boolean => {
  // A row that is not here yet keeps the cells of the row before, unseen: they are filled when it comes. Only the active
  // cell must go, for it is in the page in another place.
  if (next.row === undefined && old.activeColumn < 0 && next.activeColumn < 0) return true;
  return (
    old.row === next.row &&
    old.columns === next.columns &&
    old.columnCount === next.columnCount &&
    old.shared === next.shared &&
    old.isSelected === next.isSelected &&
    old.activeRow === next.activeRow &&
    old.activeColumn === next.activeColumn &&
    old.rangeFirst === next.rangeFirst &&
    old.rangeLast === next.rangeLast &&
    old.edit === next.edit &&
    old.renderGroup === next.renderGroup
  );
};

// `memo` forgets the type parameter; the component and its props are unchanged.
const RowCells = memo(Content, isSameContent) as typeof Content;

const RowView = <Row,>({ index, top, height, ...content }: GridRowProps<Row>) => {
  const { row, shared, isSelected, edit, renderGroup, activeColumn } = content;
  const isGroup = row !== undefined && (renderGroup?.(row) ?? null) !== null;
  return (
    <div
      role="row"
      className={styles.row}
      style={{ insetBlockStart: top, blockSize: height }}
      aria-rowindex={index + 2}
      aria-selected={shared.canSelectRows && row !== undefined && !isGroup ? isSelected : undefined}
      aria-busy={row === undefined || undefined}
      data-row={index}
      data-selected={isSelected || undefined}
      data-editing={edit ? '' : undefined}
    >
      <RowCells {...content} activeRow={activeColumn < 0 ? -1 : index} />
    </div>
  );
};

// `memo` forgets the type parameter; the component and its props are unchanged.
export const GridRow = memo(RowView) as typeof RowView;
