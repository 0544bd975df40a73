import { useRef } from 'react';
import type { DataGridProps } from './grid-column';

type RowBlocksInput<Row> = Pick<DataGridProps<Row>, 'getRow' | 'onToggleRow' | 'onSelectRange'>;

/** Selects single rows and blocks of them. Each answers whether the gesture was for it. */
export const useRowBlocks = <Row>({ getRow, onToggleRow, onSelectRange }: RowBlocksInput<Row>) => {
  /** The row from which Shift+X and Shift+press select a block. */
  const blockStart = useRef<number>(undefined);
  const selectBlock = (from: number, to: number): boolean => {
    if (!onSelectRange) return false;
    onSelectRange(Math.min(from, to), Math.max(from, to));
    return true;
  };
  return {
    toggleRow: (index: number): boolean => {
      const row = getRow(index);
      if (row === undefined || !onToggleRow) return false;
      blockStart.current = index;
      onToggleRow(row, index);
      return true;
    },
    selectBlock,
    /** From the row that was toggled last. */
    selectBlockTo: (index: number): boolean => selectBlock(blockStart.current ?? index, index),
  };
};
