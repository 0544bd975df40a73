import { z } from 'zod';

/** When work comes back: every so many minutes, or once a day at a time of the workspace's zone. */
export const Timing = z.union([
  z.strictObject({ everyMinutes: z.int().min(1) }),
  z.strictObject({ dailyAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM') }),
]);
export type Timing = Readonly<z.infer<typeof Timing>>;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, made);
  return made;
};

const minuteOfDay = (ms: number, timeZone: string): number => {
  const [hour = 0, minute = 0] = formatOf(timeZone).format(ms).split(':').map(Number);
  return hour * 60 + minute;
};

/**
 * The first time after `nowMs`. A time of day that the clock's change leaves out comes as much later as was left out; one that comes twice is met once
 * in the night, since the search goes on from there.
 */
export const nextTimeMs = (timing: Timing, nowMs: number, timeZone: string): number => {
  if ('everyMinutes' in timing) return nowMs + timing.everyMinutes * MINUTE_MS;
  const [hour = 0, minute = 0] = timing.dailyAt.split(':').map(Number);
  const wanted = hour * 60 + minute;
  const thisMinute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const ahead = (wanted - minuteOfDay(thisMinute, timeZone) + DAY_MINUTES) % DAY_MINUTES;
  const guess = thisMinute + (ahead === 0 ? DAY_MINUTES : ahead) * MINUTE_MS;
  // The clock may have been changed on the way: at most some hours, to either side.
  const off = minuteOfDay(guess, timeZone) - wanted;
  const shortest = off > DAY_MINUTES / 2 ? off - DAY_MINUTES : off < -DAY_MINUTES / 2 ? off + DAY_MINUTES : off;
  const corrected = guess - shortest * MINUTE_MS;
  return corrected > nowMs && minuteOfDay(corrected, timeZone) === wanted ? corrected : guess;
};
