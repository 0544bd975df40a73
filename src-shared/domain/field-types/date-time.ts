import { msg } from '@lingui/core/macro';
import { readClock, readDay } from './date-text';
import { isDay } from './day';
import type { FieldTypeRules, ParseContext } from './field-type';
import { DATE_AGGREGATES, DATE_OPERATORS } from './operator-sets';
import { parsed, refused } from './parse-result';
import { dayInZone, zonedToMs } from './time-zone';

const ISO = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Undefined for one that no clock has. */
const offsetMs = (text: string): number | undefined => {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (!match) return 0;
  const [, sign, hours, minutes = 0] = match;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

const MAX_INSTANT_TEXT = 100;

const readInstant = (text: string, context: ParseContext): number | undefined => {
  const iso = ISO.exec(text);
  if (iso) {
    const [, day = '', clock = '', zone] = iso;
    const msOfDay = readClock(clock);
    if (msOfDay === undefined || !isDay(day)) return undefined;
    if (zone === undefined) return zonedToMs(day, msOfDay, context.timeZone);
    const offset = offsetMs(zone);
    return offset === undefined ? undefined : zonedToMs(day, msOfDay, 'UTC') - offset;
  }
  if (/^now$/i.test(text)) return context.nowMs;
  const hours = /^in (\d{1,4}|an?) (hours?|hrs?|h|minutes?|mins?|min)$/i.exec(text);
  if (hours) {
    const count = /^\d/.test(hours[1] ?? '') ? Number(hours[1]) : 1;
    return context.nowMs + count * (/^h/i.test(hours[2] ?? '') ? 3_600_000 : 60_000);
  }
  const day = readDay(text, context);
  if (day !== undefined) return zonedToMs(day, 0, context.timeZone);
  const clockOnly = readClock(text);
  if (clockOnly !== undefined)
    return zonedToMs(dayInZone(context.nowMs, context.timeZone), clockOnly, context.timeZone);
  // "tomorrow 3pm", "3 mar 2025 at 15:30", "03/04/2025, 09:15": the time is the last one or two words.
  const match =
    /^(.+?),?\s+(?:at\s+|um\s+|a\s+|à\s+)?(\d{1,2}(?:[:.h]\d{2}(?::\d{2}(?:[.,]\d+)?)?)?\s*(?:[ap]\.?m\.?|uhr|h)?)$/i.exec(
      text,
    );
  const dayBefore = match ? readDay(match[1] ?? '', context) : undefined;
  const clock = match ? readClock(match[2] ?? '') : undefined;
  return dayBefore === undefined || clock === undefined ? undefined : zonedToMs(dayBefore, clock, context.timeZone);
};

/** An instant, ms UTC. A text without an offset is meant in the reader's zone; plain text is written in UTC ("2025-03-04T15:30:00.000Z"). */
export const dateTimeRules: FieldTypeRules = {
  type: 'dateTime',
  settings: ['min', 'max', 'defaultValue'],
  canBeUnique: true,
  operators: DATE_OPERATORS,
  aggregates: DATE_AGGREGATES,
  isSortable: true,
  isGroupable: true,
  parseText: (text, context) => {
    const bare = text.trim();
    if (bare === '') return parsed(null);
    if (bare.length > MAX_INSTANT_TEXT) return refused(msg`Not a date and time`);
    const ms = readInstant(bare, context);
    return ms === undefined ? refused(msg`Not a date and time`) : parsed(ms);
  },
  formatText: (value) => {
    if (typeof value !== 'number') return '';
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? '' : date.toISOString();
  },
  isEmpty: (value) => value === null,
};
