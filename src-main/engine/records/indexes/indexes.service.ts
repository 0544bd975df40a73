import { msg } from '@lingui/core/macro';
import type { KeptIndex } from '@shared/contract/schema.contract';
import type { ChangeSet } from '@shared/domain/changes';
import { AppError } from '@shared/errors/app-error';
import { assertMaySet } from '../../schema/access';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb, WriteDb } from '../../storage/db';
import { countObject, countRows } from '../query/record-places.sql';
import { listViews } from '../views/views.service';
import { dropIndex, type KeptIndexRow, listKeptIndexes } from './indexes.sql';
import { namedSort, toSortIndex } from './sort-index';

const viewNames = (deps: { readonly schema: SeenSchema }, db: ReadDb, row: KeptIndexRow): string[] => {
  const schema = deps.schema.current();
  return listViews(deps, db).views.flatMap(({ object: of, name, settings }) => {
    const object = schema.objects.get(of);
    return object && toSortIndex(schema, object, settings.sort)?.name === row.name ? [name] : [];
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
    if (!object || !sort) return [];
    return {
      name: row.name,
      object: object.def.name,
      sort: sort.map(({ field, direction }) => ({ field, direction })),
      records: liveRecords(db, object),
      views: viewNames(deps, db, row),
      usedAtMs: row.usedAtMs,
    };
  });
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
