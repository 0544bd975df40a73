import { Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import { keyCaps } from '../../stores/key-names';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';

interface RowMenuProps {
  readonly at: { readonly x: number; readonly y: number };
  readonly name: string;
  readonly isSelected: boolean;
  readonly onOpen: () => void;
  readonly onToggle: () => void;
  /** Left out: not offered. */
  readonly onDelete: (() => void) | undefined;
  readonly onClose: () => void;
}

/** What can be done with one row, where the pointer is. */
export const RowMenu = ({ at, name, isSelected, onOpen, onToggle, onDelete, onClose }: RowMenuProps) => {
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }), [at.x, at.y]);
  return (
    <Menu
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      anchor={anchor}
      label={name}
    >
      <MenuItem icon="panel-right" keys={keyCaps('Mod+Enter')} onSelect={onOpen}>
        <Trans>Open</Trans>
      </MenuItem>
      <MenuItem icon="checkbox" keys="X" onSelect={onToggle}>
        {isSelected ? <Trans>Take out of the selection</Trans> : <Trans>Select</Trans>}
      </MenuItem>
      {onDelete && (
        <>
          <MenuSeparator />
          <MenuItem icon="trash" danger onSelect={onDelete}>
            <Trans>Delete</Trans>
          </MenuItem>
        </>
      )}
    </Menu>
  );
};
