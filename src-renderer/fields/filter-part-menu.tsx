import { Trans, useLingui } from '@lingui/react/macro';
import type { KeyboardEvent } from 'react';
import { keyCaps } from '../stores/key-names';
import { IconButton } from '../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu';
import type { Move } from './filter-tree.rules';

interface FilterPartMenuProps {
  readonly partKey: string;
  /** What the part is called: its field, "Group". */
  readonly name: string;
  /** The steps that lead somewhere. */
  readonly moves: ReadonlySet<Move>;
  readonly onMove: (move: Move) => void;
  readonly onRemove: () => void;
}

const KEYS: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'into',
  ArrowLeft: 'out',
};

/** What can be done with a part of a filter. On the button, Alt and an arrow move the part at once. */
export const FilterPartMenu = ({ partKey, name, moves, onMove, onRemove }: FilterPartMenuProps) => {
  const { t } = useLingui();
  const move = (step: Move): void => {
    if (moves.has(step)) onMove(step);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.altKey ? KEYS[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    move(step);
  };
  return (
    <span data-part={partKey} onKeyDownCapture={onKey}>
      <Menu
        align="end"
        label={name}
        trigger={
          <IconButton
            icon="more"
            size="sm"
            label={t`Move or remove ${name}`}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight"
          />
        }
      >
        <MenuItem icon="arrow-up" keys={keyCaps('Alt+↑')} disabled={!moves.has('up')} onSelect={() => move('up')}>
          <Trans>Move up</Trans>
        </MenuItem>
        <MenuItem icon="arrow-down" keys={keyCaps('Alt+↓')} disabled={!moves.has('down')} onSelect={() => move('down')}>
          <Trans>Move down</Trans>
        </MenuItem>
        <MenuItem
          icon="arrow-right"
          keys={keyCaps('Alt+→')}
          disabled={!moves.has('into')}
          onSelect={() => move('into')}
        >
          <Trans>Move into the group beside it</Trans>
        </MenuItem>
        <MenuItem icon="arrow-left" keys={keyCaps('Alt+←')} disabled={!moves.has('out')} onSelect={() => move('out')}>
          <Trans>Move out of its group</Trans>
        </MenuItem>
        <MenuItem icon="group" onSelect={() => move('wrap')}>
          <Trans>Put into a new group</Trans>
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon="trash" danger onSelect={onRemove}>
          <Trans>Remove</Trans>
        </MenuItem>
      </Menu>
    </span>
  );
};
