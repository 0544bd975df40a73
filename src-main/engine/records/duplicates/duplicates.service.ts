import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import type { DuplicateList, DuplicatePage, DuplicateStatus, MergeAll } from '@shared/contract/duplicates.contract';
import { DuplicateReason, LIKELY } from '@shared/domain/duplicates';
import { type JobId, RecordId } from '@shared/domain/ids';
import type { ChangeSet } from '@shared/domain/changes';
import type { ActorValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { listRecsOf } from '../../change-log/rec.sql';
import { noteUnlogged } from '../../change-log/unlogged';
import type { JobQueue } from '../../jobs/job-queue';
import type { Clock } from '../../kernel/ports';
import { wholeOf } from '../../schema/access';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb, WriteDb } from '../../storage/db';
import { assertMay } from '../policy/may';
import { listInTable } from '../policy/may.sql';
import { getObject } from '../query/record-set';
import { titlesByRid } from '../query/titles.sql';
import { mergeAllJob, scanJob } from './duplicates.jobs';
import {
  countGroups,
  findScan,
  type GroupRow,
  listGroups,
  listPairsOf,
  type PairScope,
  savePairs,
  type ShownPair,
} from './duplicates.sql';
import { seenReasons } from './lookalikes.service';
import { hasIdentity } from './match-plan';

interface SeenDeps {
  readonly schema: SeenSchema;
}

interface ChangeDeps extends SeenDeps {
  readonly clock: Clock;
  readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
}

interface StartDeps extends ChangeDeps {
  readonly jobs: JobQueue;
  readonly actor: () => ActorValue;
}

/** A person who asks waits for it. */
const PRIORITY = 10;
const Reasons = DuplicateReason.array();

/** Only whoever may merge has a use for what a scan finds. Errors: `not_found`, `forbidden`. */
const getMergeable = (seen: SchemaModel, name: string): ObjectModel => {
  const model = getObject(seen, name);
  for (const right of ['edit', 'delete'] as const) assertMay(seen, right, { model });
  return model;
};

/** Pairs of an object that the caller may be shown. */
export const pairScope = (
  seen: SchemaModel,
  object: ObjectModel,
  state: DuplicateList['state'],
  minScore: number,
): PairScope => {
  const whole = wholeOf(seen).objectsByKey.get(object.def.key);
  const hidden = [...(whole?.fieldsByKey.keys() ?? [])].filter((key) => !object.fieldsByKey.has(key));
  return { obj: object.def.key, table: object.table, state, minScore: Math.round(minScore * 1000), hidden };
};

const Cursor = z.tuple([z.int(), z.int()]);

const parseCursor = (cursor: string | undefined): GroupRow | undefined => {
  if (cursor === undefined) return undefined;
  const parsed = Cursor.safeParse(cursor.split('.').map(Number));
  if (!parsed.success) throw new AppError('invalid_input', msg`This cursor is not one of duplicates.`, { cursor });
  const [score, grp] = parsed.data;
  return { score, grp };
};

const toPair = (object: ObjectModel, { idA, idB, score, reasons }: ShownPair) => ({
  a: RecordId.parse(idA),
  b: RecordId.parse(idB),
  score: score / 1000,
  // The scan wrote them itself.
  reasons: seenReasons(object, Reasons.parse(JSON.parse(reasons))) ?? [],
});

