import type { OperationId } from '@shared/domain/ids';
import type { ActorValue } from '@shared/domain/values';
import { nextTurn } from '../kernel/next-turn';
import type { ChangeBus } from '../kernel/event-bus';
import { newRecordId } from '../kernel/record-ids';
import type { RecordWrite, WriteOutcome } from '../records/write/record-write';
import type { WriteDeps } from '../records/write/write-session';
import { writeRecords } from '../records/write/write-records';
import { assertMaySet } from '../schema/access';
import type { InTransaction } from '../storage/db';
import { makeSampleData } from './sample/sample-data';

interface SampleDeps extends WriteDeps {
  readonly actor: () => ActorValue;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
}

const SLICE = 400;
/** Adds people, companies, deals, tasks and notes that look real, as one action for undo. Loading twice adds them twice. */
export const loadSampleData = async (deps: SampleDeps): Promise<{ created: Record<string, number> }> => {
  assertMaySet(deps.schema.current(), 'import');
  const records = makeSampleData({
    nowMs: deps.clock.nowMs(),
    currency: deps.settings().currency,
    newId: () => newRecordId(deps),
  });
  const created: Record<string, number> = {};
  let operationId: OperationId | undefined;
  for (let start = 0; start < records.length; start += SLICE) {
    const slice = records.slice(start, start + SLICE);
    const writes = slice.flatMap(({ object, id, values, changes = [] }): RecordWrite[] => [
      { kind: 'create', object, id, values },
      ...changes.map((change): RecordWrite => ({ kind: 'update', object, id, values: change })),
    ]);
    const intent = { actor: deps.actor(), verb: 'sample', object: 'person', subject: null, operationId } as const;
    const outcome: WriteOutcome = deps.inTransaction((db) => writeRecords(deps, db, intent, writes));
    operationId = outcome.operationId ?? operationId;
    deps.bus.publish(outcome.changes);
    for (const { object } of slice) created[object] = (created[object] ?? 0) + 1;
    await nextTurn();
  }
  return { created };
};
