import type { Clock } from './ports';

/** A clock that stands at the moment of the call, ms UTC: all that one transaction does has one time, however long it takes. */
export const stoppedClock = (clock: Clock): Clock => {
  const nowMs = clock.nowMs();
  return { nowMs: () => nowMs };
};