/** Groups of records that look like one, the likeliest first. Errors: `not_found`; `invalid_input` for a foreign cursor. */
export const listDuplicates = (
  deps: SeenDeps,
  db: ReadDb,
  { object: name, state, minScore, limit, cursor }: DuplicateList,
): DuplicatePage => {
  const seen = deps.schema.current();
  const object = getObject(seen, name);
  const scope = pairScope(seen, object, state, minScore);
  const found = listGroups(db, scope, parseCursor(cursor), limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const pairs = Map.groupBy(
    listPairsOf(
      db,
      scope,
      page.map(({ grp }) => grp),
    ),
    ({ grp }) => grp,
  );
  const rids = [...pairs.values()].flat().flatMap(({ a, b }) => [a, b]);
  const titles = titlesByRid(db, object, [...new Set(rids)]);
  return {
    groups: page.map(({ grp, score }) => {
      const own = pairs.get(grp) ?? [];
      const ids = new Map(own.flatMap(({ a, b, idA, idB }) => [[a, idA] as const, [b, idB] as const]));
      return {
        key: grp,
        score: score / 1000,
        records: [...ids].map(([rid, id]) => ({ id: RecordId.parse(id), title: titles.get(rid) ?? '' })),
        pairs: own.map((pair) => toPair(object, pair)),
      };
    }),
    total: countGroups(db, scope),
    nextCursor: last && found.length > limit ? `${last.score}.${last.grp}` : null,
  };
};

/** What is known of each object's duplicates; objects whose records may share a name come last. */
export const duplicateStatus = (deps: SeenDeps, db: ReadDb): { objects: DuplicateStatus[] } => {
  const seen = deps.schema.current();
  const objects = [...seen.objects.values()].map((object): DuplicateStatus => {
    const scan = findScan(db, object.def.key);
    return {
      object: object.def.name,
      isUsual: hasIdentity(object),
      scannedAtMs: scan?.scannedAtMs ?? null,
      records: seen.access ? 0 : (scan?.records ?? 0),
      isStale: scan?.changed === 1,
      openGroups: scan ? countGroups(db, pairScope(seen, object, 'open', LIKELY)) : 0,
    };
  });
  return { objects: objects.toSorted((a, b) => Number(b.isUsual) - Number(a.isUsual)) };
};

/** Begins a scan, or names the one that is under way. Errors: `not_found`; `forbidden` without the right to edit and delete. */
export const startScan = (
  deps: StartDeps,
  db: WriteDb,
  { object: name }: { readonly object: string },
): { jobId: JobId } => {
  const { def } = getMergeable(deps.schema.current(), name);
  const payload = { objectKey: def.key, label: def.labelPlural };
  const memberId = deps.actor().id ?? null;
  return { jobId: deps.jobs.enqueue(db, scanJob, payload, { dedupe: def.key, priority: PRIORITY, memberId }) };
};

/** Begins to merge all groups from a score on. Errors as `startScan`. */
export const startMergeAll = (deps: StartDeps, db: WriteDb, input: MergeAll): { jobId: JobId } => {
  const { def } = getMergeable(deps.schema.current(), input.object);
  const memberId = deps.actor().id ?? null;
  const payload = { ...input, label: def.labelPlural };
  return { jobId: deps.jobs.enqueue(db, mergeAllJob, payload, { dedupe: def.key, priority: PRIORITY, memberId }) };
};

interface RecordsOf {
  readonly object: string;
  readonly ids: readonly RecordId[];
}

const seenRids = (deps: SeenDeps, db: ReadDb, { object: name, ids }: RecordsOf) => {
  const object = getMergeable(deps.schema.current(), name);
  const recs = listRecsOf(db, object.def.key, ids);
  const rids = listInTable(
    db,
    object.table,
    recs.map(({ rid }) => rid),
  ).toSorted((a, b) => a - b);
  if (rids.length < ids.length) throw new AppError('not_found', msg`There is no such record.`, { object: name });
  return { object, rids };
};

const published = (deps: ChangeDeps, pairs: number): { pairs: number } => {
  if (pairs > 0) deps.changes({ topics: ['duplicates'], records: [] });
  return { pairs };
};

/** Remembers what was said of some records, each of each; answers how many known pairs that changes. */
const settlePairs = (
  deps: ChangeDeps,
  db: WriteDb,
  input: RecordsOf,
  isDismissed: boolean,
): { readonly pairs: number } => {
  const { object, rids } = seenRids(deps, db, input);
  const said = { object: object.def.key, rids, isDismissed };
  const pairs = savePairs(db, said);
  noteUnlogged(db, deps.clock.nowMs(), { kind: 'duplicates', ...said });
  return published(deps, pairs);
};

/** Says that these records are not the same, each of each, whether a scan has found them or not. Errors: `not_found`, `forbidden`. */
export const dismissDuplicates = (deps: ChangeDeps, db: WriteDb, input: RecordsOf): { pairs: number } =>
  settlePairs(deps, db, input, true);

/** Puts pairs among these records back on the list. Errors as `dismissDuplicates`. */
export const reopenDuplicates = (deps: ChangeDeps, db: WriteDb, input: RecordsOf): { pairs: number } =>
  settlePairs(deps, db, input, false);
