import { expect, test } from 'vitest';
import { formatAgo, formatBytes, formatDayNearby, formatMoney, formatPercent } from '@renderer/fields/intl';

const region = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const now = Date.UTC(2026, 10, 20, 12);
const minutes = (count: number): number => now - count * 60_000;

test('money is whole in lists, exact in the field, compact in totals', () => {
  const money = { amountMinor: 14_850_050, currency: 'EUR' };

  expect(formatMoney(region, money, 'whole')).toBe('€148,501');
  expect(formatMoney(region, money)).toBe('€148,500.50');
  expect(formatMoney(region, { amountMinor: 218_000_000, currency: 'EUR' }, 'compact')).toBe('€2.18m');
  expect(formatMoney(region, { amountMinor: 5000, currency: 'JPY' })).toBe('JP¥5,000');
});

test('a time is said as distance for a week, then as a day, then with its year', () => {
  expect(formatAgo(region, minutes(29), now)).toBe('29 min ago');
  expect(formatAgo(region, minutes(60 * 26), now)).toBe('Yesterday');
  expect(formatAgo(region, minutes(60 * 24 * 3), now)).toBe('3 days ago');
  expect(formatAgo(region, minutes(60 * 24 * 10), now)).toBe('10 Nov');
  expect(formatAgo(region, minutes(60 * 24 * 400), now)).toBe('16 Oct 2025');
});

test('a due day is named when it is near', () => {
  expect(formatDayNearby(region, '2026-11-21', '2026-11-20')).toBe('Tomorrow');
  expect(formatDayNearby(region, '2026-12-24', '2026-11-20')).toBe('24 Dec');
  expect(formatDayNearby(region, '2027-03-31', '2026-11-20')).toBe('31 Mar 2027');
});

test('percent and sizes', () => {
  expect(formatPercent(region, 25)).toBe('25%');
  expect(formatBytes(region, 1_800_000)).toBe('1.8 MB');
});

test('a locale that nobody knows does not fail', () => {
  expect(() => formatPercent({ ...region, locale: 'not a locale' }, 25)).not.toThrow();
});
