import type { ReadDb, WriteDb } from '../storage/db';

export interface ScheduleRow {
  readonly name: string;
  readonly timing: string;
  readonly next_at_ms: number;
}

export const findSchedule = (db: ReadDb, name: string): ScheduleRow | undefined =>
  db.get<ScheduleRow>('SELECT name, timing, next_at_ms FROM job_schedule WHERE name = ?', [name]);

export const saveSchedule = (db: WriteDb, row: ScheduleRow, lastAtMs: number | null): void => {
  db.run(
    `INSERT INTO job_schedule(name, timing, next_at_ms, last_at_ms) VALUES (?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET
       timing = excluded.timing, next_at_ms = excluded.next_at_ms, last_at_ms = coalesce(excluded.last_at_ms, last_at_ms)`,
    [row.name, row.timing, row.next_at_ms, lastAtMs],
  );
};
