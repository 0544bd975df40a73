import { useEffect, useLayoutEffect, useRef } from 'react';
import { edgeStep } from './edge-scroll.rules';
import type { GridAction, GridExtent, GridState } from './grid-state';

const TICK_MS = 50;

/** What of the grid's box is not body, in px. */
export interface GridEdges {
  readonly header: number;
  readonly footer: number;
  readonly frozen: number;
}

export interface EdgeScrollInput {
  readonly state: GridState;
  readonly extent: GridExtent;
  readonly edges: GridEdges;
  readonly act: (action: GridAction) => void;
}

/** A range that is dragged beyond an edge goes on growing there, the faster the farther the pointer is. */
export const useEdgeScroll = ({ state, extent, edges, act }: EdgeScrollInput) => {
  const running = useRef<AbortController>(undefined);

  const extend = (rows: number, columns: number): void => {
    const { row, column } = state.active;
    const last = extent.rowCount - 1;
    const cell = {
      row: Math.max(0, Math.min(last, row + rows)),
      // Sideways one at a time: columns are wide.
      column: Math.max(0, Math.min(extent.columnCount - 1, column + Math.sign(columns))),
    };
    if (cell.row !== row || cell.column !== column) act({ type: 'focus', cell, extend: true, extent });
  };
  // The timer outlives many renders.
  const latestExtend = useRef<typeof extend>(undefined);
  useLayoutEffect(() => {
    latestExtend.current = extend;
  });
  useEffect(() => () => running.current?.abort(), []);

  /** Call it when a drag begins in the body; it ends by itself when the button is released. */
  return (view: HTMLElement): void => {
    running.current?.abort();
    const run = new AbortController();
    running.current = run;
    // Measured once: neither the grid nor its frozen part moves during a drag.
    const box = view.getBoundingClientRect();
    const isRightToLeft = getComputedStyle(view).direction === 'rtl';
    const left = box.left + (isRightToLeft ? 0 : edges.frozen);
    const right = box.left + view.clientWidth - (isRightToLeft ? edges.frozen : 0);
    const top = box.top + edges.header;
    const bottom = box.top + view.clientHeight - edges.footer;
    let step = { rows: 0, columns: 0 };
    const timer = setInterval(() => {
      if (step.rows !== 0 || step.columns !== 0) latestExtend.current?.(step.rows, step.columns);
    }, TICK_MS);
    run.signal.addEventListener('abort', () => clearInterval(timer));
    const follow = (event: MouseEvent): void => {
      if (event.buttons === 0) {
        run.abort();
        return;
      }
      const columns = edgeStep(event.clientX, left, right);
      step = { rows: edgeStep(event.clientY, top, bottom), columns: isRightToLeft ? -columns : columns };
    };
    globalThis.addEventListener('mousemove', follow, { signal: run.signal });
    globalThis.addEventListener('mouseup', () => run.abort(), { signal: run.signal });
  };
};
