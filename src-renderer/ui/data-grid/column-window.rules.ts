import type { IndexSpan } from './row-window.rules';

export interface ColumnPlaces {
  /** Distance of each column from the start edge. */
  readonly starts: readonly number[];
  readonly widths: readonly number[];
  /** The leading columns that stay in view. */
  readonly frozenCount: number;
  readonly frozenWidth: number;
  readonly totalWidth: number;
}

export const placeColumns = (columns: readonly { readonly width: number; readonly frozen?: boolean | undefined }[]) => {
  const starts: number[] = [];
  let x = 0;
  for (const { width } of columns) {
    starts.push(x);
    x += width;
  }
  const firstLoose = columns.findIndex((column) => !column.frozen);
  const frozenCount = firstLoose < 0 ? columns.length : firstLoose;
  return {
    starts,
    widths: columns.map(({ width }) => width),
    frozenCount,
    frozenWidth: starts[frozenCount] ?? x,
    totalWidth: x,
  } satisfies ColumnPlaces;
};

/** Mounted beyond the edges, so that a sideways swipe meets finished cells. */
const SPARE_PX = 320;

/** The loose columns to mount; frozen ones always are. */
export const columnsToMount = (places: ColumnPlaces, scrollStart: number, viewWidth: number): IndexSpan => {
  const from = scrollStart + places.frozenWidth - SPARE_PX;
  const to = scrollStart + viewWidth + SPARE_PX;
  let first = places.frozenCount;
  let last = places.frozenCount - 1;
  for (let index = places.frozenCount; index < places.starts.length; index += 1) {
    const start = places.starts[index] ?? 0;
    if (start + (places.widths[index] ?? 0) <= from) first = index + 1;
    if (start < to) last = index;
  }
  return { first, last };
};

/** The nearest sideways position at which the column is not under the frozen ones or the edge. */
export const scrollToReveal = (
  places: ColumnPlaces,
  scrollStart: number,
  viewWidth: number,
  column: number,
): number => {
  if (column < places.frozenCount) return scrollStart;
  const start = places.starts[column] ?? 0;
  const end = start + (places.widths[column] ?? 0);
  if (start < scrollStart + places.frozenWidth) return Math.max(0, start - places.frozenWidth);
  if (end > scrollStart + viewWidth) {
    return Math.min(end - viewWidth, Math.max(0, start - places.frozenWidth));
  }
  return scrollStart;
};

/** The index a dragged column would take when its pointer is at `x` of the content. */
export const dropIndexAt = (places: ColumnPlaces, x: number): number => {
  const at = places.starts.findIndex((start, index) => x < start + (places.widths[index] ?? 0) / 2);
  return at < 0 ? places.starts.length : at;
};
