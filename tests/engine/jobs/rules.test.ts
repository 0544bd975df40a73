import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelayMs } from '@main/engine/jobs/retry.rules';
import { nextTimeMs } from '@main/engine/jobs/schedule.rules';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Sao_Paulo'];

test('a retry waits longer each time, never longer than its most and its jitter', () => {
  const retry = { attempts: 9, firstMs: 2000, factor: 2, maxMs: 10_000, jitter: 0.25 };

  expect([1, 2, 3, 4].map((attempt) => retryDelayMs(retry, attempt, 0))).toEqual([2000, 4000, 8000, 10_000]);
  expect(retryDelayMs(retry, 1, 1)).toBe(2500);
});

test('a time of day comes next within a day and the hours that a clock is changed by, and later than now', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom(...ZONES),
      (nowMs, hour, minute, timeZone) => {
        const dailyAt = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const next = nextTimeMs({ dailyAt }, nowMs, timeZone);
        expect(next).toBeGreaterThan(nowMs);
        expect(next - nowMs).toBeLessThanOrEqual(26 * 3_600_000);
      },
    ),
  );
});

test('a time of day is met to the minute, also across a change of the clock', () => {
  const berlin = (iso: string) => nextTimeMs({ dailyAt: '04:00' }, Date.parse(iso), 'Europe/Berlin');

  expect(berlin('2026-03-28T12:00:00Z')).toBe(Date.parse('2026-03-29T02:00:00Z'));
  expect(berlin('2026-10-24T12:00:00Z')).toBe(Date.parse('2026-10-25T03:00:00Z'));
  expect(berlin('2026-06-01T02:00:00Z')).toBe(Date.parse('2026-06-02T02:00:00Z'));
});
