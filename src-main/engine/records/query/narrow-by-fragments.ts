import type { Condition, Filter, Operator } from '@shared/domain/query';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import {
  countFragments,
  fragmentRids,
  type FragmentSource,
  fragmentSource,
  listCoveredRids,
} from '../search/fragments.sql';
import { ROOT } from './joins';

/** What these find contains the text that they compare with. */
const CONTAINING: ReadonlySet<Operator> = new Set(['contains', 'startsWith', 'endsWith', 'is']);
/** Fewer records than these are looked at one by one in less time than a scan takes. */
const MAX_CANDIDATES = 20_000;
/** Fewer records than these are fetched and put in order in less time than a page is found by walking. */
const FEW = 500;
/** Counting has its price too. */
const MAX_COUNTED = 3;

/** Conditions that every record of the set fulfils. */
const required = (filter: Filter): readonly Condition[] => {
  if ('and' in filter) return filter.and.flatMap(required);
  return 'field' in filter ? [filter] : [];
};

/** The field of the object that a path names, whole or a part whose text is in the field's own. */
const searchedField = (object: ObjectModel, path: string): FieldModel | undefined => {
  const whole = object.fields.get(path);
  if (whole) return whole;
  const [name = '', part = '', ...rest] = path.split('.');
  const field = object.fields.get(name);
  return rest.length === 0 && field?.def.type === 'fullName' && Object.hasOwn(field.storage.parts, part)
    ? field
    : undefined;
};

const sourceOf = (db: ReadDb, object: ObjectModel, { field, op, value }: Condition): FragmentSource | undefined => {
  const model = searchedField(object, field);
  return model && CONTAINING.has(op) && typeof value === 'string'
    ? fragmentSource(db, object, model, value)
    : undefined;
};

const sourcesOf = (db: ReadDb, object: ObjectModel, filter: Filter): readonly FragmentSource[] =>
  required(filter)
    .flatMap((condition) => sourceOf(db, object, condition) ?? [])
    .slice(0, MAX_COUNTED);

/** A test by which SQLite finds live records that can fulfil a filter; the filter itself is still to be asked. */
export type Narrowing = (db: ReadDb, object: ObjectModel, filter: Filter) => SqlFragment | undefined;

/** The few hundred records that can fulfil a filter on texts, by the index of fragments; undefined where it has none or finds more. */
export const fewByFragments: Narrowing = (db, object, filter) => {
  const found = sourcesOf(db, object, filter).map((source) => listCoveredRids(db, source, FEW));
  const [fewest] = found.toSorted((a, b) => a.length - b.length);
  if (!fewest || fewest.length === FEW) return undefined;
  return { sql: `(${ROOT}.rid IN (SELECT value FROM json_each(?)))`, params: [JSON.stringify(fewest)] };
};

/**
 * The records that can fulfil a filter on texts, by the index of fragments; undefined where none of the conditions that must hold has one, or all
 * of them find too many.
 */
export const narrowByFragments: Narrowing = (db, object, filter) => {
  const [rarest] = sourcesOf(db, object, filter)
    .map((source) => ({ source, count: countFragments(db, source, MAX_CANDIDATES) }))
    .toSorted((a, b) => a.count - b.count);
  if (!rarest || rarest.count === MAX_CANDIDATES) return undefined;
  const { sql, params } = fragmentRids(rarest.source);
  return { sql: `(${ROOT}.rid IN (${sql}))`, params };
};
