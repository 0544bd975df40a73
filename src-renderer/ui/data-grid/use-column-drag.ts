import { useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import { dropIndexAt, type ColumnPlaces } from './column-window.rules';

const DEFAULT_MIN_WIDTH_PX = 56;
/** Less than this is a press with an unsteady hand. */
const DRAG_THRESHOLD_PX = 5;

export interface DraggedColumn {
  readonly key: string;
  readonly index: number;
  readonly width: number;
  readonly minWidth?: number | undefined;
}

export interface ColumnDragInput {
  readonly places: ColumnPlaces;
  readonly onResizing: (draft: { readonly key: string; readonly width: number } | null) => void;
  readonly onResize: ((key: string, widthPx: number) => void) | undefined;
  readonly onMove: ((key: string, toIndex: number) => void) | undefined;
  readonly onPress: (key: string, anchor: HTMLElement) => void;
}

/** The checkbox and the resizer inside a header cell answer for themselves. */
const isOwnControl = (event: MouseEvent<HTMLElement>): boolean =>
  event.target instanceof Element && event.target.closest('[data-grid-check], [data-grid-resizer]') !== null;

const directionOf = (element: Element): 1 | -1 => (getComputedStyle(element).direction === 'rtl' ? -1 : 1);

/** Calls `onMove` until the button is released, then `onEnd` once; Esc ends it without a result. */
const track = (
  onMove: (event: globalThis.PointerEvent) => void,
  onEnd: (event: globalThis.PointerEvent | undefined) => void,
): void => {
  const ending = new AbortController();
  const options = { signal: ending.signal };
  const end = (event?: globalThis.PointerEvent): void => {
    ending.abort();
    onEnd(event);
  };
  globalThis.addEventListener('pointermove', onMove, options);
  globalThis.addEventListener('pointerup', (event) => end(event), options);
  globalThis.addEventListener('pointercancel', () => end(), options);
  globalThis.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') end();
    },
    options,
  );
};

/** Widths and order of columns by pointer. The keyboard has Alt and Shift+Alt with the arrows. */
export const useColumnDrag = ({ places, onResizing, onResize, onMove, onPress }: ColumnDragInput) => {
  /** Where the line that shows the new place stands, from the start edge of the content. */
  const [dropStart, setDropStart] = useState<number>();
  const hasDragged = useRef(false);

  const startResize = (column: DraggedColumn) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !onResize) return;
    event.preventDefault();
    event.stopPropagation();
    const fromX = event.clientX;
    const direction = directionOf(event.currentTarget);
    let width = column.width;
    track(
      (move) => {
        const wanted = column.width + (move.clientX - fromX) * direction;
        width = Math.round(Math.max(column.minWidth ?? DEFAULT_MIN_WIDTH_PX, wanted));
        onResizing({ key: column.key, width });
      },
      (end) => {
        onResizing(null);
        if (end && width !== column.width) onResize(column.key, width);
      },
    );
  };

  const startMove = (column: DraggedColumn) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || isOwnControl(event)) return;
    const header = event.currentTarget.parentElement;
    hasDragged.current = false;
    const fromX = event.clientX;
    let target: number | undefined;
    let isDragging = false;
    track(
      (move) => {
        if (!onMove || !header) return;
        isDragging = isDragging || Math.abs(move.clientX - fromX) > DRAG_THRESHOLD_PX;
        if (!isDragging) return;
        hasDragged.current = true;
        const box = header.getBoundingClientRect();
        const x = directionOf(header) === 1 ? move.clientX - box.left : box.right - move.clientX;
        // A frozen column keeps its company, and so does a loose one.
        const isFrozen = column.index < places.frozenCount;
        const low = isFrozen ? 0 : places.frozenCount;
        const high = isFrozen ? places.frozenCount : places.starts.length;
        target = Math.max(low, Math.min(high, dropIndexAt(places, x)));
        setDropStart(places.starts[target] ?? places.totalWidth);
      },
      (end) => {
        setDropStart(undefined);
        if (end && target !== undefined && onMove) {
          // The column leaves a gap where it stood.
          const to = target > column.index ? target - 1 : target;
          if (to !== column.index) onMove(column.key, to);
        }
      },
    );
  };

  /** A press that moved nothing. */
  const press = (column: DraggedColumn) => (event: MouseEvent<HTMLElement>) => {
    if (!hasDragged.current && !isOwnControl(event)) onPress(column.key, event.currentTarget);
  };

  return { dropStart, startResize, startMove, press };
};

export const minWidthOf = (column: { readonly minWidth?: number | undefined }): number =>
  column.minWidth ?? DEFAULT_MIN_WIDTH_PX;
