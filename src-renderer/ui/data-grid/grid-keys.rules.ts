import type { GridMove } from './grid-state';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export type GridCommand =
  | { readonly type: 'move'; readonly by: GridMove; readonly extend: boolean }
  | { readonly type: 'edit'; readonly initialText: string | undefined }
  | { readonly type: 'resizeColumn'; readonly byPx: number }
  | { readonly type: 'moveColumn'; readonly by: -1 | 1 }
  | {
      readonly type:
        | 'openRow'
        | 'space'
        | 'clear'
        | 'fillDown'
        | 'toggleRow'
        | 'selectBlock'
        | 'headerMenu'
        | 'footerMenu'
        | 'toggleAll'
        | 'collapse';
    };

export interface KeyPlace {
  readonly part: 'header' | 'body' | 'footer';
  readonly isRightToLeft: boolean;
}

const ARROWS: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const JUMPS = { up: 'top', down: 'bottom', left: 'rowStart', right: 'rowEnd' } as const satisfies Record<
  string,
  GridMove
>;

const RESIZE_STEP_PX = 8;

const moveFor = (press: KeyPress, isRightToLeft: boolean): GridMove | undefined => {
  const jump = press.ctrlKey || press.metaKey;
  const arrow = ARROWS[press.key];
  if (arrow) {
    const flipped = { up: 'up', down: 'down', left: 'right', right: 'left' } as const;
    const logical = isRightToLeft ? flipped[arrow] : arrow;
    return jump ? JUMPS[logical] : logical;
  }
  switch (press.key) {
    case 'Home':
      return jump ? 'gridStart' : 'rowStart';
    case 'End':
      return jump ? 'gridEnd' : 'rowEnd';
    case 'PageUp':
      return 'pageUp';
    case 'PageDown':
      return 'pageDown';
    default:
      return undefined;
  }
};

const headerCommand = (press: KeyPress, isRightToLeft: boolean): GridCommand | undefined => {
  const sideways = press.key === 'ArrowLeft' ? -1 : press.key === 'ArrowRight' ? 1 : undefined;
  if (press.altKey && sideways) {
    const by = isRightToLeft ? (-sideways as -1 | 1) : sideways; // the minus sign widens the literal
    return press.shiftKey ? { type: 'moveColumn', by } : { type: 'resizeColumn', byPx: by * RESIZE_STEP_PX };
  }
  if (press.altKey) return undefined;
  if (press.key === 'Enter' || press.key === 'F2') return { type: 'headerMenu' };
  if (press.key === ' ' || press.key.toLowerCase() === 'x') return { type: 'toggleAll' };
  return undefined;
};

const isPrintable = (press: KeyPress): boolean => [...new Intl.Segmenter().segment(press.key)].length === 1;

const bodyCommand = (press: KeyPress): GridCommand | undefined => {
  const withCommand = press.ctrlKey || press.metaKey;
  if (press.altKey) return undefined;
  if (withCommand) {
    switch (press.key.toLowerCase()) {
      case 'enter':
        return { type: 'openRow' };
      case 'd':
        return { type: 'fillDown' };
      case 'a':
        return { type: 'toggleAll' };
      default:
        return undefined;
    }
  }
  switch (press.key) {
    case 'Enter':
    case 'F2':
      return { type: 'edit', initialText: undefined };
    case ' ':
      return { type: 'space' };
    case 'Delete':
    case 'Backspace':
      return { type: 'clear' };
    case 'Escape':
      return { type: 'collapse' };
    case 'x':
      return { type: 'toggleRow' };
    case 'X':
      return { type: 'selectBlock' };
    default:
      return isPrintable(press) ? { type: 'edit', initialText: press.key } : undefined;
  }
};

/** What a key means to the grid; undefined leaves it to whoever listens outside. */
export const commandForKey = (press: KeyPress, { part, isRightToLeft }: KeyPlace): GridCommand | undefined => {
  if (part === 'header') {
    const command = headerCommand(press, isRightToLeft);
    if (command) return command;
  }
  if (!press.altKey) {
    const by = moveFor(press, isRightToLeft);
    if (by) return { type: 'move', by, extend: press.shiftKey && part === 'body' };
  }
  if (part === 'footer') return press.key === 'Enter' || press.key === ' ' ? { type: 'footerMenu' } : undefined;
  return part === 'body' ? bodyCommand(press) : undefined;
};
