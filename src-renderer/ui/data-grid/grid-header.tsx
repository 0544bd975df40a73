import type { ReactNode } from 'react';
import { Icon } from '../icon';
import type { ColumnPlaces } from './column-window.rules';
import { cellId } from './grid-cell';
import { GridCheck } from './grid-check';
import { useColumnDrag } from './use-column-drag';
import type { PlacedColumn } from './use-grid-columns';
import styles from './data-grid.module.css';

export interface GridHeaderProps<Row> {
  readonly gridId: string;
  readonly columns: readonly PlacedColumn<Row>[];
  readonly places: ColumnPlaces;
  /** -1 when the active cell is elsewhere. */
  readonly activeColumn: number;
  readonly selectAll: { readonly label: string; readonly state: 'none' | 'some' | 'all' } | undefined;
  readonly onResizing: (draft: { readonly key: string; readonly width: number } | null) => void;
  readonly onResize: ((key: string, widthPx: number) => void) | undefined;
  readonly onMove: ((key: string, toIndex: number) => void) | undefined;
  readonly onPress: (key: string, anchor: HTMLElement) => void;
  readonly hasMenu: boolean;
  readonly end: ReactNode;
}

export const GridHeader = <Row,>({
  gridId,
  columns,
  places,
  activeColumn,
  selectAll,
  onResizing,
  onResize,
  onMove,
  onPress,
  hasMenu,
  end,
}: GridHeaderProps<Row>) => {
  const drag = useColumnDrag({ places, onResizing, onResize, onMove, onPress });
  return (
    <div role="rowgroup" className={styles.header}>
      <div role="row" className={styles.headerRow} aria-rowindex={1} data-row={-1}>
        {columns.map(({ column, index, start, width, frozen }) => {
          const dragged = { key: column.key, index, width, minWidth: column.minWidth };
          return (
            // The grid keeps the focus and answers the keys of its header.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={column.key}
              id={cellId(gridId, -1, index)}
              role="columnheader"
              className={styles.headerCell}
              style={{ insetInlineStart: start, inlineSize: width }}
              aria-colindex={index + 1}
              aria-sort={column.sortDirection}
              aria-haspopup={hasMenu ? 'menu' : undefined}
              data-column={index}
              data-align={column.align}
              data-first={index === 0 || undefined}
              data-frozen={frozen === 'no' ? undefined : frozen}
              data-active={index === activeColumn || undefined}
              onPointerDown={drag.startMove(dragged)}
              onClick={drag.press(dragged)}
            >
              {index === 0 && selectAll && (
                <GridCheck
                  aim="all"
                  checked={selectAll.state === 'all'}
                  mixed={selectAll.state === 'some'}
                  label={selectAll.label}
                />
              )}
              {column.icon && <Icon name={column.icon} size={14} className={styles.headerIcon} />}
              <span className="truncate">{column.label}</span>
              {column.sortDirection && (
                <Icon
                  name={column.sortDirection === 'ascending' ? 'arrow-up' : 'arrow-down'}
                  size={12}
                  className={styles.sortIcon}
                />
              )}
              {onResize && (
                <span className={styles.resizer} data-grid-resizer="" onPointerDown={drag.startResize(dragged)} />
              )}
            </div>
          );
        })}
        {end && (
          <div
            role="columnheader"
            tabIndex={-1}
            className={styles.headerEnd}
            style={{ insetInlineStart: places.totalWidth }}
            aria-colindex={places.starts.length + 1}
          >
            {end}
          </div>
        )}
        {drag.dropStart !== undefined && (
          <span className={styles.dropLine} style={{ insetInlineStart: drag.dropStart }} role="presentation" />
        )}
      </div>
    </div>
  );
};
