import { useCallback, useState, type UIEvent } from 'react';

/** How close to the end, in pixels, more is drawn. */
const AHEAD_PX = 600;

interface GrowingList {
  /** How many are drawn. */
  readonly count: number;
  /** For the element that scrolls. */
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
}

/** Draws the beginning of a list, and more of it as it is scrolled: files may have thousands of columns. */
export const useGrowingList = (total: number, step: number): GrowingList => {
  const [limit, setLimit] = useState(step);
  const hasMore = limit < total;
  const onScroll = useCallback(
    ({ currentTarget: box }: UIEvent<HTMLElement>) => {
      if (!hasMore) return;
      const below = box.scrollHeight - box.scrollTop - box.clientHeight;
      const beside = box.scrollWidth - Math.abs(box.scrollLeft) - box.clientWidth;
      const isNearEnd = (box.scrollTop > 0 && below < AHEAD_PX) || (box.scrollLeft !== 0 && beside < AHEAD_PX);
      if (isNearEnd) setLimit((now) => now + step);
    },
    [hasMore, step],
  );
  return { count: Math.min(limit, total), onScroll };
};
