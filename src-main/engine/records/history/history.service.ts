import type { HistoryEntry, Operation, OperationFilter } from '@shared/contract/history.contract';
import { OperationId, RecordId } from '@shared/domain/ids';
import { ActorValue } from '@shared/domain/values';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb } from '../../storage/db';
import { CHANGE_KIND } from '../../change-log/journal';
import { listOperationRows, listOperationRowsOf } from '../../change-log/operation-list.sql';
import { toOperation } from '../undo/operations';
import { parsePayload } from '../../change-log/payload';
import { stampToMs } from '../../change-log/clock';
import { toWritable } from '../write/writable-object';
import { groupRows, historyLinks, readGroup, type HistoryGroup } from './history-groups';
import { formatCursor, LAST, parseCursor } from './history-cursor';
import { getHistoryRecord, resolveFilter } from './history-filter';
import { listHistoryRows } from './history.sql';
import { linkedIds, readOwnTitles, readTitles, toWireValue } from './link-titles';
import { isSeenOperation } from './seen-operations';

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const entryKind = ({ own }: HistoryGroup): HistoryEntry['kind'] => {
  if (!own || own.kind === CHANGE_KIND.patch) return 'update';
  if (own.kind === CHANGE_KIND.create) return 'create';
  const { l, m } = parsePayload(own.p);
  if (l === true) return 'restore';
  return m === undefined ? 'delete' : 'merge';
};

const SYNCED: ActorValue = { kind: 'sync', name: '' };

/**
 * Changes of one record and of those that were merged into it, newest first, each with the fields it touched, their labels of today and the titles of linked
 * records of today. Errors: `not_found`; `invalid_input` for a foreign cursor.
 */
export const recordHistory = (
  deps: { readonly schema: SeenSchema },
  db: ReadDb,
  input: Page & { readonly object: string; readonly id: RecordId },
): { readonly entries: HistoryEntry[]; readonly nextCursor: string | null } => {
  const schema = deps.schema.current();
  const { model, records } = getHistoryRecord(schema, db, input);
  const object = toWritable(model);
  const links = historyLinks(schema, model);
  const [beforePos = LAST] = parseCursor(input.cursor, 1);
  const rows = listHistoryRows(db, { records, links }, beforePos, input.limit + 1);
  const page = rows.slice(0, input.limit);
  const entries = groupRows(page).map((group) => ({ group, changes: readGroup(object, group) }));
  const ids = entries
    .flatMap(({ changes }) => changes)
    .flatMap(({ field, before, after }) => [...linkedIds(field, before), ...linkedIds(field, after)]);
  const merged = records.slice(1);
  const mergedTitles = readOwnTitles(db, model, merged);
  const names = { titles: readTitles(db, schema, [...new Set(ids)]), members: schema.members };
  const last = page.at(-1);
  return {
    entries: entries
      // Somebody has only put it elsewhere in a list.
      .filter(({ group, changes }) => entryKind(group) !== 'update' || changes.length > 0)
      .map(({ group, changes }) => ({
        operationId: group.newest.op === null ? null : OperationId.parse(group.newest.op),
        operationCount: group.newest.count ?? 1,
        atMs: stampToMs(group.newest.t),
        actor: group.newest.actor === null ? SYNCED : ActorValue.parse(JSON.parse(group.newest.actor)),
        kind: entryKind(group),
        object: input.object,
        recordId: RecordId.parse(group.newest.of),
        mergedFrom: group.newest.of === input.id ? null : (mergedTitles.get(group.newest.of) ?? ''),
        changes: changes.map(({ field, before, after }) => ({
          field: field.def.name,
          label: field.def.label,
          before: toWireValue(field, before, names),
          after: toWireValue(field, after, names),
        })),
      })),
    nextCursor: last && rows.length > input.limit ? String(last.pos) : null,
  };
};

/** Actions in the workspace that the caller may know of, newest first; those that changed nothing are left out. A page may be shorter than asked for. Errors: `not_found` for an object or record; `invalid_input` for a foreign cursor. */
export const listOperations = (
  deps: { readonly schema: SeenSchema },
  db: ReadDb,
  { limit, cursor, ...filter }: Page & OperationFilter,
): { readonly operations: Operation[]; readonly nextCursor: string | null } => {
  const schema = deps.schema.current();
  const { wanted, rids, end } = resolveFilter(schema, db, filter);
  const [atMs = end.atMs, id = end.id] = parseCursor(cursor, 2);
  const rows = rids
    ? listOperationRowsOf(db, rids, wanted, { atMs, id }, limit + 1)
    : listOperationRows(db, wanted, { atMs, id }, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    operations: page.filter((row) => isSeenOperation(db, schema, row)).map((row) => toOperation(db, schema, row)),
    nextCursor: last && rows.length > limit ? formatCursor([last.atMs, last.id]) : null,
  };
};
