import type { SchemaModel } from '../../schema/model';
import type { ReadDb, WriteDb } from '../../storage/db';
import { deleteSetting, findSetting, saveSetting } from '../../storage/setting.sql';
import { isSearched } from '../write/search-index';
import type { WritableField } from '../write/writable-object';
import { toWritable } from '../write/writable-object';

const PENDING = 'searchRebuild';
const INDEXED = 'searchIndexed';
/** Rises when records are to be indexed otherwise than before. */
const VERSION = 1;

/** What of the search indexes is still to be written anew. */
export interface PendingRebuild {
  /** Keys of objects, the first of them under way. */
  readonly objects: readonly string[];
  /** The last record of the first object that is done. */
  readonly afterRid: number;
}

/** By what fields an object's records were indexed. */
interface IndexedObject {
  readonly title: string;
  readonly searched: readonly string[];
  /** All fields that there were, also in the trash: one that is not among them came later and is empty. */
  readonly known: readonly string[];
}

interface Indexed {
  readonly version: number;
  readonly objects: Readonly<Record<string, IndexedObject>>;
}

/** Whether search misses records because its indexes are being written anew. */
export const isRebuilding = (db: ReadDb): boolean => findSetting(db, PENDING) !== undefined;

export const findPendingRebuild = (db: ReadDb): PendingRebuild | undefined => {
  const value = findSetting(db, PENDING);
  // The engine wrote it itself, in this shape.
  return value === undefined ? undefined : (JSON.parse(value) as PendingRebuild);
};

/** Keeps what is left, in the transaction that did the rest. */
export const savePendingRebuild = (db: WriteDb, pending: PendingRebuild): void => {
  if (pending.objects.length === 0) deleteSetting(db, PENDING);
  else saveSetting(db, PENDING, JSON.stringify(pending));
};

/** Of some types search kept nothing once: under another name they are stale. */
const searchedAs = ({ model: { def } }: WritableField): string =>
  def.type === 'currency' ? `${def.key} as amount` : def.key;

const describe = (schema: SchemaModel): Indexed => ({
  version: VERSION,
  objects: Object.fromEntries(
    [...schema.objectsByKey.values()].map((model) => {
      const object = toWritable(model);
      const searched = object.fields.filter((field) => isSearched(object, field)).map(searchedAs);
      const known = object.fields.map(({ model: { def } }) => def.key);
      return [model.def.key, { title: model.titleField.def.key, searched: searched.toSorted(), known }];
    }),
  ),
});

const isStale = (was: IndexedObject, is: IndexedObject): boolean =>
  was.title !== is.title ||
  was.searched.some((key) => !is.searched.includes(key)) ||
  is.searched.some((key) => was.known.includes(key) && !was.searched.includes(key));

export interface Staleness {
  /** Objects whose records search knows by other fields than they have now. */
  readonly objects: 'all' | readonly string[];
  /** Nothing about the data model is new. */
  readonly isUpToDate: boolean;
}

export const findStale = (db: ReadDb, schema: SchemaModel): Staleness => {
  const value = findSetting(db, INDEXED);
  // As above.
  const was = value === undefined ? undefined : (JSON.parse(value) as Indexed);
  if (was?.version !== VERSION) return { objects: 'all', isUpToDate: false };
  const is = describe(schema);
  const objects = Object.entries(is.objects).flatMap(([key, object]) => {
    const before = was.objects[key];
    return before && isStale(before, object) ? [key] : [];
  });
  return { objects, isUpToDate: JSON.stringify(is) === value };
};

/** Keeps by what fields records are indexed from now on. */
export const saveIndexed = (db: WriteDb, schema: SchemaModel): void =>
  saveSetting(db, INDEXED, JSON.stringify(describe(schema)));
