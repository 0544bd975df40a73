import { expect, test } from 'vitest';
import type { ForecastSpan } from '@shared/domain/views';
import { forecastMonths } from '@renderer/features/forecast/forecast-fields';

test.each<[string, ForecastSpan | undefined, string, string]>([
  ['2026-11-21', undefined, '2026-11', '2027-04'],
  ['2026-11-21', 'months3', '2026-11', '2027-01'],
  ['2026-01-01', 'months12', '2026-01', '2026-12'],
  ['2026-11-21', 'thisQuarter', '2026-10', '2026-12'],
  ['2026-11-21', 'nextQuarter', '2027-01', '2027-03'],
  ['2026-03-31', 'nextQuarter', '2026-04', '2026-06'],
])('on %s a forecast of %s goes from %s to %s', (today, span, from, to) => {
  expect(forecastMonths(today, span)).toEqual({ from, to });
});
