import { useSyncExternalStore } from 'react';

/** Below this the sidebar is a rail (design guide, section 14). */
const NARROW = '(max-width: 1100px)';

const watch = (listener: () => void) => {
  const media = window.matchMedia(NARROW);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

export const useIsNarrow = (): boolean => useSyncExternalStore(watch, () => window.matchMedia(NARROW).matches);
