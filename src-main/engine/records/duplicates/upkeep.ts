import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { LIKELY } from '@shared/domain/duplicates';
import type { ChangeSet, RecordChange } from '@shared/domain/changes';
import { findRec } from '../../change-log/rec.sql';
import { defineJob, type JobRun, noResult } from '../../jobs/job-definition';
import type { JobQueue } from '../../jobs/job-queue';
import { upkeepQueue } from '../../jobs/queues';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import type { Clock } from '../../kernel/ports';
import type { SchemaModel } from '../../schema/model';
import type { InTransaction, ReadDb, WriteDb } from '../../storage/db';
import { deleteOpenPairsOf, findGroupOf, findScan, markScanStale, savePair } from './duplicates.sql';
import { findLookalikes, soughtOf } from './lookalikes.service';
import { matchPlan, type MatchPlan } from './match-plan';

/** Looks again at records that changed since the scan. */
export const upkeepJob = defineJob({
  kind: 'duplicates.upkeep',
  queue: upkeepQueue,
  payload: z.strictObject({ objectKey: z.string(), label: z.string() }),
  result: noResult,
  title: ({ label }) => msg`Look at what changed for duplicates: ${label}`,
  // What was to be looked at is known to this process alone; the next scan sees it.
  afterRestart: 'fail',
});

export interface UpkeepDeps {
  readonly clock: Clock;
  readonly schema: { readonly current: () => SchemaModel };
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
  readonly jobs: JobQueue;
}

export interface DuplicateUpkeep {
  readonly run: (payload: { readonly objectKey: string }, run: JobRun) => Promise<undefined>;
  readonly close: () => void;
}

/** Edits come in bursts. */
const WAIT_MS = 2000;
/** More than this is what scans are for. */
const MAX_PENDING = 2000;

const isTouched = ({ name, signals }: MatchPlan, { fields, hasMembershipChange }: RecordChange): boolean => {
  if (hasMembershipChange) return true;
  const changed = new Set(fields);
  return changed.has(name.def.name) || signals.some(({ field }) => changed.has(field.def.name));
};

const lookAgain = (db: WriteDb, plan: MatchPlan, rid: number, scan: number): void => {
  deleteOpenPairsOf(db, rid);
  const sought = soughtOf(db, plan, rid);
  if (!sought) return;
  for (const { rid: other, score, reasons } of findLookalikes(db, plan, sought, {
    exceptRid: rid,
    threshold: LIKELY,
  })) {
    const [a, b] = [Math.min(rid, other), Math.max(rid, other)];
    const grp = findGroupOf(db, other) ?? findGroupOf(db, rid) ?? a;
    const pair = { a, b, grp, score: Math.round(score * 1000), reasons: JSON.stringify(reasons) };
    savePair(db, plan.object.def.key, scan, pair);
  }
};

/**
 * Keeps the pairs of objects that were scanned once up to date with single changes: some look-ups by key for each, in the background. Changes too many to be named
 * make the scan count as stale instead.
 */
export const createUpkeep = (deps: UpkeepDeps): DuplicateUpkeep => {
  const pending = new Map<string, Set<string>>();

  const markStale = (objectKey: string): void => {
    if (deps.inTransaction((db) => markScanStale(db, objectKey)) > 0)
      deps.bus.publish({ topics: ['duplicates'], records: [] });
  };

  const note = (change: RecordChange): void => {
    const object = deps.schema.current().objects.get(change.object);
    if (!object || !findScan(deps.read, object.def.key) || !isTouched(matchPlan(object), change)) return;
    const { key: objectKey, labelPlural: label } = object.def;
    const waiting = pending.get(objectKey) ?? new Set();
    if (change.ids === null || waiting.size + change.ids.length > MAX_PENDING) return markStale(objectKey);
    for (const id of change.ids) waiting.add(id);
    pending.set(objectKey, waiting);
    const runAtMs = deps.clock.nowMs() + WAIT_MS;
    const options = { dedupe: objectKey, dedupeAgainst: 'waiting', runAtMs } as const;
    deps.inTransaction((db) => void deps.jobs.enqueue(db, upkeepJob, { objectKey, label }, options));
  };

  const unsubscribe = deps.bus.subscribe(({ records }: ChangeSet) => {
    for (const change of records) note(change);
  });

  return {
    run: async ({ objectKey }, run) => {
      const ids = pending.get(objectKey) ?? new Set();
      pending.delete(objectKey);
      const object = deps.schema.current().objectsByKey.get(objectKey);
      if (!object) return undefined;
      const plan = matchPlan(object);
      for (const id of ids) {
        run.signal.throwIfAborted();
        deps.inTransaction((db) => {
          const rec = findRec(db, id);
          if (rec) lookAgain(db, plan, rec.rid, findScan(db, objectKey)?.scan ?? 0);
        });
        await nextTurn();
      }
      if (ids.size > 0) deps.bus.publish({ topics: ['duplicates'], records: [] });
      return undefined;
    },
    close: unsubscribe,
  };
};
