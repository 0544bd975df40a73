import { msg } from '@lingui/core/macro';
import type { DistinctResult } from '@shared/contract/records.contract';
import { choicesOf } from '@shared/domain/field-types/choices';
import { foldText } from '@shared/domain/field-types/clean-text';
import { splitMorph } from '@shared/domain/field-types/morph-relation';
import type { DistinctQuery, Filter } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import type { DistinctValues, SqlFragment } from '../../schema/field-types/field-type-storage';
import type { SchemaModel } from '../../schema/model';
import { textCondition } from '../../schema/field-types/text-condition';
import type { ReadDb } from '../../storage/db';
import { type DistinctRow, listDistinct } from './distinct-values.sql';
import { type PathLeaf, type ResolvedPath, resolvePath } from './field-path';
import { dayOf } from './group-compile';
import { createJoins } from './joins';
import { compileSet, type CompiledSet, getObject, type ReadRecordDeps } from './record-set';
import { ALWAYS, fragment } from '../../schema/sql-fragment';
import { titleFilters } from './title-filter';
import { findTitled } from './titles.sql';

const noMenu = (path: string) =>
  new AppError('invalid_input', msg`The values of "${path}" cannot be listed`, { field: path });

const valuesOf = (set: CompiledSet, leaf: PathLeaf, columns: readonly string[]): DistinctValues & SqlFragment => {
  const day = dayOf(leaf, columns, set.timeZone);
  if (day) return { ...day, isList: false, isText: false };
  const own = leaf.storage.distinct?.(columns);
  if (own) return { ...own, params: [] };
  const [column] = columns;
  if (!leaf.rules.isGroupable || column === undefined) throw noMenu(leaf.path);
  return { sql: column, params: [], isList: false, isText: false };
};

interface Choice {
  readonly key: string;
  readonly label: string;
}

/** What the keys that a field stores are called, where they are chosen from a list. */
const choicesIn = ({ members }: SchemaModel, leaf: PathLeaf): readonly Choice[] | undefined =>
  leaf.type === 'member' ? members.map(({ id, name }) => ({ key: id, label: name })) : choicesOf(leaf);

const isLink = ({ type }: PathLeaf): boolean => type === 'relation' || type === 'morphRelation';

/** Values, as `v`, whose label holds the search text. Of links none: theirs are titles, which the set is narrowed by. */
const labelled = (schema: SchemaModel, { leaf }: ResolvedPath, search: string): SqlFragment => {
  if (leaf.type === 'boolean') return ALWAYS;
  const options = choicesIn(schema, leaf);
  if (options) {
    const keys = options.filter(({ label }) => foldText(label).includes(foldText(search))).map(({ key }) => key);
    return fragment('v IN (SELECT value FROM json_each(?))', JSON.stringify(keys));
  }
  // Of whole numbers in a column of fractions no ".0" is read.
  return textCondition('text', "iif(typeof(v) = 'real', format('%.15g', v), v)", 'contains', search);
};

/** The set, and for a relation only the records whose target's title holds the search text. */
const narrowed = (input: DistinctQuery, { leaf }: ResolvedPath): DistinctQuery => {
  const { field, filter, search } = input;
  const alternatives = search && leaf.target ? titleFilters(leaf.target, search, field) : [];
  if (alternatives.length === 0) return input;
  const named: Filter = { or: [...alternatives] };
  return { ...input, filter: filter ? { and: [filter, named] } : named };
};

/** Links to any object have no one title to search for: so many of them are looked through. */
const MAX_LOOKED_AT = 1000;

const recordIdOf = ({ type }: PathLeaf, value: string): string =>
  type === 'morphRelation' ? (splitMorph(value)?.id ?? value) : value;

const withLinkLabels = (
  db: ReadDb,
  set: CompiledSet,
  leaf: PathLeaf,
  rows: readonly DistinctRow[],
): DistinctResult['values'] => {
  const ids = rows.flatMap(({ value }) => (value === null ? [] : [recordIdOf(leaf, String(value))]));
  const titled = findTitled(db, set.schema, new Set(ids));
  return rows.map(({ value, count }) => {
    if (value === null) return { value, label: '', count };
    const id = recordIdOf(leaf, String(value));
    return { value: String(value), label: titled.get(id)?.title ?? id, count };
  });
};

const withLabel = (schema: SchemaModel, leaf: PathLeaf, { value, count }: DistinctRow) => {
  const { type, settings, rules } = leaf;
  if (value === null) return { value, label: '', count };
  if (type === 'boolean') return { value: value === 1, label: rules.formatText(value === 1, { settings }), count };
  const choice = choicesIn(schema, leaf)?.find(({ key }) => key === value);
  return { value, label: choice?.label ?? String(value), count };
};

/**
 * The values that a field has among the records of a set, the most frequent first, with how many records have each: what a
 * person chooses a condition's value from. Elements of lists are values of their own; texts that differ in case only are one.
 * Two statements, and one for each object among the titles, however many records there are.
 * Errors: those of `queryRecords`; `invalid_input` with `field` for a type that is not chosen from values (long text, money, files).
 */
export const listDistinctValues = (deps: ReadRecordDeps, db: ReadDb, input: DistinctQuery): DistinctResult => {
  const { field, limit } = input;
  const search = input.search?.trim() ?? '';
  const object = getObject(deps.schema.current(), input.object);
  const resolved = resolvePath(deps.schema.current(), object, field);
  const set = compileSet(deps, db, narrowed({ ...input, search }, resolved), { isGrouped: true });
  const joins = createJoins(set.object);
  const values = valuesOf(set, resolved.leaf, joins.columnsOf(resolved));
  if (!isLink(resolved.leaf)) {
    const wanted = search === '' ? ALWAYS : labelled(set.schema, resolved, search);
    const rows = listDistinct(db, set, joins, values, wanted, limit + 1);
    return {
      values: rows.slice(0, limit).map((row) => withLabel(set.schema, resolved.leaf, row)),
      isTruncated: rows.length > limit,
    };
  }
  const isLookedThrough = search !== '' && resolved.leaf.target === undefined;
  const rows = listDistinct(db, set, joins, values, ALWAYS, isLookedThrough ? MAX_LOOKED_AT + 1 : limit + 1);
  const labels = withLinkLabels(db, set, resolved.leaf, rows);
  const found = isLookedThrough ? labels.filter(({ label }) => foldText(label).includes(foldText(search))) : labels;
  return { values: found.slice(0, limit), isTruncated: found.length > limit || rows.length > MAX_LOOKED_AT };
};
