import { dayToUtcMs } from './day';

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
};

/** What a clock on the wall shows, as if it were UTC. */
const wallMs = (ms: number, timeZone: string): number => {
  if (timeZone === 'UTC') return ms;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
  const isBeforeChrist = (parts.get('era') ?? '').startsWith('B');
  const date = new Date(0);
  date.setUTCFullYear(isBeforeChrist ? 1 - of('year') : of('year'), of('month') - 1, of('day'));
  return date.getTime() + (of('hour') * 3600 + of('minute') * 60 + of('second')) * 1000 + (((ms % 1000) + 1000) % 1000);
};

const DAY_MS = 86_400_000;
const MAX_DAYS = 100_000;

/** Offsets of days (UTC) that have one from end to end, by zone and day. Those on which the clock changes are not kept. */
const offsetsByZone = new Map<string, Map<number, number>>();

/** What a clock in the zone shows at an instant, less UTC, in ms. Quick where many instants are asked for. */
const offsetMsAt = (ms: number, timeZone: string): number => {
  const day = Math.floor(ms / DAY_MS);
  const offsets = offsetsByZone.get(timeZone) ?? new Map<number, number>();
  offsetsByZone.set(timeZone, offsets);
  const known = offsets.get(day);
  if (known !== undefined) return known;
  const start = day * DAY_MS;
  const offset = wallMs(start, timeZone) - start;
  const end = start + DAY_MS;
  // No zone changes twice within a day.
  if (wallMs(end, timeZone) - end !== offset) return wallMs(ms, timeZone) - ms;
  if (offsets.size >= MAX_DAYS) offsets.clear();
  offsets.set(day, offset);
  return offset;
};

const FIRST_MS = dayToUtcMs('0001-01-01');
const LAST_MS = dayToUtcMs('9999-12-31') + DAY_MS - 1;
const withinYears = (ms: number): number => Math.min(Math.max(ms, FIRST_MS), LAST_MS);

/** What a clock on the wall of a zone shows at an instant, in ms as if it were UTC; within the years 1 to 9999. */
export const wallMsAt = (ms: number, timeZone: string): number => {
  const instant = withinYears(ms);
  return withinYears(instant + offsetMsAt(instant, timeZone));
};

/** The calendar day in a zone at an instant, within the years 1 to 9999. */
export const dayInZone = (ms: number, timeZone: string): string =>
  new Date(wallMsAt(ms, timeZone)).toISOString().slice(0, 10);

/** The hour that a wall clock in the zone shows at an instant, 0 to 23. */
export const hourInZone = (ms: number, timeZone: string): number => new Date(wallMs(ms, timeZone)).getUTCHours();

/**
 * The instant when a wall clock in the zone shows the day and time. A time that the clock skips (summer time begins) is moved on by the length of the gap; of a time
 * that comes twice the first is meant.
 */
export const zonedToMs = (day: string, msOfDay: number, timeZone: string): number => {
  const wanted = dayToUtcMs(day) + msOfDay;
  if (timeZone === 'UTC') return wanted;
  // The offsets a day before and after hold every candidate, since no zone changes twice within two days.
  const before = wallMs(wanted - 86_400_000, timeZone) - (wanted - 86_400_000);
  const after = wallMs(wanted + 86_400_000, timeZone) - (wanted + 86_400_000);
  for (const offset of before >= after ? [before, after] : [after, before]) {
    if (wallMs(wanted - offset, timeZone) === wanted) return wanted - offset;
  }
  return wanted - before;
};

/** The first instant of a day in a zone: not always midnight, since some zones skip it. */
export const startOfDayMs = (day: string, timeZone: string): number => zonedToMs(day, 0, timeZone);
