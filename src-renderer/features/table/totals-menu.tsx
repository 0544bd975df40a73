import { Trans, useLingui } from '@lingui/react/macro';
import { rulesFor } from '@shared/domain/field-types';
import type { AggregateFunction } from '@shared/domain/query';
import { AGGREGATE_LABELS } from '../../fields/field-labels';
import { Menu, MenuItem, MenuRadioGroup, MenuRadioItem, MenuSeparator } from '../../ui/menu';
import type { TableColumn } from './view-columns.rules';

interface TotalsMenuProps {
  readonly anchor: HTMLElement;
  readonly column: TableColumn;
  readonly onChange: (aggregate: AggregateFunction | undefined) => void;
  readonly onClose: () => void;
}

/** Chooses what is calculated below a column. */
export const TotalsMenu = ({ anchor, column, onChange, onClose }: TotalsMenuProps) => {
  const { t, i18n } = useLingui();
  const all = rulesFor(column.field.type).aggregates;
  // Of dates the least is the earliest: one name is enough.
  const offered = all.includes('earliest') ? all.filter((fn) => fn !== 'min' && fn !== 'max') : all;
  const { label } = column.field;
  return (
    <Menu
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      anchor={anchor}
      side="top"
      label={t`Calculate for ${label}`}
    >
      <MenuRadioGroup<string>
        value={column.aggregate ?? ''}
        onChange={(value) => onChange(all.find((fn) => fn === value))}
      >
        {offered.map((fn) => (
          <MenuRadioItem key={fn} value={fn}>
            {i18n._(AGGREGATE_LABELS[fn])}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      {column.aggregate !== undefined && (
        <>
          <MenuSeparator />
          <MenuItem icon="close" onSelect={() => onChange(undefined)}>
            <Trans>Nothing</Trans>
          </MenuItem>
        </>
      )}
    </Menu>
  );
};
