import type { Condition, Filter, Sort } from '@shared/domain/query';
import type { FieldType } from '@shared/domain/schema';
import { isRefused } from '@shared/errors/app-error';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { identifier } from '../../storage/identifier';
import { type PathLeaf, resolvePath } from '../query/field-path';
import type { Order } from '../query/sort-compile';
import { planOfStart } from '../query/record-places.sql';
import type { CompiledList } from '../query/record-set';
import { compileOwn, nameOf, orderColumns, type SortIndex, toKeys } from './sort-index';

/** Types of which `is` compares the column with one value. */
const COMPARED: ReadonlySet<FieldType> = new Set(['select', 'stage', 'boolean', 'member', 'relation']);

/** As records were made: by row id, which every index ends in. */
const UNORDERED: Order = { keys: [], tie: 'asc', reads: [] };

const conditionsOf = (filter: Filter): readonly Condition[] | undefined => {
  if ('field' in filter) return [filter];
  if ('related' in filter) return undefined;
  const parts = 'and' in filter ? filter.and : 'or' in filter ? filter.or : [filter.not];
  const conditions = parts.map(conditionsOf);
  return conditions.some((each) => each === undefined) ? undefined : conditions.flatMap((each) => each ?? []);
};

/** Conditions that every record fulfils. */
const requiredOf = (filter: Filter): readonly Condition[] => {
  if ('and' in filter) return filter.and.flatMap(requiredOf);
  return 'field' in filter ? [filter] : [];
};

/** A condition's leaf where it is a field of the record itself, kept in its own columns. */
const ownLeaf = (schema: SchemaModel, object: ObjectModel, path: string): PathLeaf | undefined => {
  const { hops, leaf, reads } = resolvePath(schema, object, path);
  return hops.length > 0 || leaf.links || reads.some(({ isOfTheMoment }) => isOfTheMoment) ? undefined : leaf;
};

const isCompared = ({ op, value }: Condition, { type }: PathLeaf): boolean =>
  COMPARED.has(type) && (op === 'isMe' || (op === 'is' && value !== undefined && value !== null));

/**
 * An index that a filtered list is read off whole: records that a choice names lie together, in the list's order, with all else that the filter looks at, so that no
 * record is fetched to be asked. Undefined where the filter compares nothing with one value, or looks at related records.
 */
export const toViewIndex = (
  schema: SchemaModel,
  object: ObjectModel,
  { filter, sort }: { readonly filter?: Filter | undefined; readonly sort: readonly Sort[] },
): SortIndex | undefined => {
  const conditions = filter && conditionsOf(filter);
  const hasGone = isRefused(() => conditions?.forEach(({ field }) => resolvePath(schema, object, field)));
  if (!filter || !conditions || hasGone) return undefined;
  const leaves = new Map(conditions.map((each) => [each.field, ownLeaf(schema, object, each.field)]));
  const order = sort.length === 0 ? UNORDERED : compileOwn(schema, object, sort);
  if (!order || [...leaves.values()].includes(undefined)) return undefined;
  const columnsOf = (of: readonly Condition[]): readonly string[] =>
    of.flatMap(({ field }) => leaves.get(field)?.columns.map(identifier) ?? []);
  const compared = requiredOf(filter).filter((each) => {
    const leaf = leaves.get(each.field);
    return leaf !== undefined && isCompared(each, leaf);
  });
  const leading = [...new Set(columnsOf(compared))].toSorted();
  if (leading.length === 0) return undefined;
  const ordered = orderColumns(order);
  const held = new Set([...leading, ...ordered.map((column) => column.replace(/ (?:ASC|DESC)$/, ''))]);
  const asked = [...new Set(columnsOf(conditions))].filter((column) => !held.has(column)).toSorted();
  // Ties go by row id, which the index would have after what is asked.
  const columns = [...leading, ...ordered, ...(asked.length > 0 ? ['rid', ...asked] : [])];
  return { name: nameOf(object, columns), object, columns, sort: toKeys(object, sort), filter };
};

/**
 * Whether a filtered list is read off such an index: a few steps for its start, and no record is fetched for the rest. That its columns are all that the list looks at
 * follows from its name; SQLite only has to choose it.
 */
export const isReadOffIndex = (
  db: ReadDb,
  list: CompiledList,
  input: { readonly filter?: Filter | undefined; readonly sort?: readonly Sort[] | undefined },
): boolean => {
  const index = toViewIndex(list.schema, list.object, { filter: input.filter, sort: input.sort ?? [] });
  if (!index) return false;
  const plan = planOfStart(db, list);
  return (
    plan.some(({ detail }) => detail.startsWith('SEARCH') && detail.includes(` INDEX ${index.name} `)) &&
    plan.every(({ detail }) => !detail.includes('TEMP B-TREE'))
  );
};
