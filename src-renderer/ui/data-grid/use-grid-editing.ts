import { useCallback, useLayoutEffect, useRef, type Dispatch, type RefObject } from 'react';
import type { EditOutcome } from './grid-cell';
import { isEditable, type DataGridProps, type GridColumn } from './grid-column';
import type { GridAction, GridExtent, GridState } from './grid-state';

interface GridEditingInput<Row> extends Pick<DataGridProps<Row>, 'rowId' | 'onEditCommit' | 'onOpenRow'> {
  readonly active: GridState['active'];
  readonly activeRow: Row | undefined;
  readonly activeColumn: GridColumn<Row> | undefined;
  readonly extent: GridExtent;
  readonly viewRef: RefObject<HTMLDivElement | null>;
  readonly dispatch: Dispatch<GridAction>;
  /** Dispatches and brings the active cell into view. */
  readonly act: (action: GridAction) => void;
  readonly reveal: (row: number, column: number) => void;
}

/** Opens and ends the edit of the active cell. */
export const useGridEditing = <Row>(input: GridEditingInput<Row>) => {
  const { rowId, onEditCommit, onOpenRow, active, activeRow, activeColumn, extent, viewRef, dispatch, act, reveal } =
    input;
  const isOpen = useRef(false);

  const finish = ({ row, columnKey, after, saved }: EditOutcome<Row>): void => {
    // An edit ends once: an editor that saves on Enter also loses the focus and would save again.
    if (!isOpen.current) return;
    isOpen.current = false;
    // The grid takes the focus back unless the person has already gone elsewhere.
    if (viewRef.current?.contains(document.activeElement)) viewRef.current.focus({ preventScroll: true });
    if (saved) onEditCommit?.(rowId(row), columnKey, saved.value);
    act({ type: 'endEdit', after, extent });
  };
  // Cells get one function for good: a new one would draw every row again.
  const latestFinish = useRef<(outcome: EditOutcome<Row>) => void>(undefined);
  useLayoutEffect(() => {
    latestFinish.current = finish;
  });
  const endEdit = useCallback((outcome: EditOutcome<Row>) => latestFinish.current?.(outcome), []);

  const openEdit = (initialText: string | undefined): void => {
    isOpen.current = true;
    dispatch({ type: 'edit', initialText });
  };
  /** True when the key was for this cell. */
  const beginEdit = (initialText: string | undefined): boolean => {
    if (activeRow === undefined || !activeColumn) return false;
    if (activeColumn.onToggle) {
      if (initialText === undefined) activeColumn.onToggle(activeRow);
      return initialText === undefined;
    }
    if (isEditable(activeColumn, activeRow)) {
      reveal(active.row, active.column);
      openEdit(initialText);
      return true;
    }
    if (initialText === undefined && onOpenRow) {
      onOpenRow(activeRow);
      return true;
    }
    return false;
  };
  return { endEdit, openEdit, beginEdit };
};
