import type { CellPosition } from './grid-state';

/** The cell that an element belongs to; rows and cells carry their place as data. */
export const cellOf = (target: EventTarget | null): CellPosition | undefined => {
  if (!(target instanceof Element)) return undefined;
  const cell = target.closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-row]');
  if (!cell || !row) return undefined;
  return { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) };
};

export const cellElementOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;

export const isInEditor = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-grid-editor]') !== null;

/** A link or button that a cell brought with it. */
export const isOwnControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a, button, input, select, textarea, [role="button"]') !== null;

export type CheckRole = 'row' | 'all' | 'cell';

export const checkRoleOf = (target: EventTarget | null): CheckRole | undefined => {
  const check = target instanceof Element ? target.closest<HTMLElement>('[data-grid-check]') : null;
  const role = check?.dataset['gridCheck'];
  return role === 'row' || role === 'all' || role === 'cell' ? role : undefined;
};
