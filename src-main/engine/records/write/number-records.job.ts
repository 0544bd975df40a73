import { msg } from '@lingui/core/macro';
import { defineJob, noResult, type JobRun } from '../../jobs/job-definition';
import { recordsQueue } from '../../jobs/queues';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import type { InTransaction } from '../../storage/db';
import { NumberBackfill, NumberedUpTo, numberSome } from './number-backfill';
import type { WriteDeps } from './write-session';

/** Gives the records that were there the numbers that are set aside for them. */
export const numberRecordsJob = defineJob({
  kind: 'records.number',
  queue: recordsQueue,
  payload: NumberBackfill,
  result: noResult,
  title: ({ label }) => msg`Number the records: ${label}`,
  canPause: true,
  afterRestore: 'again',
});

interface NumberDeps extends WriteDeps {
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
}

/** Goes on where `run.checkpoint` says, a step of some records at a time. */
export const runNumberRecords = async (deps: NumberDeps, backfill: NumberBackfill, run: JobRun): Promise<undefined> => {
  let from: NumberedUpTo | undefined = NumberedUpTo.parse(
    run.checkpoint ?? { rid: 0, nextNumber: backfill.firstNumber },
  );
  while (from) {
    await nextTurn();
    run.signal.throwIfAborted();
    const at: NumberedUpTo = from;
    const { next, changes } = deps.inTransaction((db) => {
      const numbered = numberSome(deps, db, backfill, at);
      if (numbered.next) run.saveCheckpoint(db, numbered.next);
      return numbered;
    });
    deps.bus.publish(changes);
    from = next;
    if (from) run.progress((from.nextNumber - backfill.firstNumber) / backfill.count);
  }
  return undefined;
};
