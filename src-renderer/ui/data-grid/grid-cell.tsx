import { memo, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../icon';
import { GridCheck } from './grid-check';
import type { GridColumn, GridLabels } from './grid-column';
import type { AfterEdit } from './grid-state';
import type { PlacedColumn } from './use-grid-columns';
import styles from './data-grid.module.css';

/** What all cells of a grid have in common; its identity changes rarely. */
export interface GridShared<Row> {
  readonly gridId: string;
  readonly labels: GridLabels<Row>;
  readonly canSelectRows: boolean;
  readonly canPeek: boolean;
  readonly endEdit: (outcome: EditOutcome<Row>) => void;
}

export interface EditOutcome<Row> {
  readonly row: Row;
  readonly columnKey: string;
  readonly after: AfterEdit;
  readonly saved: { readonly value: unknown } | undefined;
}

export const cellId = (gridId: string, row: number, column: number): string => `${gridId}-${row}-${column}`;

interface EditBoxProps<Row> {
  readonly row: Row;
  readonly column: GridColumn<Row>;
  readonly initialText: string | undefined;
  readonly endEdit: GridShared<Row>['endEdit'];
}

/** Holds one edit. */
const EditBox = <Row,>({ row, column, initialText, endEdit }: EditBoxProps<Row>): ReactNode => {
  const cancel = (): void => endEdit({ row, columnKey: column.key, after: 'stay', saved: undefined });
  const commit = (value: unknown, after: AfterEdit = 'stay'): void =>
    endEdit({ row, columnKey: column.key, after, saved: { value } });
  const handleKeys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      cancel();
    }
  };
  return (
    // Esc must work in every editor, also in one that does not listen for it.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.editor} data-grid-editor="" onKeyDown={handleKeys}>
      {column.renderEditor?.({ row, initialText, commit, cancel })}
    </div>
  );
};

export interface GridCellProps<Row> {
  readonly row: Row;
  readonly placed: PlacedColumn<Row>;
  readonly shared: GridShared<Row>;
  /** Index of the row while this is the active cell, else -1: a cell that is lent to another row changes only its value. */
  readonly activeRow: number;
  readonly isInRange: boolean;
  readonly isSelected: boolean;
  readonly edit: { readonly initialText: string | undefined } | null;
}

const Cell = <Row,>({ row, placed, shared, activeRow, isInRange, isSelected, edit }: GridCellProps<Row>) => {
  const { column, index, start, width, frozen } = placed;
  const isFirst = index === 0;
  const isActive = activeRow >= 0;
  const state = column.getState?.(row);
  return (
    <div
      id={isActive ? cellId(shared.gridId, activeRow, index) : undefined}
      role={isFirst ? 'rowheader' : 'gridcell'}
      className={styles.cell}
      style={{ insetInlineStart: start, inlineSize: width }}
      aria-colindex={index + 1}
      aria-selected={isActive || isInRange || undefined}
      aria-readonly={state === 'readOnly' || (!column.renderEditor && !column.onToggle) || undefined}
      aria-invalid={state === 'rejected' || undefined}
      data-column={index}
      data-align={column.align}
      data-frozen={frozen === 'no' ? undefined : frozen}
      data-first={isFirst || undefined}
      data-active={isActive || undefined}
      data-range={isInRange || undefined}
      data-state={state}
      data-editing={edit ? '' : undefined}
    >
      {isFirst && shared.canSelectRows && (
        <GridCheck aim="row" checked={isSelected} label={shared.labels.selectRow(row)} />
      )}
      {edit ? (
        <EditBox row={row} column={column} initialText={edit.initialText} endEdit={shared.endEdit} />
      ) : (
        column.renderCell(row)
      )}
      {isFirst && shared.canPeek && !edit && (
        <button
          type="button"
          className={styles.peek}
          tabIndex={-1}
          data-grid-peek=""
          aria-label={shared.labels.peekRow(row)}
          title={shared.labels.peekRow(row)}
        >
          <Icon name="panel-right" size={14} />
        </button>
      )}
    </div>
  );
};

// `memo` forgets the type parameter; the component and its props are unchanged.
export const GridCell = memo(Cell) as typeof Cell;
