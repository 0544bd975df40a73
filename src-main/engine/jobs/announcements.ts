import type { AlarmClock } from '../kernel/ports';

const EVERY_MS = 250;

/** Tells listeners that something changed: in the next turn, after whatever transaction is under way, then at most four times a second. */
export const createAnnouncements = (clock: AlarmClock) => {
  const listeners = new Set<() => void>();
  let lastMs = Number.NEGATIVE_INFINITY;
  let takeBack: (() => void) | undefined;
  const tell = (): void => {
    takeBack = undefined;
    lastMs = clock.nowMs();
    for (const listener of listeners) listener();
  };
  return {
    changed: (): void => {
      if (takeBack) return;
      const nowMs = clock.nowMs();
      // A clock that was set back must not silence it.
      const isDue = nowMs >= lastMs + EVERY_MS || nowMs < lastMs;
      if (isDue) {
        const immediate = setImmediate(tell);
        takeBack = () => clearImmediate(immediate);
      } else takeBack = clock.callAt(lastMs + EVERY_MS, tell);
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: (): void => takeBack?.(),
  };
};
