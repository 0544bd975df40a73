import { expect, test } from 'vitest';
import type { Backup } from '@shared/contract/backups.contract';
import { surplusBackups } from '@main/engine/backup/rotation.rules';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1, 11, 30);

const backup = (atMs: number, reason: Backup['reason'] = 'scheduled'): Backup => ({
  name: `${atMs}-${reason}`,
  atMs,
  sizeBytes: 1,
  reason,
  isEncrypted: false,
});

const rotate = (backups: readonly Backup[], timeZone = 'Europe/Berlin'): readonly Backup[] => {
  const surplus = new Set(surplusBackups(backups, timeZone));
  return backups.filter((each) => !surplus.has(each));
};

test('after two years of daily backups the newest of 7 days, 4 weeks and 12 months are there', () => {
  let kept: readonly Backup[] = [];
  for (let day = 0; day < 730; day += 1) kept = rotate([...kept, backup(START_MS + day * DAY_MS)]);

  const days = kept.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 10));

  expect(days).toEqual([
    '2027-01-31',
    '2027-02-28',
    '2027-03-31',
    '2027-04-30',
    '2027-05-31',
    '2027-06-30',
    '2027-07-31',
    '2027-08-31',
    '2027-09-30',
    '2027-10-31',
    '2027-11-30',
    // 12 months with December, whose newest is a day's as well; weeks end on Sundays.
    '2027-12-12',
    '2027-12-19',
    '2027-12-25',
    '2027-12-26',
    '2027-12-27',
    '2027-12-28',
    '2027-12-29',
    '2027-12-30',
    '2027-12-31',
  ]);
});

test('time away costs no backup', () => {
  const old = Array.from({ length: 7 }, (_, day) => backup(START_MS + day * DAY_MS));

  expect(rotate([...old, backup(START_MS + 300 * DAY_MS)])).toHaveLength(7);
});

test('what a person made stays; of those before an update 5 stay, of those before a restore 3', () => {
  const of = (reason: Backup['reason']) => Array.from({ length: 20 }, (_, n) => backup(START_MS + n, reason));
  const kept = rotate([...of('manual'), ...of('migration'), ...of('restore')]);

  const count = (reason: Backup['reason']) => kept.filter((each) => each.reason === reason).length;
  expect([count('manual'), count('migration'), count('restore')]).toEqual([20, 5, 3]);
});

test('a day is one of the zone of the workspace', () => {
  const beforeMidnight = backup(Date.UTC(2026, 0, 1, 22, 30));
  const after = backup(Date.UTC(2026, 0, 1, 23, 30));

  expect(rotate([beforeMidnight, after], 'Europe/Berlin')).toHaveLength(2);
  expect(rotate([beforeMidnight, after], 'UTC')).toEqual([after]);
});
