import { msg } from '@lingui/core/macro';
import type { z } from 'zod';
import type { ScanResult } from '@shared/contract/duplicates.contract';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import type { Clock } from '../../kernel/ports';
import type { JobRun } from '../../jobs/job-definition';
import type { InTransaction, ReadDb } from '../../storage/db';
import { deleteUnseenPairs, findScan, savePair, saveScan } from './duplicates.sql';
import type { scanJob } from './duplicates.jobs';
import { groupPairs } from './groups.rules';
import type { ScannedPair, ScanProgress } from './scan';
import type { RunScan } from './scan-thread';

export interface ScanDeps {
  readonly clock: Clock;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
  readonly runScan: RunScan;
}

const PAIRS_AT_ONCE = 1000;
/** Reading takes about so much of the time, writing what was found the last bit. */
const READING = 0.3;
const WRITING = 0.95;

const shareOf = ({ step, done, total }: ScanProgress): number => {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return step === 'read' ? share * READING : READING + share * (WRITING - READING);
};

const rowOf = ({ a, b, score, reasons }: ScannedPair, grp: number) => ({
  a,
  b,
  grp,
  score: Math.round(score * 1000),
  reasons: JSON.stringify(reasons),
});

/**
 * Looks through all records of an object and keeps the pairs that look like one, in place of those that an earlier scan found and this one did not.
 * What was dismissed stays so. Cancelled, it leaves what was there before.
 */
export const scanRecords = async (
  deps: ScanDeps,
  { objectKey }: z.infer<typeof scanJob.payload>,
  run: JobRun,
): Promise<ScanResult> => {
  const startedAtMs = deps.clock.nowMs();
  const { records, pairs } = await deps.runScan({
    objectKey,
    signal: run.signal,
    progress: (progress) =>
      run.progress(shareOf(progress), progress.step === 'read' ? msg`Reading records` : msg`Comparing`),
  });
  const groups = groupPairs(pairs);
  const scan = (findScan(deps.read, objectKey)?.scan ?? 0) + 1;
  for (let at = 0; at < pairs.length; at += PAIRS_AT_ONCE) {
    run.signal.throwIfAborted();
    deps.inTransaction((db) => {
      pairs.slice(at, at + PAIRS_AT_ONCE).forEach((pair, i) => {
        savePair(db, objectKey, scan, rowOf(pair, groups[at + i] ?? pair.a));
      });
    });
    run.progress(WRITING + (1 - WRITING) * (at / pairs.length), msg`Keeping what was found`);
    await nextTurn();
  }
  deps.inTransaction((db) => {
    deleteUnseenPairs(db, objectKey, scan);
    saveScan(db, objectKey, { scan, scannedAtMs: startedAtMs, records });
  });
  deps.bus.publish({ topics: ['duplicates'], records: [] });
  return { records, pairs: pairs.length };
};
