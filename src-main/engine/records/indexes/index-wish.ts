import { filterPaths } from '@shared/domain/changes';
import type { ViewId } from '@shared/domain/ids';
import type { Filter, Sort } from '@shared/domain/query';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { countObject, isOrderIndexed } from '../query/record-places.sql';
import { compileList, type ReadRecordDeps } from '../query/record-set';
import { fieldLabels, namedSort, type SortIndex, toSortIndex } from './sort-index';
import { isReadOffIndex, toViewIndex } from './view-index';

/** Below, sorting takes a millisecond. */
export const MIN_INDEXED = 1000;

/** An order as its index was wanted for, with its fields as they are called now. */
export interface IndexWish {
  readonly object: string;
  readonly sort: Sort[];
  /** Of a view, where its index holds what that looks at. */
  readonly filter?: Filter | undefined;
}

export const wishFor = ({ object, sort, filter }: SortIndex): IndexWish => ({
  object: object.def.name,
  sort: [...(namedSort(object, sort) ?? sort)],
  ...(filter && { filter }),
});

/** What the job that builds it is given: a view instead of its filter, and what people call the object and its fields. */
interface LabelledWish extends Pick<IndexWish, 'object' | 'sort'> {
  readonly view?: ViewId | undefined;
  readonly label: { readonly object: string; readonly fields: string };
}

export const labelledWish = (index: SortIndex): LabelledWish => {
  const { filter, ...wish } = wishFor(index);
  const paths = [...filterPaths(filter), ...wish.sort.map(({ field }) => field)];
  const label = { object: index.object.def.labelPlural, fields: fieldLabels(index.object, paths) };
  return { ...wish, ...(index.view && { view: index.view }), label };
};

/** The index of a wish; undefined where there can be none any more. */
export const toIndex = (schema: SchemaModel, { object: name, sort, filter }: IndexWish): SortIndex | undefined => {
  const object = schema.objects.get(name);
  if (!object) return undefined;
  return filter ? toViewIndex(schema, object, { filter, sort }) : toSortIndex(schema, object, sort);
};

export interface IndexReadDeps extends ReadRecordDeps {
  /** With nothing left out. */
  readonly schema: { readonly current: () => SchemaModel };
}

/** Whether lists in this order are read off an index already. */
export const isServed = (deps: IndexReadDeps, db: ReadDb, index: SortIndex): boolean => {
  const wish = wishFor(index);
  const list = compileList(deps, db, wish, { isWide: true });
  return wish.filter ? isReadOffIndex(db, list, wish) : isOrderIndexed(db, list);
};

export const isLongEnough = (db: ReadDb, object: ObjectModel, least = MIN_INDEXED): boolean =>
  countObject(db, { object, isTrash: false }) >= least;

/** The index that would have an order of an object ready; undefined where there is one, none can, or there are too few records to need one. */
export const findMissingIndex = (
  deps: IndexReadDeps,
  db: ReadDb,
  objectName: string,
  sort: readonly Sort[],
): SortIndex | undefined => {
  const schema = deps.schema.current();
  const object = schema.objects.get(objectName);
  const index = object && isLongEnough(db, object) ? toSortIndex(schema, object, sort) : undefined;
  return index && !isServed(deps, db, index) ? index : undefined;
};
