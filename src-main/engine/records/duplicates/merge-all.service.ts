import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { MAX_MERGED } from '@shared/contract/records.contract';
import type { MergeAll, MergeAllResult } from '@shared/contract/duplicates.contract';
import { OperationId, RecordId } from '@shared/domain/ids';
import type { ChangeSet } from '@shared/domain/changes';
import { AppError } from '@shared/errors/app-error';
import type { JobRun } from '../../jobs/job-definition';
import { deleteWork, insertCarriedOn } from '../../jobs/job-work.sql';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import type { SeenSchema } from '../../schema/registry';
import type { InTransaction, ReadDb } from '../../storage/db';
import { mergeRecords, type MergeCommandDeps } from '../merge/merge.service';
import { getObject } from '../query/record-set';
import { findTitled } from '../query/titles.sql';
import { pairScope } from './duplicates.service';
import { listShownPairs } from './duplicates.sql';
import { groupPairs } from './groups.rules';

export type MergeAllDeps = Omit<MergeCommandDeps, 'changes'> & {
  readonly schema: SeenSchema;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
};

/** Groups refused by name at most. */
const MAX_REFUSED = 20;

const Checkpoint = z.object({ operationId: OperationId.nullable(), groups: z.int(), merged: z.int() });
type Checkpoint = z.infer<typeof Checkpoint>;

/** The records of each group that open pairs from a score on make, as the caller may see them. */
const listCertain = (deps: MergeAllDeps, { object: name, minScore }: MergeAll): readonly (readonly RecordId[])[] => {
  const seen = deps.schema.current();
  const pairs = listShownPairs(deps.read, pairScope(seen, getObject(seen, name), 'open', minScore));
  const groups = new Map<number, Set<string>>();
  groupPairs(pairs).forEach((group, at) => {
    const pair = pairs[at];
    if (pair) groups.set(group, (groups.get(group) ?? new Set<string>()).add(pair.idA).add(pair.idB));
  });
  return [...groups.values()].map((ids) => [...ids].slice(0, MAX_MERGED).map((id) => RecordId.parse(id)));
};

/**
 * Merges every open group by its pairs from a score on, each with the defaults of a merge in a transaction of its own, all as one operation. A group that is
 * refused is named and left alone. After a crash it goes on: what was merged is a pair no more.
 */
export const mergeAll = async (deps: MergeAllDeps, input: MergeAll, run: JobRun): Promise<MergeAllResult> => {
  let state: Checkpoint = Checkpoint.safeParse(run.checkpoint).data ?? { operationId: null, groups: 0, merged: 0 };
  const refused: MergeAllResult['refused'] = [];
  let refusedCount = 0;
  const refuse = (id: RecordId, error: AppError): void => {
    refusedCount += 1;
    if (refused.length >= MAX_REFUSED) return;
    const title = findTitled(deps.read, deps.schema.current(), new Set([id])).get(id)?.title ?? '';
    refused.push({ id, title, reason: error.words });
  };
  const groups = listCertain(deps, input);
  for (const [at, ids] of groups.entries()) {
    run.signal.throwIfAborted();
    const changes: Omit<ChangeSet, 'seq'>[] = [];
    try {
      state = deps.inTransaction((db): Checkpoint => {
        const { operationId, mergedCount } = mergeRecords(
          { ...deps, changes: (made) => changes.push(made) },
          db,
          { object: input.object, ids: [...ids] },
          { operationId: state.operationId ?? undefined },
        );
        const next = { operationId, groups: state.groups + 1, merged: state.merged + mergedCount };
        if (state.operationId === null) insertCarriedOn(db, run.id, operationId);
        run.saveCheckpoint(db, next);
        return next;
      });
      for (const made of changes) deps.bus.publish(made);
    } catch (error) {
      const [id] = ids;
      if (!(error instanceof AppError) || id === undefined) throw error;
      refuse(id, error);
    }
    run.progress((at + 1) / groups.length, msg`${at + 1} of ${groups.length}`);
    await nextTurn();
  }
  deps.inTransaction((db) => deleteWork(db, run.id));
  deps.bus.publish({ topics: ['duplicates'], records: [] });
  return { ...state, refusedCount, refused };
};
