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

/** The calendar day in a zone at an instant. */
export const dayInZone = (ms: number, timeZone: string): string =>
  new Date(wallMs(ms, timeZone)).toISOString().slice(0, 10);

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
