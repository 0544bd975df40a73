import type { Backup } from '@shared/contract/backups.contract';

const KEPT_DAYS = 7;
const KEPT_WEEKS = 4;
const KEPT_MONTHS = 12;
const KEPT_OF_REASON = { migration: 5, restore: 3 } as const;

const DAY_MS = 86_400_000;

/** Monday of the week that a day (YYYY-MM-DD) is in. */
const weekOf = (day: string): string => {
  const ms = Date.parse(day);
  const sinceMonday = (new Date(ms).getUTCDay() + 6) % 7;
  return new Date(ms - sinceMonday * DAY_MS).toISOString().slice(0, 10);
};

/** The newest of each of the newest `count` spans; `backups` newest first. */
const newestOfEach = (backups: readonly Backup[], spanOf: (backup: Backup) => string, count: number): Backup[] => {
  const bySpan = new Map<string, Backup>();
  for (const backup of backups) if (!bySpan.has(spanOf(backup))) bySpan.set(spanOf(backup), backup);
  return [...bySpan.values()].slice(0, count);
};

/**
 * Backups that are to go. Of the scheduled ones the newest of 7 days, 4 weeks and 12 months stay: days that have a backup, so that time away costs none.
 * Of those before an update 5 stay, of those before a restore 3, and all that a person made.
 */
export const surplusBackups = (backups: readonly Backup[], timeZone: string): readonly Backup[] => {
  const newestFirst = backups.toSorted((a, b) => b.atMs - a.atMs);
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const dayOf = ({ atMs }: Backup): string => format.format(atMs);
  const of = (reason: Backup['reason']): readonly Backup[] => newestFirst.filter((backup) => backup.reason === reason);
  const scheduled = of('scheduled');
  const kept = new Set([
    ...of('manual'),
    ...of('migration').slice(0, KEPT_OF_REASON.migration),
    ...of('restore').slice(0, KEPT_OF_REASON.restore),
    ...newestOfEach(scheduled, dayOf, KEPT_DAYS),
    ...newestOfEach(scheduled, (backup) => weekOf(dayOf(backup)), KEPT_WEEKS),
    ...newestOfEach(scheduled, (backup) => dayOf(backup).slice(0, 7), KEPT_MONTHS),
  ]);
  return newestFirst.filter((backup) => !kept.has(backup));
};
