import { useEffect, useSyncExternalStore } from 'react';
import { useWindowState, type Theme } from '../stores/window.store';

const DARK = '(prefers-color-scheme: dark)';

const watchSystem = (listener: () => void) => {
  const media = window.matchMedia(DARK);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

const resolve = (theme: Theme, isSystemDark: boolean): 'light' | 'dark' => {
  if (theme !== 'system') return theme;
  return isSystemDark ? 'dark' : 'light';
};

/** Puts the chosen theme on the document and keeps following the system where that was chosen. */
export const useAppliedTheme = (): void => {
  const theme = useWindowState((state) => state.theme);
  const isSystemDark = useSyncExternalStore(watchSystem, () => window.matchMedia(DARK).matches);
  useEffect(() => {
    document.documentElement.dataset['theme'] = resolve(theme, isSystemDark);
  }, [theme, isSystemDark]);
};

/** To the other one of light and dark, from whichever is shown. */
export const toggleTheme = (): void => {
  const { theme, setTheme } = useWindowState.getState();
  setTheme(resolve(theme, window.matchMedia(DARK).matches) === 'dark' ? 'light' : 'dark');
};
