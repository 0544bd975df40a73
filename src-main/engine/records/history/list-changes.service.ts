import { msg } from '@lingui/core/macro';
import type { ChangeFilter, HistoryChange } from '@shared/contract/history.contract';
import { AppError } from '@shared/errors/app-error';
import {
  listChangesOfOperation,
  listChangesOfOperations,
  listChangesOfRecords,
  type OperationChangeRow,
} from '../../change-log/operation-list.sql';
import type { SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb } from '../../storage/db';
import { getObject } from '../query/record-set';
import { formatCursor, parseCursor } from './history-cursor';
import { resolveFilter, type ResolvedFilter } from './history-filter';
import { describeChanges } from './describe-changes';

/** A place in the list of all changes: the action's time and id, and the position of the change in the log. */
interface ChangePlace {
  readonly atMs: number;
  readonly id: number;
  readonly pos: number;
}

/** Rows of the log that are read at once, and that one page looks through at most: a rare filter then costs many pages rather than one long one. */
const CHUNK = 500;
const MAX_LOOKED_THROUGH = 10_000;

const placeOf = ({ atMs, op, pos }: OperationChangeRow): ChangePlace => ({ atMs, id: op, pos });

/** The next rows behind a place: the rest of its action, then the actions before it. */
const readRows = (
  db: ReadDb,
  { wanted, rids }: ResolvedFilter,
  operationId: number | undefined,
  after: ChangePlace,
  limit: number,
): readonly OperationChangeRow[] => {
  if (rids) {
    const rows = listChangesOfRecords(db, rids, wanted, after, limit);
    return operationId === undefined ? rows : rows.filter(({ op }) => op === operationId);
  }
  if (operationId !== undefined) return listChangesOfOperation(db, operationId, after.pos, limit);
  const rest = after.pos > 0 ? listChangesOfOperation(db, after.id, after.pos, limit) : [];
  if (rest.length >= limit) return rest;
  return [...rest, ...listChangesOfOperations(db, wanted, after, limit - rest.length)];
};

const isAbout = (
  { object, changes }: HistoryChange,
  filter: Pick<ChangeFilter, 'object' | 'field' | 'record'>,
): boolean =>
  (filter.object === undefined || filter.record !== undefined || object === filter.object) &&
  (filter.field === undefined || changes.some(({ field }) => field === filter.field));

/** Errors: `invalid_input` for a field without an object, or one that is not there for the caller. */
const assertField = (schema: SchemaModel, { object, field }: ChangeFilter): void => {
  if (field === undefined) return;
  if (object === undefined)
    throw new AppError('invalid_input', msg`A field is named together with its object.`, { field: 'object' });
  if (!getObject(schema, object).fields.has(field))
    throw new AppError('invalid_input', msg`There is no field named "${field}".`, { object, field });
};

/** Some changes, and where the list goes on; null at its end. */
interface ChangePage {
  readonly changes: readonly HistoryChange[];
  readonly next: ChangePlace | null;
}

/** Reads changes behind a place, as many as asked for or as are found in a bounded stretch of the log. */
const readChanges = (
  schema: SchemaModel,
  db: ReadDb,
  { filter, resolved }: { readonly filter: ChangeFilter; readonly resolved: ResolvedFilter },
  from: ChangePlace,
  limit: number,
): ChangePage => {
  const changes: HistoryChange[] = [];
  let at = from;
  for (let lookedThrough = 0; lookedThrough < MAX_LOOKED_THROUGH;) {
    const rows = readRows(db, resolved, filter.operationId, at, CHUNK);
    for (const { row, change } of describeChanges(schema, db, rows)) {
      if (change && isAbout(change, filter)) {
        if (changes.length === limit) return { changes, next: at };
        changes.push(change);
      }
      at = placeOf(row);
    }
    if (rows.length < CHUNK) return { changes, next: null };
    lookedThrough += rows.length;
  }
  return { changes, next: at };
};

/** A filter looked up once for all its pages. Errors: `not_found` for an object or record; `invalid_input` for a field that is not there. */
const openChanges = (schema: SchemaModel, db: ReadDb, filter: ChangeFilter) => {
  assertField(schema, filter);
  const { operationId: _operationId, field: _field, object, ...ofActions } = filter;
  if (object !== undefined) getObject(schema, object);
  // Of an action about one object other objects' records may have changed as well: here it is the record that counts.
  const resolved = resolveFilter(schema, db, {
    ...ofActions,
    object: filter.record === undefined ? undefined : object,
  });
  return { filter, resolved };
};

/**
 * What actions changed, record by record, as far as the caller may see: the newest action first and in it the last change. Titles and labels are those of today.
 * Errors: `not_found` for an object or record; `invalid_input` for a field that is not there, or a foreign cursor.
 */
export const listChanges = (
  deps: { readonly schema: SeenSchema },
  db: ReadDb,
  { limit, cursor, ...filter }: ChangeFilter & { readonly limit: number; readonly cursor?: string | undefined },
): { readonly changes: HistoryChange[]; readonly nextCursor: string | null } => {
  const schema = deps.schema.current();
  const opened = openChanges(schema, db, filter);
  const { end } = opened.resolved;
  const [atMs = end.atMs, id = end.id, pos = end.id] = parseCursor(cursor, 3);
  const page = readChanges(schema, db, opened, { atMs, id, pos }, limit);
  return {
    changes: [...page.changes],
    nextCursor: page.next && formatCursor([page.next.atMs, page.next.id, page.next.pos]),
  };
};

/** The same a page at a time to the end, for exports. What is done meanwhile is newer than where it began, and not among them. Errors: those of `listChanges` but of the cursor. */
export function* iterateChanges(
  deps: { readonly schema: SeenSchema },
  db: ReadDb,
  filter: ChangeFilter,
): IterableIterator<readonly HistoryChange[]> {
  const schema = deps.schema.current();
  const opened = openChanges(schema, db, filter);
  const { end } = opened.resolved;
  let at: ChangePlace | null = { ...end, pos: end.id };
  while (at) {
    const page: ChangePage = readChanges(schema, db, opened, at, CHUNK);
    yield page.changes;
    at = page.next;
  }
}
