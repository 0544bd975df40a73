import type { Filter } from '@shared/domain/query';
import type { ObjectRule } from '@shared/domain/roles';
import { type FieldType, isDerived } from '@shared/domain/schema';
import type { RowRule } from '../../schema/access';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { SqlValue } from '../../storage/db';
import { compileFilter, type FilterScope } from '../query/filter-compile';
import { filterReads } from '../query/filter-reads';
import { NEVER } from '../../schema/sql-fragment';

/** The member field that says whose a record is. */
const OWNER_FIELD = 'owner';

const namesMe = (field: string): Filter => ({ field, op: 'isMe' });

const memberFields = (object: ObjectModel): readonly string[] =>
  [...object.fields.values()].filter(({ def }) => def.type === 'member').map(({ def }) => def.name);

/** The records that a rule leaves, in the query language; undefined where it leaves all. */
export const filterOf = (object: ObjectModel, rule: ObjectRule): Filter | undefined => {
  const fields = memberFields(object);
  const madeByMe = namesMe('createdBy');
  switch (rule.records) {
    case 'all':
      return undefined;
    case 'own':
      return { or: [madeByMe, ...fields.filter((name) => name === OWNER_FIELD).map(namesMe)] };
    case 'ownAndShared':
      return { or: [madeByMe, ...fields.map(namesMe)] };
    case 'filter':
      return rule.filter ?? { or: [] };
  }
};

/** Types whose values a new record is given after it was checked. */
const GIVEN_LATE: ReadonlySet<FieldType> = new Set(['relations', 'autoNumber', 'position']);

const isLate =
  (schema: SchemaModel) =>
  (read: RowRule['reads'][number]): boolean => {
    const def = schema.objects.get(read.object)?.fields.get(read.field)?.def;
    return def !== undefined && (isDerived(def) || GIVEN_LATE.has(def.type));
  };

/**
 * The rule as SQL. `scope` holds the whole data model: a rule may read what its viewer does not see. A rule that no longer compiles, for a field of it is
 * gone, leaves nothing: what was meant to be hidden stays so.
 */
export const compileRowRule = (scope: FilterScope, object: ObjectModel, rule: ObjectRule): RowRule | undefined => {
  const filter = filterOf(object, rule);
  if (!filter) return undefined;
  try {
    const reads = filterReads(scope.schema, object, filter);
    return { where: compileFilter(scope, object, filter), reads, isSettledLate: reads.some(isLate(scope.schema)) };
  } catch {
    return { where: NEVER, reads: [], isSettledLate: false };
  }
};

const literal = (value: SqlValue): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NULL';
  const isBlob = typeof value !== 'string';
  // SQL text ends at a NUL, whatever stands around it.
  if (isBlob || value.includes('\u0000'))
    return `CAST(x'${Buffer.from(value).toString('hex')}' AS ${isBlob ? 'BLOB' : 'TEXT'})`;
  return `'${value.replaceAll("'", "''")}'`;
};

/** The condition with its values in it: a view cannot be given any. Question marks within quotes are none of ours. */
export const inlined = ({ sql, params }: SqlFragment): string => {
  let next = 0;
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => {
    if (part !== '?') return part;
    next += 1;
    return literal(params[next - 1] ?? null);
  });
};
