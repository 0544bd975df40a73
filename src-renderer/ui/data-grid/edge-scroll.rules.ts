/** How far beyond the edge the pointer must go for each further cell per tick. */
const PX_PER_CELL = 24;
const MAX_CELLS = 20;

/** Cells to go on by in one tick while the pointer is held beyond an edge: negative before `low`, positive after `high`. */
export const edgeStep = (position: number, low: number, high: number): number => {
  const beyondPx = position < low ? position - low : position > high ? position - high : 0;
  return Math.sign(beyondPx) * Math.min(MAX_CELLS, Math.ceil(Math.abs(beyondPx) / PX_PER_CELL));
};
