import { foldText } from './clean-text';
import { countOfWord, dayOffsetOfWord, monthOfWord, unitOfWord, weekdayOfWord, type Unit } from './date-words';
import { addDays, addUnits, isDay, makeDay, startOfUnit, weekday } from './day';
import type { ParseContext } from './field-type';
import { dayInZone } from './time-zone';

type DateContext = Pick<ParseContext, 'dateOrder' | 'nowMs' | 'timeZone'>;

const SHIFTS: Readonly<Record<string, -1 | 0 | 1>> = {
  next: 1,
  nachste: 1,
  nachsten: 1,
  nachster: 1,
  nachstes: 1,
  last: -1,
  letzte: -1,
  letzten: -1,
  letzter: -1,
  letztes: -1,
  this: 0,
  diese: 0,
  diesen: 0,
  dieser: 0,
};

/** "49" is 2049 and "50" is 1950, as in spreadsheets a little later than today: birthdays are rarely in the future. */
const fullYear = (text: string, nowYear: number): number => {
  const year = Number(text);
  if (text.length > 2) return year;
  const inCentury = Math.floor(nowYear / 100) * 100 + year;
  return inCentury > nowYear + 20 ? inCentury - 100 : inCentury;
};

const fromNumbers = (text: string, context: DateContext, nowYear: number): string | undefined => {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return makeDay(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const match = /^(\d{1,4})\s*([./-])\s*(\d{1,2})(?:\s*\2\s*(\d{2}|\d{4})?)?$/.exec(text);
  if (!match) return undefined;
  const [, first = '', mark = '', second = '', third] = match;
  if (first.length > 2) {
    // Only with the year first can the year have four digits; "2024-05" is a month, not a day.
    return first.length === 4 && third !== undefined && third.length === 2
      ? makeDay(Number(first), Number(second), Number(third))
      : undefined;
  }
  if (third === undefined) {
    // "3.4." and "03/04": a day of this year. "1.5" or "3-4" is more likely something else.
    const isDotted = mark === '.' && text.trimEnd().endsWith('.');
    if (!isDotted && mark !== '/') return undefined;
    const dayFirst = isDotted || context.dateOrder === 'dmy';
    return makeDay(nowYear, Number(dayFirst ? second : first), Number(dayFirst ? first : second));
  }
  if (context.dateOrder === 'ymd' && third.length === 2) {
    return makeDay(fullYear(first, nowYear), Number(second), Number(third));
  }
  const dayFirst = mark === '.' || context.dateOrder !== 'mdy';
  const year = fullYear(third, nowYear);
  const asOrdered = makeDay(year, Number(dayFirst ? second : first), Number(dayFirst ? first : second));
  // "12/31/2025" can only be read one way, whatever the order.
  return asOrdered ?? makeDay(year, Number(dayFirst ? first : second), Number(dayFirst ? second : first));
};

/** "3 mar", "March 3rd, 2025", "3. März 2025", "3-Mar-25", "2025 Mar 3", "Tue, 3 Mar 2025". */
const fromMonthName = (text: string, nowYear: number): string | undefined => {
  const words = text
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .split(/[\s,/-]+|(?<=\d)\.\s*|(?<=[a-z])\.\s*/)
    .filter((word) => word !== '' && word !== 'de' && word !== 'of');
  if (words.length > 1 && weekdayOfWord(words[0] ?? '') !== undefined) words.shift();
  const at = words.findIndex((word) => monthOfWord(word) !== undefined);
  const month = monthOfWord(words[at] ?? '');
  if (month === undefined || words.length > 3 || words.length < 2) return undefined;
  const numbers = words.filter((_, index) => index !== at);
  if (!numbers.every((word) => /^'?\d{1,4}$/.test(word))) return undefined;
  const [first = '', second] = numbers.map((word) => word.replace("'", ''));
  if (first.length === 4) return second === undefined ? undefined : makeDay(Number(first), month, Number(second));
  if (first.length > 2) return undefined;
  // "Mar 2025" was excluded above; "mar 25" is the 25th.
  const year =
    second === undefined ? nowYear : second.length === 2 || second.length === 4 ? fullYear(second, nowYear) : 0;
  return makeDay(year, month, Number(first));
};

const fromShift = (shift: -1 | 0 | 1, word: string, today: string): string | undefined => {
  const day = weekdayOfWord(word);
  if (day !== undefined) {
    const ahead = (day - weekday(today) + 7) % 7;
    if (shift === 0) return addDays(today, ahead);
    // "next fri": the coming one, but never today.
    if (shift === 1) return addDays(today, ahead === 0 ? 7 : ahead);
    return addDays(today, ahead === 0 ? -7 : ahead - 7);
  }
  const unit = unitOfWord(word);
  return unit === undefined ? undefined : addUnits(startOfUnit(today, unit), shift, unit);
};

const fromWords = (text: string, today: string): string | undefined => {
  const offset = dayOffsetOfWord(text);
  if (offset !== undefined) return addDays(today, offset);
  const words = text.split(/\s+/);
  const shift = SHIFTS[words[0] ?? ''];
  if (shift !== undefined && words.length === 2) return fromShift(shift, words[1] ?? '', today);
  const bareWeekday = words.length === 1 || words[0] === 'on' ? weekdayOfWord(words.at(-1) ?? '') : undefined;
  if (bareWeekday !== undefined && words.length <= 2) return fromShift(1, words.at(-1) ?? '', today);
  if (/^(?:eom|end of month)$/.test(text)) return addDays(addUnits(startOfUnit(today, 'month'), 1, 'month'), -1);
  if (/^(?:eoq|end of quarter)$/.test(text)) return addDays(addUnits(startOfUnit(today, 'quarter'), 1, 'quarter'), -1);
  if (/^(?:eoy|end of year)$/.test(text)) return addDays(addUnits(startOfUnit(today, 'year'), 1, 'year'), -1);
  const span =
    /^(?:in|dans|en)\s+(\S+)\s+(\S+)$/.exec(text) ??
    /^\+\s?(\d+)\s?(\S+)$/.exec(text) ??
    /^(\d+)\s?([a-z]+) from now$/.exec(text);
  const past =
    /^(\S+)\s+(\S+)\s+ago$/.exec(text) ??
    /^(?:vor|hace)\s+(\S+)\s+(\S+)$/.exec(text) ??
    /^-\s?(\d+)\s?([a-z]+)$/.exec(text);
  const count = countOfWord((span ?? past)?.[1] ?? '');
  const unit: Unit | undefined = unitOfWord((span ?? past)?.[2] ?? '');
  if (count === undefined || unit === undefined) return undefined;
  return addUnits(today, span ? count : -count, unit);
};

const MAX_DATE_TEXT = 100;

/**
 * A calendar day as people write it, or undefined. ISO first, then numbers in the given order, month names, and words
 * relative to today in the zone ("next fri", "in 2 weeks"). A year alone, or a year with a remark, is not a day.
 */
export const readDay = (text: string, context: DateContext): string | undefined => {
  if (text.length > MAX_DATE_TEXT) return undefined;
  const bare = foldText(text.trim()).replace(/\s+/g, ' ');
  if (isDay(bare)) return bare;
  const today = dayInZone(context.nowMs, context.timeZone);
  const nowYear = Number(today.slice(0, 4));
  return fromNumbers(bare, context, nowYear) ?? fromMonthName(bare, nowYear) ?? fromWords(bare, today);
};

const CLOCK = /^(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?)?\s*(am|pm|a\.m\.|p\.m\.|uhr|h)?$/;

/** Milliseconds after midnight of "15:30", "3pm", "9.15 uhr"; undefined when it is no time of day. A bare number is none. */
export const readClock = (text: string): number | undefined => {
  const match = CLOCK.exec(text.trim().toLowerCase());
  if (!match) return undefined;
  const [, hours = '', minutes, seconds, millis, mark] = match;
  if (minutes === undefined && mark === undefined) return undefined;
  let hour = Number(hours);
  const half = mark?.replaceAll('.', '');
  if (half === 'am' || half === 'pm') {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes ?? 0) > 59 || Number(seconds ?? 0) > 59) return undefined;
  return (
    ((hour * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000 + Number((millis ?? '').padEnd(3, '0'))
  );
};
