import { Trans } from '@lingui/react/macro';
import { rulesFor } from '@shared/domain/field-types';
import type { Sort } from '@shared/domain/query';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { changeColumn, moveColumn, type TableColumn } from './view-columns.rules';

interface ColumnMenuProps {
  readonly anchor: HTMLElement;
  readonly column: TableColumn;
  readonly columns: readonly TableColumn[];
  readonly isTitle: boolean;
  readonly sort: readonly Sort[];
  readonly onSort: (sort: Sort[]) => void;
  readonly onFilter: (field: string) => void;
  readonly onColumns: (columns: readonly TableColumn[]) => void;
  readonly onClose: () => void;
}

/** What the head of a column offers. */
export const ColumnMenu = (props: ColumnMenuProps) => {
  const { anchor, column, columns, isTitle, sort, onSort, onFilter, onColumns, onClose } = props;
  const { name, label, type } = column.field;
  const direction = sort.find(({ field }) => field === name)?.direction;
  const shown = columns.filter(({ isHidden }) => !isHidden);
  const at = shown.indexOf(column);
  const before = shown[at - 1]?.field.name;
  const after = shown[at + 1]?.field.name;
  const sortBy = (next: 'asc' | 'desc') => onSort([{ field: name, direction: next, nulls: 'last' }]);
  return (
    <Menu
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      anchor={anchor}
      label={label}
    >
      {rulesFor(type).isSortable && (
        <>
          <MenuItem icon="arrow-up" disabled={direction === 'asc'} onSelect={() => sortBy('asc')}>
            <Trans>Sort ascending</Trans>
          </MenuItem>
          <MenuItem icon="arrow-down" disabled={direction === 'desc'} onSelect={() => sortBy('desc')}>
            <Trans>Sort descending</Trans>
          </MenuItem>
          {direction && (
            <MenuItem icon="close" onSelect={() => onSort(sort.filter(({ field }) => field !== name))}>
              <Trans>Do not sort</Trans>
            </MenuItem>
          )}
        </>
      )}
      {rulesFor(type).operators.length > 0 && (
        <MenuItem icon="filter" onSelect={() => onFilter(name)}>
          <Trans>Filter by this field</Trans>
        </MenuItem>
      )}
      {!isTitle && (
        <>
          <MenuSeparator />
          <MenuItem
            icon="arrow-left"
            disabled={at < 2}
            onSelect={() => before !== undefined && onColumns(moveColumn(columns, name, before))}
          >
            <Trans>Move left</Trans>
          </MenuItem>
          <MenuItem
            icon="arrow-right"
            disabled={after === undefined}
            onSelect={() => after !== undefined && onColumns(moveColumn(columns, name, after))}
          >
            <Trans>Move right</Trans>
          </MenuItem>
          <MenuItem icon="eye-off" onSelect={() => onColumns(changeColumn(columns, name, { isHidden: true }))}>
            <Trans>Hide column</Trans>
          </MenuItem>
        </>
      )}
    </Menu>
  );
};
