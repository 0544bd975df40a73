import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { startOfUnit } from '@shared/domain/field-types/day';
import { MonthGrid } from '@renderer/ui/month-grid';
import { weeksOfMonth } from '@renderer/ui/month-grid.rules';

afterEach(cleanup);

test('weeks begin where the locale says and a month always shows six', () => {
  expect(startOfUnit('2026-11-20', 'week', 1)).toBe('2026-11-16');
  expect(startOfUnit('2026-11-20', 'week', 0)).toBe('2026-11-15');
  const weeks = weeksOfMonth('2026-11-20', 1);

  expect(weeks).toHaveLength(6);
  expect(weeks[0]?.[0]).toBe('2026-10-26');
  expect(weeks[5]?.[6]).toBe('2026-12-06');
});

test('arrows move by day and week, Page by month, Enter picks', async () => {
  const onPick = vi.fn<(day: string) => void>();
  render(
    <MonthGrid
      value="2026-11-20"
      today="2026-11-19"
      locale="en"
      onPick={onPick}
      labels={{ previousMonth: 'Previous', nextMonth: 'Next' }}
    />,
  );
  screen.getByRole('button', { name: 'Friday, November 20, 2026' }).focus();

  await userEvent.keyboard('{ArrowRight}{ArrowDown}{PageDown}{Enter}');

  expect(onPick).toHaveBeenCalledWith('2026-12-28');
  expect(screen.getByRole('grid', { name: 'December 2026' })).toBeDefined();
});
