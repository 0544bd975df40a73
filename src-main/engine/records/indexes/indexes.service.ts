import { msg } from '@lingui/core/macro';
import type { KeptIndex } from '@shared/contract/schema.contract';
import { type ChangeSet, filterPaths } from '@shared/domain/changes';
import type { JobId } from '@shared/domain/ids';
import { AppError, isRefused } from '@shared/errors/app-error';
import type { JobQueue } from '../../jobs/job-queue';
import { assertMaySet } from '../../schema/access';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb, WriteDb } from '../../storage/db';
import { resolvePath } from '../query/field-path';
import { filterReads } from '../query/filter-reads';
import { countObject, countRows } from '../query/record-places.sql';
import { getObject } from '../query/record-set';
import { listViews } from '../views/views.service';
import { buildIndexJob } from './index-keeper';
import { MAX_PER_OBJECT } from './index-plan.rules';
import { findMissingIndex, type IndexReadDeps, type IndexWish, labelledWish } from './index-wish';
import { dropIndex, type KeptIndexRow, listKeptIndexes } from './indexes.sql';
import { namedSort, toSortIndex } from './sort-index';
import { toViewIndex } from './view-index';

const viewNames = (deps: { readonly schema: SeenSchema }, db: ReadDb, row: KeptIndexRow): string[] => {
  const schema = deps.schema.current();
  return listViews(deps, db).views.flatMap(({ object: of, name, settings }) => {
    const object = schema.objects.get(of);
    if (!object) return [];
    const index = row.filter ? toViewIndex(schema, object, settings) : toSortIndex(schema, object, settings.sort);
    return index?.name === row.name ? [name] : [];
  });
};

const liveRecords = (db: ReadDb, object: ObjectModel): number =>
  object.access?.rows ? countRows(db, object).live : countObject(db, { object, isTrash: false });

const liveObject = (schema: SchemaModel, key: string): ObjectModel | undefined =>
  [...schema.objects.values()].find(({ def }) => def.key === key);

/** The indexes that follow use, by object; without those over fields that whoever asks does not see. */
export const listIndexes = (deps: { readonly schema: SeenSchema }, db: ReadDb): KeptIndex[] => {
  const schema = deps.schema.current();
  return listKeptIndexes(db).flatMap((row) => {
    const object = liveObject(schema, row.obj);
    const sort = object && namedSort(object, row.sort);
    if (!object || !sort || isRefused(() => filterReads(schema, object, row.filter))) return [];
    return {
      name: row.name,
      object: object.def.name,
      sort: sort.map(({ field, direction }) => ({ field, direction })),
      filteredBy: [...new Set(filterPaths(row.filter))],
      records: liveRecords(db, object),
      views: viewNames(deps, db, row),
      usedAtMs: row.usedAtMs,
    };
  });
};

interface MakeDeps extends Omit<IndexReadDeps, 'schema'> {
  readonly schema: SeenSchema;
  readonly wholeSchema: SeenSchema;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
}

/**
 * Has the index of an order built in the background, though nobody may have asked for it often enough; it stays a month after its last use, like any other.
 * Errors: `forbidden`; `not_found` for the object; `invalid_input` with `field` for fields out of sight; `conflict` where there is one, none can be, or
 * the object has as many as it may.
 */
export const makeIndex = (deps: MakeDeps, db: WriteDb, { object: name, sort }: IndexWish): { job: JobId } => {
  const seen = deps.schema.current();
  assertMaySet(seen, 'dataModel');
  const object = getObject(seen, name);
  for (const { field } of sort) resolvePath(seen, object, field);
  const index = findMissingIndex({ ...deps, schema: deps.wholeSchema }, db, name, sort);
  if (!index) throw new AppError('conflict', msg`No index would make lists in this order faster.`, { object: name });
  const kept = listKeptIndexes(db).filter(({ obj }) => obj === object.def.key).length;
  if (kept >= MAX_PER_OBJECT)
    throw new AppError('conflict', msg`There are ${kept} indexes already. Remove one that is not needed first.`, {
      object: name,
      kept,
    });
  return { job: deps.jobs.enqueue(db, buildIndexJob, labelledWish(index), { dedupe: index.name }) };
};

interface RemoveDeps {
  readonly schema: SeenSchema;
  readonly wholeSchema: SeenSchema;
  readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
}

/** Drops an index that no view needs. Not in the change log: it changes no answer. Errors: `forbidden`; `not_found`; `conflict` with `views`, how many need it. */
export const removeIndex = (
  deps: RemoveDeps,
  db: WriteDb,
  { name }: { readonly name: string },
): Record<string, never> => {
  assertMaySet(deps.schema.current(), 'dataModel');
  const row = listKeptIndexes(db).find((each) => each.name === name);
  if (!row) throw new AppError('not_found', msg`There is no such index.`, { name });
  const views = viewNames({ schema: deps.wholeSchema }, db, row).length;
  if (views > 0)
    throw new AppError('conflict', msg`Saved views are read with this index. Delete or sort them otherwise first.`, {
      name,
      views,
    });
  dropIndex(db, name);
  deps.changes({ topics: ['indexes'], records: [] });
  return {};
};
