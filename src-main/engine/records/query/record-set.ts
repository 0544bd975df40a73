import { msg } from '@lingui/core/macro';
import { firstWeekdayOf } from '@shared/domain/field-types/day';
import type { Filter, RecordSet, Sort } from '@shared/domain/query';
import { AppError } from '@shared/errors/app-error';
import type { Clock } from '../../kernel/ports';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb } from '../../storage/db';
import { rowReads, type FieldRead } from './field-path';
import { compileFilter } from './filter-compile';
import { filterReads } from './filter-reads';
import { createJoins, type Joins, ROOT } from './joins';
import { narrowByFragments, type Narrowing } from './narrow-by-fragments';
import { compileSort, type Order } from './sort-compile';
import { allOf, fragment } from '../../schema/sql-fragment';

/** What every read of records needs. */
export interface ReadRecordDeps {
  readonly clock: Clock;
  readonly schema: SeenSchema;
  readonly settings: () => { readonly timeZone: string; readonly locale: string };
}

/** Errors: `not_found` for an object that is not there or was deleted. */
export const getObject = (schema: SchemaModel, name: string): ObjectModel => {
  const object = schema.objects.get(name);
  if (!object) throw new AppError('not_found', msg`There is no kind of record called "${name}"`, { object: name });
  return object;
};

const assertTimeZone = (timeZone: string): void => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch (cause) {
    throw new AppError('invalid_input', msg`"${timeZone}" is not a time zone`, { field: 'timeZone' }, { cause });
  }
};

interface Calendar {
  /** IANA zone in which days begin. */
  readonly timeZone: string;
  /** Day with which weeks begin; 0 is Sunday. */
  readonly firstWeekday: number;
}
const NO_CALENDAR: Calendar = { timeZone: '', firstWeekday: 1 };

const calendarOf = ({ settings }: ReadRecordDeps, asked: string | undefined): Calendar => {
  const { timeZone, locale } = settings();
  return { timeZone: asked ?? timeZone, firstWeekday: firstWeekdayOf(locale) };
};

/** Which records a read is about, as SQL over the object's table `t`. */
export interface CompiledSet extends Calendar {
  readonly schema: SchemaModel;
  readonly object: ObjectModel;
  readonly where: SqlFragment;
  /** The same without the filter. */
  readonly whole: SqlFragment;
  readonly isTrash: boolean;
  readonly isFiltered: boolean;
  /** Fields that decide membership. */
  readonly reads: readonly FieldRead[];
}

/** What decides which records of the object there are for whoever asks. */
const ownRowReads = (object: ObjectModel): readonly FieldRead[] =>
  rowReads(object).map((read) => ({ ...read, isOwn: read.object === object.def.name }));

interface CompileOptions {
  readonly isGrouped?: boolean;
  /** Leaves it to the caller to look whether the index of fragments narrows the set (`narrowSet`). */
  readonly isWide?: boolean;
}

/** The same set by way of the records that an index of fragments finds; undefined where it does not help. */
export const narrowSet = <Set extends CompiledSet>(
  db: ReadDb,
  set: Set,
  filter: Filter | undefined,
  narrow: Narrowing = narrowByFragments,
): Set | undefined => {
  const narrowed = filter && !set.isTrash ? narrow(db, set.object, filter) : undefined;
  return narrowed && { ...set, where: allOf([narrowed, set.where]) };
};

/** Errors: `not_found` for the object; `invalid_input` for a filter that does not fit it. */
export const compileSet = (
  deps: ReadRecordDeps,
  db: ReadDb,
  set: RecordSet,
  { isGrouped = false, isWide = false }: CompileOptions = {},
): CompiledSet => {
  const schema = deps.schema.current();
  const object = getObject(schema, set.object);
  if (set.timeZone !== undefined) assertTimeZone(set.timeZone);
  // Only a filter or a group can mean days.
  const { timeZone, firstWeekday } = set.filter || isGrouped ? calendarOf(deps, set.timeZone) : NO_CALENDAR;
  const isTrash = set.state === 'trash';
  const whole = fragment(`${ROOT}.deleted_at IS ${isTrash ? 'NOT NULL' : 'NULL'}`);
  const filter = compileFilter({ schema, db, nowMs: deps.clock.nowMs(), timeZone, firstWeekday }, object, set.filter);
  const compiled = {
    schema,
    object,
    where: set.filter ? allOf([whole, filter]) : whole,
    whole,
    isTrash,
    isFiltered: set.filter !== undefined || object.access?.rows !== undefined,
    timeZone,
    firstWeekday,
    reads: [...filterReads(schema, object, set.filter), ...ownRowReads(object)],
  };
  // After the filter was found to fit the object.
  return isWide ? compiled : (narrowSet(db, compiled, set.filter) ?? compiled);
};

/** A set in an order. */
export interface CompiledList extends CompiledSet {
  readonly joins: Joins;
  readonly order: Order;
}

type ListInput = RecordSet & { readonly sort?: readonly Sort[] | undefined };

const compileNew = (
  deps: ReadRecordDeps,
  db: ReadDb,
  input: ListInput,
  options: CompileOptions | undefined,
): CompiledList => {
  const set = compileSet(deps, db, input, options);
  const joins = createJoins(set.object);
  return { ...set, joins, order: compileSort(set.schema, set.object, joins, input.sort) };
};

/** Lists without a filter that were compiled for a data model: nothing but the model decides what they mean. They go with it. */
const lists = new WeakMap<SchemaModel, Map<string, CompiledList>>();
const MAX_LISTS = 200;

/**
 * The same list, where there is no filter, for as long as the data model is the same.
 * Errors: those of `compileSet`, and `invalid_input` for a field that cannot be sorted by.
 */
export const compileList = (
  deps: ReadRecordDeps,
  db: ReadDb,
  input: ListInput,
  options?: CompileOptions,
): CompiledList => {
  if (input.filter !== undefined || input.timeZone !== undefined || options?.isGrouped === true)
    return compileNew(deps, db, input, options);
  const schema = deps.schema.current();
  const known = lists.get(schema) ?? new Map<string, CompiledList>();
  lists.set(schema, known);
  const key = JSON.stringify([input.object, input.state, input.sort]);
  const found = known.get(key);
  if (found) return found;
  const list = compileNew(deps, db, input, options);
  if (known.size >= MAX_LISTS) known.clear();
  known.set(key, list);
  return list;
};
