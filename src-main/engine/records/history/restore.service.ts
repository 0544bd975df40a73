import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import {
  type LeftAsIs,
  MAX_PREVIEWED,
  type RestorePreview,
  RestoreResult,
  RestoreTo,
} from '@shared/contract/history.contract';
import { isDerived } from '@shared/domain/schema';
import type { ActorValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { listChangesAfter } from '../../change-log/change.sql';
import { lastStampOf } from '../../change-log/clock';
import { isUndone } from '../../change-log/operation.sql';
import type { WriteIntent } from '../../change-log/journal';
import { defineJob, type JobRun } from '../../jobs/job-definition';
import { insertCarriedOn } from '../../jobs/job-work.sql';
import { recordsQueue } from '../../jobs/queues';
import { runJob, type RunJobDeps } from '../../jobs/run-job';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import type { SchemaModel } from '../../schema/model';
import { listFieldsMadeAfter } from '../../schema/schema.sql';
import type { InTransaction, ReadDb, WriteDb } from '../../storage/db';
import { AT_ONCE, STEP } from '../bulk/sizes';
import { getObject, type ReadRecordDeps } from '../query/record-set';
import { type SelectedRecord, selectRids } from '../query/select-records.service';
import { titlesByRid } from '../query/titles.sql';
import { applyLife, applyPatch } from '../write/apply';
import { findCleared, restoreCleared } from '../write/cleared-links';
import { findStored, readStored } from '../write/delete-cascade';
import { applyLinks } from '../write/links';
import { loggedTitle } from '../write/search-index';
import { openWriteSession, type WriteDeps, type WriteSession } from '../write/write-session';
import { linkedIds, readTitles, toWireValue } from './link-titles';
import { planRestore, type RestoreAim, type RestorePlan } from './plan-restore';

type RestoreDeps = WriteDeps &
  ReadRecordDeps & {
    readonly actor: () => ActorValue;
    readonly read: ReadDb;
    readonly inTransaction: InTransaction;
    readonly bus: ChangeBus;
  };

const MAX_NAMED = 100;

/** Errors: `not_found` for the object; `invalid_input` for a field that nobody may write. */
const aimOf = (schema: SchemaModel, db: ReadDb, { object: name, atMs, fields }: RestoreTo): RestoreAim => {
  const object = getObject(schema, name);
  for (const field of fields ?? []) {
    const def = object.fields.get(field)?.def;
    if (!def || def.isSystem || isDerived(def))
      throw new AppError('invalid_input', msg`There is no field named "${field}".`, { object: name, field });
  }
  const t = lastStampOf(atMs);
  return {
    t,
    fields: fields && new Set<string>(fields),
    laterFields: new Set(listFieldsMadeAfter(db, object.def.key, t)),
  };
};

/** Plans for some records, each made when its turn comes: what was written for the one before counts. */
function* plansFor(
  session: WriteSession,
  aim: RestoreAim,
  records: readonly SelectedRecord[],
): IterableIterator<RestorePlan> {
  const rids = records.map(({ rid }) => rid);
  const changes = Map.groupBy(listChangesAfter(session.db, rids, aim.t), ({ rid }) => rid);
  for (const { rid } of records) yield planRestore(session, readStored(session, rid), aim, changes.get(rid) ?? []);
}

/** Names what the plans leave as it is. */
const namesLeft = (db: ReadDb, schema: SchemaModel, name: string, plans: readonly RestorePlan[]): LeftAsIs[] => {
  const some = plans.filter(({ leftAlone }) => leftAlone.length > 0).slice(0, MAX_NAMED);
  const titles = titlesByRid(
    db,
    getObject(schema, name),
    some.map(({ record }) => record.rec.rid),
    'all',
  );
  return some
    .flatMap(({ record, leftAlone }) =>
      leftAlone.map(({ field, reason }) => ({
        id: record.id,
        title: titles.get(record.rec.rid) ?? '',
        field: field?.def.name ?? null,
        label: field?.def.label ?? '',
        reason,
      })),
    )
    .slice(0, MAX_NAMED);
};

const countLeft = (plans: readonly RestorePlan[]): number =>
  plans.reduce((count, { leftAlone }) => count + leftAlone.length, 0);

/** What bringing records back to a moment would do, shown on the first of them. Changes nothing. Errors: those of the selection; `invalid_input` for a field. */
export const previewRestore = (deps: RestoreDeps, request: RestoreTo): RestorePreview => {
  const schema = deps.schema.current();
  const aim = aimOf(schema, deps.read, request);
  const records = selectRids(deps, deps.read, request.object, request.selection);
  const some = records.slice(0, MAX_PREVIEWED);
  const plans = deps.inTransaction((db) => [
    ...plansFor(openWriteSession(deps, db, { actor: deps.actor(), verb: 'revert' }), aim, some),
  ]);
  const changing = plans.filter(({ comesBack, changes }) => comesBack || changes.length > 0);
  const ids = changing
    .flatMap(({ changes }) => changes)
    .flatMap(({ field, before, after }) => [...linkedIds(field, before), ...linkedIds(field, after)]);
  const names = { titles: readTitles(deps.read, schema, [...new Set(ids)]), members: schema.members };
  const titles = titlesByRid(
    deps.read,
    getObject(schema, request.object),
    changing.map(({ record }) => record.rec.rid),
    'all',
  );
  return {
    total: records.length,
    examined: some.length,
    records: changing.map(({ record, comesBack, changes }) => ({
      id: record.id,
      title: titles.get(record.rec.rid) ?? '',
      comesBack,
      changes: changes.map(({ field, before, after }) => ({
        field: field.def.name,
        label: field.def.label,
        before: toWireValue(field, before, names),
        after: toWireValue(field, after, names),
      })),
    })),
    skippedCount: countLeft(plans),
    skipped: namesLeft(deps.read, schema, request.object, plans),
  };
};

/** Carries a plan out; false where there is nothing to change. */
const applyPlan = (session: WriteSession, plan: RestorePlan): boolean => {
  const { comesBack, changes, after, links } = plan;
  if (!comesBack && changes.length === 0) return false;
  let { record } = plan;
  const { object, id, rec } = record;
  session.nameSubject(() => loggedTitle(object, after));
  if (comesBack) {
    const cleared = findCleared(session, record);
    applyLife(session, record, true);
    restoreCleared(session, record, cleared, (rid) => findStored(session, rid));
    record = readStored(session, rec.rid);
  }
  applyPatch(session, record, after);
  applyLinks(session, id, links);
  session.lateSight.add(object, rec.rid);
  return true;
};

/** Brings some records back in the caller's transaction, as a part of the action that `intent` names. */
const restoreSlice = (
  deps: RestoreDeps,
  db: WriteDb,
  intent: WriteIntent,
  request: RestoreTo,
  records: readonly SelectedRecord[],
): { readonly result: RestoreResult; readonly publish: () => void } => {
  const schema = deps.schema.current();
  const session = openWriteSession(deps, db, intent);
  const plans: RestorePlan[] = [];
  let count = 0;
  for (const plan of plansFor(session, aimOf(schema, db, request), records)) {
    plans.push(plan);
    if (applyPlan(session, plan)) count += 1;
  }
  session.journal.count(count);
  const operationId = session.close();
  const skipped = namesLeft(db, schema, request.object, plans);
  return {
    result: { operationId, count, skippedCount: countLeft(plans), skipped },
    publish: () => {
      deps.bus.publish(session.collector.changes());
    },
  };
};

/** Brings many records back, a slice at a time. */
export const restoreJob = defineJob({
  kind: 'records.restoreTo',
  queue: recordsQueue,
  payload: RestoreTo,
  result: RestoreResult,
  title: () => msg`Bring records back to an earlier moment`,
});

const Checkpoint = RestoreResult.extend({ lastRid: z.int() });

/** Does `restoreJob`, with the rights of whoever asked. What was done when it is cut short stays, and goes on from there. */
export const runRestore = async (deps: RestoreDeps, request: RestoreTo, run: JobRun): Promise<RestoreResult> => {
  let done = Checkpoint.safeParse(run.checkpoint).data ?? {
    operationId: null,
    count: 0,
    skippedCount: 0,
    skipped: [],
    lastRid: 0,
  };
  // In the order in which records were made, which no restore changes.
  const records = selectRids(deps, deps.read, request.object, request.selection).toSorted((a, b) => a.rid - b.rid);
  let at = records.findIndex(({ rid }) => rid > done.lastRid);
  while (at >= 0 && at < records.length) {
    await nextTurn();
    run.signal.throwIfAborted();
    if (done.operationId !== null && isUndone(deps.read, done.operationId)) break;
    const slice = records.slice(at, at + STEP);
    const intent: WriteIntent = {
      actor: deps.actor(),
      verb: 'revert',
      object: request.object,
      subject: null,
      operationId: done.operationId ?? undefined,
    };
    const { publish } = deps.inTransaction((db) => {
      const step = restoreSlice(deps, db, intent, request, slice);
      done = {
        operationId: step.result.operationId ?? done.operationId,
        count: done.count + step.result.count,
        skippedCount: done.skippedCount + step.result.skippedCount,
        skipped: [...done.skipped, ...step.result.skipped].slice(0, MAX_NAMED),
        lastRid: slice.at(-1)?.rid ?? done.lastRid,
      };
      run.saveCheckpoint(db, done);
      if (done.operationId !== null) insertCarriedOn(db, run.id, done.operationId);
      return step;
    });
    publish();
    at += slice.length;
    run.progress(at / records.length, msg`${at} of ${records.length}`);
  }
  const { lastRid: _lastRid, ...result } = done;
  return result;
};

/**
 * Makes records, or some of their fields, what they were at the end of a moment: one action, undone as one. Up to 1,000 at once; more as a job, which goes on when the caller leaves.
 * What a rule of today speaks against is left as it is and named. Errors: those of the selection; `invalid_input` for a field; `cancelled`.
 */
export const restoreTo = async (deps: RestoreDeps & RunJobDeps, request: RestoreTo): Promise<RestoreResult> => {
  aimOf(deps.schema.current(), deps.read, request);
  const records = selectRids(deps, deps.read, request.object, request.selection);
  if (records.length > AT_ONCE) return runJob(deps, restoreJob, request);
  const intent: WriteIntent = {
    actor: deps.actor(),
    verb: 'revert',
    object: request.object,
    ...(records.length !== 1 && { subject: null }),
  };
  const { result, publish } = deps.inTransaction((db) => restoreSlice(deps, db, intent, request, records));
  publish();
  return result;
};
