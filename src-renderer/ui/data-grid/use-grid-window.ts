import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { columnsToMount, scrollToReveal, type ColumnPlaces } from './column-window.rules';
import {
  baseRowFor,
  clampOffset,
  isStretched,
  offsetOfScroll,
  offsetToReveal,
  rowSlots,
  rowsToMount,
  scrollOfOffset,
  slotOf,
  type IndexSpan,
  type RowGeometry,
} from './row-window.rules';

export const HEADER_PX = 32;
export const FOOTER_PX = 36;

/** A list that has stood still for this long is at rest. */
const REST_MS = 200;

interface Place {
  /** The px of the list at the upper edge. */
  readonly offset: number;
  /** Distance scrolled from the start edge, also in right-to-left. */
  readonly start: number;
  /** The row at which the layer starts. */
  readonly base: number;
}

const isSameSpan = (a: IndexSpan, b: IndexSpan): boolean => a.first === b.first && a.last === b.last;

export interface GridWindowInput {
  readonly rowCount: number;
  readonly rowHeight: number;
  readonly places: ColumnPlaces;
  readonly hasFooter: boolean;
}

/** What is mounted, by the position of the scroll bars. Both bars are the browser's own. */
export const useGridWindow = ({ rowCount, rowHeight, places, hasFooter }: GridWindowInput) => {
  const viewRef = useRef<HTMLDivElement>(null);
  const layerRef = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [settled, setSettled] = useState<Place>({ offset: 0, start: 0, base: 0 });
  /** The slot whose element stands first in the page. */
  const [leadSlot, setLeadSlot] = useState(0);
  const live = useRef({ offset: 0, start: 0, scrollTop: 0 });
  const gliding = useRef<ReturnType<typeof setTimeout>>(undefined);

  const viewHeight = Math.max(0, size.height - HEADER_PX - (hasFooter ? FOOTER_PX : 0));
  const geometry: RowGeometry = { rowCount, rowHeight, viewHeight };
  const slots = rowSlots(geometry);
  const rows = rowsToMount(geometry, clampOffset(geometry, settled.offset));
  const columns = columnsToMount(places, settled.start, size.width);
  // The list may have become another one since: then its rows are far from where the layer was.
  const base = baseRowFor(settled.base, rows, rows, leadSlot);
  const origin = base * rowHeight;

  // The rows stand near the start of their layer; in a stretched list they do not even move with their canvas.
  const placeLayer = (): void => {
    const layer = layerRef.current;
    if (!layer) return;
    const shift = origin + (isStretched(geometry) ? live.current.scrollTop - live.current.offset : 0);
    layer.style.transform = shift === 0 ? '' : `translateY(${shift}px)`;
  };

  const moveTo = (offset: number, start: number): void => {
    const next = rowsToMount(geometry, offset);
    setSettled({ offset, start, base: baseRowFor(base, rows, next, leadSlot) });
  };

  const needsOther = (offset: number, start: number): boolean =>
    !isSameSpan(rowsToMount(geometry, offset), rows) || !isSameSpan(columnsToMount(places, start, size.width), columns);

  const readScroll = (view: HTMLDivElement): void => {
    const { scrollTop } = view;
    // A position that we set ourselves keeps its exact offset; the bar alone is too coarse.
    const isOurs = isStretched(geometry) && Math.abs(scrollTop - live.current.scrollTop) < 1;
    const offset = clampOffset(geometry, isOurs ? live.current.offset : offsetOfScroll(geometry, scrollTop));
    live.current = { offset, start: Math.abs(view.scrollLeft), scrollTop };
  };

  // A sticky cell in every row is a layer in every row, which the browser sorts anew in each frame. While only the rows
  // move, the frozen cells stand still at the place where they stuck.
  const glide = (view: HTMLDivElement, isUpright: boolean): void => {
    clearTimeout(gliding.current);
    if (!isUpright) {
      view.removeAttribute('data-gliding');
      return;
    }
    gliding.current = setTimeout(() => view.removeAttribute('data-gliding'), REST_MS);
    if (view.hasAttribute('data-gliding')) return;
    view.style.setProperty('--grid-glide', `${view.scrollLeft}px`);
    view.setAttribute('data-gliding', '');
  };

  const handleScroll = useEffectEvent(() => {
    const view = viewRef.current;
    if (!view) return;
    const before = live.current.start;
    readScroll(view);
    const { offset, start } = live.current;
    glide(view, start === before);
    // In the same frame as the scroll, otherwise a fling shows bare ground.
    // The render that it causes also places the layer, by an origin that this one does not know.
    if (needsOther(offset, start)) flushSync(() => moveTo(offset, start));
    else placeLayer();
    view.toggleAttribute('data-scrolled', start > 0);
  });

  const handleWheel = useEffectEvent((event: WheelEvent) => {
    const view = viewRef.current;
    if (!view || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    // One notch must be as far as in any other list, not as far as the stretched bar would jump.
    event.preventDefault();
    const unit = event.deltaMode === 1 ? rowHeight : event.deltaMode === 2 ? viewHeight : 1;
    const offset = clampOffset(geometry, Math.round(live.current.offset + event.deltaY * unit));
    view.scrollTop = scrollOfOffset(geometry, offset);
    if (event.deltaX !== 0) view.scrollLeft += event.deltaX;
    live.current = { ...live.current, offset, scrollTop: view.scrollTop };
    handleScroll();
  });

  useEffect(() => {
    const view = viewRef.current;
    const onScroll = (): void => handleScroll();
    view?.addEventListener('scroll', onScroll, { passive: true });
    return () => view?.removeEventListener('scroll', onScroll);
  }, []);

  // A listener that may prevent scrolling makes every scroll wait for it: only where it is needed.
  const hasOwnWheel = isStretched(geometry);
  useEffect(() => {
    const view = viewRef.current;
    if (!hasOwnWheel) return undefined;
    const onWheel = (event: WheelEvent): void => handleWheel(event);
    view?.addEventListener('wheel', onWheel, { passive: false });
    return () => view?.removeEventListener('wheel', onWheel);
  }, [hasOwnWheel]);

  useLayoutEffect(() => {
    const view = viewRef.current;
    if (!view) return undefined;
    const measure = (): void => {
      const next = { width: view.clientWidth, height: view.clientHeight };
      setSize((old) => (old.width === next.width && old.height === next.height ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(view);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    placeLayer();
  });

  // Moving elements in the page costs far more than filling them anew, so it waits until nobody is scrolling.
  const firstSlot = slotOf(rows.first, base, slots);
  useEffect(() => {
    const timer = setTimeout(() => setLeadSlot(firstSlot), REST_MS);
    return () => clearTimeout(timer);
  }, [firstSlot, rows.first]);

  /** Brings a cell into view; column -1 leaves the sideways position alone. */
  const reveal = (row: number, column: number): void => {
    const view = viewRef.current;
    if (!view) return;
    const from = live.current;
    const offset = row < 0 || row >= rowCount ? from.offset : offsetToReveal(geometry, from.offset, row);
    const start = column < 0 ? from.start : scrollToReveal(places, from.start, size.width, column);
    if (offset === from.offset && start === from.start) return;
    const direction = view.scrollLeft < 0 || getComputedStyle(view).direction === 'rtl' ? -1 : 1;
    view.scrollTop = scrollOfOffset(geometry, offset);
    view.scrollLeft = start * direction;
    live.current = { offset, start, scrollTop: view.scrollTop };
    moveTo(offset, start);
  };

  return {
    viewRef,
    layerRef,
    geometry,
    width: size.width,
    rows,
    columns,
    slots,
    base,
    leadSlot,
    reveal,
  };
};
