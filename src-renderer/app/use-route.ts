import { useMemo, useSyncExternalStore } from 'react';
import { hrefOf, parseRoute, type Route } from './routes';

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};
const getHash = () => window.location.hash;

/** Where the window is. The address bar is the only keeper of it. */
export const useRoute = (): Route => {
  const hash = useSyncExternalStore(subscribe, getHash);
  return useMemo(() => parseRoute(hash), [hash]);
};

export const navigate = (route: Route): void => {
  window.location.hash = hrefOf(route);
};

/** Goes to a place without leaving the present one in the history: for redirects and corrections. */
export const replaceRoute = (route: Route): void => {
  const url = new URL(window.location.href);
  url.hash = hrefOf(route);
  window.history.replaceState(null, '', url);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
};
