import { cellId } from './grid-cell';
import type { PlacedColumn } from './use-grid-columns';
import styles from './data-grid.module.css';

export interface GridFooterProps<Row> {
  readonly gridId: string;
  readonly rowCount: number;
  readonly columns: readonly PlacedColumn<Row>[];
  readonly activeColumn: number;
  readonly hasMenu: boolean;
}

/** The totals of the columns, always in view. */
export const GridFooter = <Row,>({ gridId, rowCount, columns, activeColumn, hasMenu }: GridFooterProps<Row>) => (
  <div role="rowgroup" className={styles.footer}>
    <div role="row" className={styles.footerRow} aria-rowindex={rowCount + 2} data-row={rowCount}>
      {columns.map(({ column, index, start, width, frozen }) => (
        <div
          key={column.key}
          id={cellId(gridId, rowCount, index)}
          role="gridcell"
          className={styles.footerCell}
          style={{ insetInlineStart: start, inlineSize: width }}
          aria-colindex={index + 1}
          aria-haspopup={hasMenu ? 'menu' : undefined}
          data-column={index}
          data-align={column.align}
          data-first={index === 0 || undefined}
          data-frozen={frozen === 'no' ? undefined : frozen}
          data-active={index === activeColumn || undefined}
          data-menu={hasMenu || undefined}
        >
          {column.footer}
        </div>
      ))}
    </div>
  </div>
);
