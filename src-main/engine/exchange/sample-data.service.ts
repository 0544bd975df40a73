import type { ChangeSet } from '@shared/domain/changes';
import type { ActorValue } from '@shared/domain/values';
import { newRecordId } from '../kernel/record-ids';
import type { RecordWrite } from '../records/write/record-write';
import type { WriteDeps } from '../records/write/write-session';
import { writeRecords } from '../records/write/write-records';
import { assertMaySet } from '../schema/access';
import type { WriteDb } from '../storage/db';
import { makeSampleData } from './sample/sample-data';

interface SampleDeps extends WriteDeps {
  readonly actor: () => ActorValue;
  readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
}

/**
 * Adds people, companies, deals, tasks and notes that look real, as one action for undo, in the caller's transaction, which takes some tenths of a second: it is there whole or not at
 * all. Loading twice adds them twice. Errors: `forbidden`.
 */
export const loadSampleData = (deps: SampleDeps, db: WriteDb): { created: Record<string, number> } => {
  assertMaySet(deps.schema.current(), 'import');
  const records = makeSampleData({
    nowMs: deps.clock.nowMs(),
    currency: deps.settings().currency,
    newId: () => newRecordId(deps),
  });
  const writes = records.flatMap(({ object, id, values, changes = [] }): RecordWrite[] => [
    { kind: 'create', object, id, values },
    ...changes.map((change): RecordWrite => ({ kind: 'update', object, id, values: change })),
  ]);
  const intent = { actor: deps.actor(), verb: 'sample', object: 'person', subject: null } as const;
  deps.changes(writeRecords(deps, db, intent, writes).changes);
  const created: Record<string, number> = {};
  for (const { object } of records) created[object] = (created[object] ?? 0) + 1;
  return { created };
};
