import type { WriteDb } from '../storage/db';
import { nextTimeMs, Timing } from './schedule.rules';
import { findSchedule, saveSchedule } from './schedules.sql';

/** Work that comes back. */
export interface Schedule {
  /** Kept: never to be changed. */
  readonly name: string;
  readonly timing: Timing;
  readonly enqueue: (db: WriteDb) => void;
}

/** The schedules of one engine. A time that passed while Outpost was closed is made up for once. */
export const createSchedules = (timeZone: () => string) => {
  const nextByName = new Map<string, { readonly schedule: Schedule; nextAtMs: number }>();
  return {
    add: (db: WriteDb, schedule: Schedule, nowMs: number): void => {
      const timing = JSON.stringify(schedule.timing);
      const kept = findSchedule(db, schedule.name);
      const nextAtMs = kept?.timing === timing ? kept.next_at_ms : nextTimeMs(schedule.timing, nowMs, timeZone());
      nextByName.set(schedule.name, { schedule, nextAtMs });
      if (kept?.timing !== timing) saveSchedule(db, { name: schedule.name, timing, next_at_ms: nextAtMs }, null);
    },
    /** Enqueues what is due. */
    run: (db: WriteDb, nowMs: number): void => {
      for (const entry of nextByName.values()) {
        if (entry.nextAtMs > nowMs) continue;
        const { name, timing, enqueue } = entry.schedule;
        enqueue(db);
        const nextAtMs = nextTimeMs(timing, nowMs, timeZone());
        saveSchedule(db, { name, timing: JSON.stringify(timing), next_at_ms: nextAtMs }, nowMs);
        entry.nextAtMs = nextAtMs;
      }
    },
    nextMs: (): number | undefined => {
      const times = [...nextByName.values()].map(({ nextAtMs }) => nextAtMs);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
};
export type Schedules = ReturnType<typeof createSchedules>;
