import type { ClipboardEvent } from 'react';
import type { DataGridProps, GridRange } from './grid-column';
import type { CellRange } from './grid-state';
import { formatTsv, parseTsv } from './tsv.rules';

interface GridClipboardInput<Row> extends Pick<DataGridProps<Row>, 'columns' | 'getRow' | 'onPaste'> {
  readonly range: CellRange | null;
  readonly gridRange: (cells: CellRange) => GridRange;
}

/** Copy and paste of cells, in the form that spreadsheets use. Both leave editors alone. */
export const gridClipboard = <Row>({ columns, getRow, onPaste, range, gridRange }: GridClipboardInput<Row>) => ({
  onCopy: (event: ClipboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || !range) return;
    const copied = columns.slice(range.firstColumn, range.lastColumn + 1);
    const lines: (readonly string[])[] = [];
    for (let index = range.firstRow; index <= range.lastRow; index += 1) {
      const row = getRow(index);
      lines.push(copied.map((column) => (row === undefined ? '' : (column.getCopyText?.(row) ?? ''))));
    }
    event.preventDefault();
    event.clipboardData.setData('text/plain', formatTsv(lines));
  },
  onPaste: (event: ClipboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || !range || !onPaste) return;
    const cells = parseTsv(event.clipboardData.getData('text/plain'));
    if (cells.length === 0) return;
    event.preventDefault();
    onPaste(gridRange(range), cells);
  },
});
