import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { addDays, addMonths, dayToUtcMs, startOfUnit } from '@shared/domain/field-types/day';
import { IconButton } from './button';
import { weeksOfMonth, type IsoDay } from './month-grid.rules';
import styles from './month-grid.module.css';

export interface MonthGridLabels {
  readonly previousMonth: string;
  readonly nextMonth: string;
}

export interface MonthGridProps {
  readonly value: IsoDay | null;
  readonly onPick: (day: IsoDay) => void;
  readonly today: IsoDay;
  /** BCP 47, for the names of months and days. */
  readonly locale: string;
  /** 0 is Sunday, 1 Monday. */
  readonly firstWeekday?: number | undefined;
  readonly labels: MonthGridLabels;
  /** Days with something on them carry a dot. */
  readonly markedDays?: ReadonlySet<IsoDay> | undefined;
  /** The active day takes the focus at once. */
  readonly takeFocus?: boolean | undefined;
}

const KEYS: Readonly<Record<string, (day: IsoDay, firstWeekday: number) => IsoDay>> = {
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day, first) => startOfUnit(day, 'week', first),
  End: (day, first) => addDays(startOfUnit(day, 'week', first), 6),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

/** One month; arrows move by day and week, Page by month, Enter picks. */
export const MonthGrid = ({
  value,
  onPick,
  today,
  locale,
  firstWeekday = 1,
  labels,
  markedDays,
  takeFocus = false,
}: MonthGridProps) => {
  const [active, setActive] = useState(value ?? today);
  const grid = useRef<HTMLTableElement>(null);
  const hasMoved = useRef(takeFocus);
  const names = useMemo(
    () => ({
      month: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
      weekday: new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' }),
      weekdayLong: new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }),
      day: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }),
      number: new Intl.DateTimeFormat(locale, { day: 'numeric', timeZone: 'UTC' }),
    }),
    [locale],
  );
  const weeks = weeksOfMonth(active, firstWeekday);
  const month = active.slice(0, 7);

  // The focus follows the active day, but is not taken before a key was pressed.
  useEffect(() => {
    if (hasMoved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [active]);

  const handleKeys = (event: KeyboardEvent<HTMLTableElement>): void => {
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const sideways = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    const next =
      sideways === 0 ? KEYS[event.key]?.(active, firstWeekday) : addDays(active, isRightToLeft ? -sideways : sideways);
    if (next === undefined) return;
    event.preventDefault();
    hasMoved.current = true;
    setActive(next);
  };
  const turn = (months: number): void => {
    hasMoved.current = false;
    setActive(addMonths(active, months));
  };

  return (
    <div className={styles.month}>
      <div className={styles.head}>
        <span className={styles.title} aria-live="polite">
          {names.month.format(dayToUtcMs(active))}
        </span>
        <IconButton
          icon="chevron-left"
          size="sm"
          label={labels.previousMonth}
          tooltip={false}
          onClick={() => turn(-1)}
        />
        <IconButton icon="chevron-right" size="sm" label={labels.nextMonth} tooltip={false} onClick={() => turn(1)} />
      </div>
      <table
        ref={grid}
        // A table that is walked with the arrow keys is a grid.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={names.month.format(dayToUtcMs(active))}
        className={styles.days}
        onKeyDown={handleKeys}
      >
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" abbr={names.weekdayLong.format(dayToUtcMs(day))}>
                {names.weekday.format(dayToUtcMs(day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} aria-selected={day === value}>
                  <button
                    type="button"
                    className={styles.day}
                    tabIndex={day === active ? 0 : -1}
                    aria-label={names.day.format(dayToUtcMs(day))}
                    aria-current={day === today ? 'date' : undefined}
                    data-on={day === value || undefined}
                    data-outside={day.slice(0, 7) !== month || undefined}
                    data-marked={markedDays?.has(day) || undefined}
                    onClick={() => onPick(day)}
                  >
                    {names.number.format(dayToUtcMs(day))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
