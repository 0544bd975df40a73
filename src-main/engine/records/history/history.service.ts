import { msg } from '@lingui/core/macro';
import type { HistoryEntry, Operation } from '@shared/contract/history.contract';
import { OperationId, RecordId } from '@shared/domain/ids';
import { ActorValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import type { SeenSchema } from '../../schema/registry';
import type { ReadDb } from '../../storage/db';
import { CHANGE_KIND } from '../../change-log/journal';
import { listOperationRows } from '../../change-log/operation.sql';
import { toOperation } from '../undo/operations';
import { listMergedInto } from '../../change-log/merged.sql';
import { parsePayload } from '../../change-log/payload';
import type { SchemaModel } from '../../schema/model';
import { stampToMs } from '../../change-log/clock';
import { findRec } from '../../change-log/rec.sql';
import { toWritable } from '../write/writable-object';
import { groupRows, historyLinks, readGroup, type HistoryGroup } from './history-groups';
import { listHistoryRows, type RecordKey } from './history.sql';
import { linkedIds, readOwnTitles, readTitles, toWireValue } from './link-titles';
import { isSeen } from '../policy/may';
import { isSeenOperation } from './seen-operations';

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const LAST = Number.MAX_SAFE_INTEGER;

const parseCursor = (cursor: string | undefined): number => {
  if (cursor === undefined) return LAST;
  if (!/^\d{1,15}$/.test(cursor))
    throw new AppError('invalid_input', msg`This cursor is not one of history.`, { cursor });
  return Number(cursor);
};

const entryKind = ({ own }: HistoryGroup): HistoryEntry['kind'] => {
  if (!own || own.kind === CHANGE_KIND.patch) return 'update';
  if (own.kind === CHANGE_KIND.create) return 'create';
  const { l, m } = parsePayload(own.p);
  if (l === true) return 'restore';
  return m === undefined ? 'delete' : 'merge';
};

/** The record, and those merged into it that the caller may see. */
const recordsBehind = (db: ReadDb, schema: SchemaModel, object: string, record: RecordKey): readonly RecordKey[] => [
  record,
  ...listMergedInto(db, record.rid).filter(({ rid }) => isSeen(db, schema, object, rid)),
];

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
  const model = schema.objects.get(input.object);
  const rec = model && findRec(db, input.id);
  if (!rec || rec.obj !== model.def.key || !isSeen(db, schema, input.object, rec.rid))
    throw new AppError('not_found', msg`There is no such record.`, { object: input.object, id: input.id });
  const object = toWritable(model);
  const records = recordsBehind(db, schema, input.object, { rid: rec.rid, id: input.id });
  const links = historyLinks(schema, model);
  const rows = listHistoryRows(db, { records, links }, parseCursor(input.cursor), input.limit + 1);
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

/** Actions in the workspace that the caller may know of, newest first; those that changed nothing are left out. A page may be shorter than asked for. */
export const listOperations = (
  deps: { readonly schema: SeenSchema },
  db: ReadDb,
  input: Page,
): { readonly operations: Operation[]; readonly nextCursor: string | null } => {
  const schema = deps.schema.current();
  const rows = listOperationRows(db, parseCursor(input.cursor), input.limit + 1);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    operations: page.filter((row) => isSeenOperation(db, schema, row)).map((row) => toOperation(db, schema, row)),
    nextCursor: last && rows.length > input.limit ? String(last.id) : null,
  };
};
