import { Trans, useLingui } from '@lingui/react/macro';
import { iconOfField } from '../../fields/field-icon';
import { useSortableLabels } from '../../fields/use-sortable-labels';
import { useWindowState, type Density } from '../../stores/window.store';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Icon } from '../../ui/icon';
import { Popover } from '../../ui/popover';
import { Segmented } from '../../ui/segmented';
import { Sortable, useSortableLine } from '../../ui/sortable';
import { changeColumn, moveColumn, type TableColumn } from './view-columns.rules';
import styles from './table-menus.module.css';

interface DisplayMenuProps {
  readonly titleField: string;
  readonly columns: readonly TableColumn[];
  readonly onChange: (columns: readonly TableColumn[]) => void;
}

interface ColumnRowProps {
  readonly column: TableColumn;
  readonly isFixed: boolean;
  readonly onToggle: (isShown: boolean) => void;
}

const ColumnRow = ({ column, isFixed, onToggle }: ColumnRowProps) => {
  const { t } = useLingui();
  const { field } = column;
  const { setElement, style, isDragging, handle } = useSortableLine(field.name, t`Move ${field.label}`, isFixed);
  return (
    <li ref={setElement} className={styles.columnRow} data-dragging={isDragging || undefined} style={style}>
      <Checkbox checked={!column.isHidden} disabled={isFixed} onChange={onToggle} aria-label={t`Show ${field.label}`} />
      <Icon name={iconOfField(field)} size={14} />
      <span className="truncate">{field.label}</span>
      {handle}
    </li>
  );
};

/** How a table is shown: height of rows, which columns, in which order. */
export const DisplayMenu = ({ titleField, columns, onChange }: DisplayMenuProps) => {
  const { t } = useLingui();
  const density = useWindowState((state) => state.density);
  const setDensity = useWindowState((state) => state.setDensity);
  const names = columns.map(({ field }) => field.name);
  const sortableLabels = useSortableLabels(
    columns.length,
    (name) => columns.find(({ field }) => field.name === name)?.field.label ?? name,
  );
  const move = (name: string, toIndex: number) => {
    const target = names[toIndex];
    if (target !== undefined) onChange(moveColumn(columns, name, target));
  };
  const setAll = (isHidden: boolean) =>
    onChange(columns.map((column) => ({ ...column, isHidden: isHidden && column.field.name !== titleField })));
  return (
    <Popover
      label={t`Display`}
      align="end"
      trigger={
        <Button size="sm" variant="ghost" icon="display">
          <Trans>Display</Trans>
        </Button>
      }
    >
      <div className={styles.panel}>
        <Segmented<Density>
          label={t`Height of rows`}
          options={[
            { value: 'compact', label: t`Compact` },
            { value: 'standard', label: t`Standard` },
            { value: 'comfortable', label: t`Roomy` },
          ]}
          value={density}
          onChange={setDensity}
        />
        <div className={styles.panelHead}>
          <h2>
            <Trans>Columns</Trans>
          </h2>
          <Button size="sm" variant="ghost" onClick={() => setAll(false)}>
            <Trans>Show all</Trans>
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            <Trans>Hide all</Trans>
          </Button>
        </div>
        <Sortable ids={names} labels={sortableLabels} onMove={move}>
          <ul className={styles.columns}>
            {columns.map((column) => (
              <ColumnRow
                key={column.field.name}
                column={column}
                isFixed={column.field.name === titleField}
                onToggle={(isShown) => onChange(changeColumn(columns, column.field.name, { isHidden: !isShown }))}
              />
            ))}
          </ul>
        </Sortable>
      </div>
    </Popover>
  );
};
