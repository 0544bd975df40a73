import { addDays, addMonths, isDay, makeDay } from '@shared/domain/field-types/day';
import { expect, test } from 'vitest';

test('a day that does not exist is no day', () => {
  expect(isDay('2026-02-28')).toBe(true);
  expect(isDay('2024-02-29')).toBe(true);
  expect(isDay('2026-02-31')).toBe(false);
  expect(isDay('2026-2-3')).toBe(false);
});

test('every day of the calendar is a day, also in leap years, and no other is', () => {
  const date = new Date(0);
  for (const year of [1, 99, 1900, 2000, 2023, 2024, 2100, 9999])
    for (let month = 1; month <= 12; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        date.setUTCFullYear(year, month - 1, day);
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(makeDay(year, month, day)).toBe(exists ? date.toISOString().slice(0, 10) : undefined);
      }
});

test('days go on over the ends of months and years, and over the change of the clocks', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
});

test('a month later is the same day or the last one there is', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-03-15', -3)).toBe('2025-12-15');
});
