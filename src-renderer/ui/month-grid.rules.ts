import { addDays, startOfUnit } from '@shared/domain/field-types/day';

/** A day as `YYYY-MM-DD`: a date without a time belongs to no time zone. */
export type IsoDay = string;

/** Six weeks that contain the month of the day: the calendar keeps its height from month to month. */
export const weeksOfMonth = (day: IsoDay, firstWeekday: number): readonly (readonly IsoDay[])[] => {
  const start = startOfUnit(`${day.slice(0, 7)}-01`, 'week', firstWeekday);
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_day, at) => addDays(start, week * 7 + at)));
};
