import type { Sort } from '@shared/domain/query';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { countObject, isOrderIndexed } from '../query/record-places.sql';
import { compileList, type ReadRecordDeps } from '../query/record-set';
import { namedSort, type SortIndex, sortLabel, toSortIndex } from './sort-index';

/** Below, sorting takes a millisecond. */
export const MIN_INDEXED = 1000;

/** An order as its index was wanted for, with its fields as they are called now. */
export interface IndexWish {
  readonly object: string;
  readonly sort: Sort[];
}

export const wishFor = ({ object, sort }: SortIndex): IndexWish => ({
  object: object.def.name,
  sort: [...(namedSort(object, sort) ?? sort)],
});

/** The same for the job that builds it, with what people call the object and its fields. */
export const labelledWish = (
  index: SortIndex,
): IndexWish & { readonly label: { readonly object: string; readonly fields: string } } => {
  const wish = wishFor(index);
  return {
    ...wish,
    label: { object: index.object.def.labelPlural, fields: sortLabel(index.object, wish.sort) },
  };
};

export interface IndexReadDeps extends ReadRecordDeps {
  /** With nothing left out. */
  readonly schema: { readonly current: () => SchemaModel };
}

/** Whether lists in this order are read off an index already. */
export const isServed = (deps: IndexReadDeps, db: ReadDb, index: SortIndex): boolean =>
  isOrderIndexed(db, compileList(deps, db, wishFor(index)));

export const isLongEnough = (db: ReadDb, object: ObjectModel): boolean =>
  countObject(db, { object, isTrash: false }) >= MIN_INDEXED;

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
