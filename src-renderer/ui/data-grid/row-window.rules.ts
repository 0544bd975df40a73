/** Chromium's tallest element is about 33.5 million px; well below it positions still fall on whole pixels. */
export const MAX_CANVAS_PX = 8_000_000;

export interface RowGeometry {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height of the area that shows rows, without header and footer. */
  readonly viewHeight: number;
}

export interface IndexSpan {
  readonly first: number;
  /** Inclusive; below `first` when there is nothing. */
  readonly last: number;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

export const contentHeight = ({ rowCount, rowHeight }: RowGeometry): number => rowCount * rowHeight;

/** Height of the element that scrolls in place of the rows. */
export const canvasHeight = (geometry: RowGeometry): number => Math.min(contentHeight(geometry), MAX_CANVAS_PX);

/** More rows than an element can hold: the scroll bar is a map of the list, not its true length. */
export const isStretched = (geometry: RowGeometry): boolean => contentHeight(geometry) > MAX_CANVAS_PX;

const maxOffset = (geometry: RowGeometry): number => Math.max(0, contentHeight(geometry) - geometry.viewHeight);
const maxScroll = (geometry: RowGeometry): number => Math.max(0, canvasHeight(geometry) - geometry.viewHeight);

/** The px of the list at the upper edge, for a position of the scroll bar. */
export const offsetOfScroll = (geometry: RowGeometry, scrollTop: number): number => {
  const scroll = clamp(scrollTop, 0, maxScroll(geometry));
  if (!isStretched(geometry)) return scroll;
  return Math.round((scroll / maxScroll(geometry)) * maxOffset(geometry));
};

/** The inverse of `offsetOfScroll`. */
export const scrollOfOffset = (geometry: RowGeometry, offset: number): number => {
  const wanted = clamp(offset, 0, maxOffset(geometry));
  if (!isStretched(geometry)) return wanted;
  return (wanted / maxOffset(geometry)) * maxScroll(geometry);
};

export const clampOffset = (geometry: RowGeometry, offset: number): number => clamp(offset, 0, maxOffset(geometry));

/** Rows are mounted in steps, so that most scroll events change nothing. */
const STEP = 4;

const rowsAcross = ({ rowHeight, viewHeight }: RowGeometry): number => Math.ceil(viewHeight / rowHeight);

/** Mounted beyond either edge of the view. */
const spareRows = (geometry: RowGeometry): number => Math.ceil(rowsAcross(geometry) / 2);

/** How many rows are mounted at once: always the same number, so that each row that leaves lends its elements to one that comes. */
export const rowSlots = (geometry: RowGeometry): number => rowsAcross(geometry) + 2 * spareRows(geometry) + STEP + 1;

/** The rows to mount: those in view and half a view on either side. */
export const rowsToMount = (geometry: RowGeometry, offset: number): IndexSpan => {
  const { rowCount, rowHeight } = geometry;
  const mounted = Math.min(rowCount, rowSlots(geometry));
  const wanted = Math.floor((Math.floor(offset / rowHeight) - spareRows(geometry)) / STEP) * STEP;
  const first = clamp(wanted, 0, rowCount - mounted);
  return { first, last: first + mounted - 1 };
};

/** The rows a person can see, in whole or in part. */
export const rowsInView = ({ rowCount, rowHeight, viewHeight }: RowGeometry, offset: number): IndexSpan => ({
  first: Math.max(0, Math.floor(offset / rowHeight)),
  last: Math.min(rowCount - 1, Math.ceil((offset + viewHeight) / rowHeight) - 1),
});

/** The nearest offset at which the whole row is in view. */
export const offsetToReveal = (geometry: RowGeometry, offset: number, row: number): number => {
  const top = row * geometry.rowHeight;
  const bottom = top + geometry.rowHeight;
  if (top < offset) return clampOffset(geometry, top);
  if (bottom > offset + geometry.viewHeight) return clampOffset(geometry, bottom - geometry.viewHeight);
  return offset;
};

/** Whole rows that fit, at least one: the length of a page. */
export const rowsPerPage = ({ rowHeight, viewHeight }: RowGeometry): number =>
  Math.max(1, Math.floor(viewHeight / rowHeight));

/** Beyond it, positions inside the layer would lose whole pixels in a 32 bit float. */
const MAX_DRIFT_ROWS = 10_000;

/**
 * The row at which the layer of mounted rows starts. After a jump every slot stands where it stood, only with another
 * row in it; over short ways the layer stays and rows move in it.
 *
 * @param lead How many rows of the layer lie before the first mounted one, see `leadSlot`.
 */
export const baseRowFor = (base: number, old: IndexSpan, next: IndexSpan, lead: number): number => {
  const isJump = next.first > old.last || next.last < old.first || Math.abs(next.first - base) > MAX_DRIFT_ROWS;
  return isJump ? next.first - lead : base;
};

/** The slot of a row: which of the mounted elements shows it. */
export const slotOf = (index: number, base: number, slots: number): number =>
  (((index - base) % slots) + slots) % slots;
