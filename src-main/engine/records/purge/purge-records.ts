import { msg } from '@lingui/core/macro';
import type { ChangeSet } from '@shared/domain/changes';
import { OperationId } from '@shared/domain/ids';
import type { ActorValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { addToOperation, insertOperation } from '../../change-log/operation.sql';
import { noteUnlogged } from '../../change-log/unlogged';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { SchemaRegistry } from '../../schema/registry';
import type { ReadDb, WriteDb } from '../../storage/db';
import { assertMay } from '../policy/may';
import { getObject, type ReadRecordDeps } from '../query/record-set';
import type { SelectedRecord } from '../query/select-records.service';
import { titlesByRid } from '../query/titles.sql';
import { createChangeCollector } from '../write/change-collector';
import { dropRows, listLinkRids, listTrashed } from './purge.sql';

export interface PurgeDeps extends ReadRecordDeps {
  readonly wholeSchema: SchemaRegistry;
  readonly actor: () => ActorValue;
}

const destroy = (deps: Pick<PurgeDeps, 'clock'>, db: WriteDb, object: ObjectModel, rids: readonly number[]): void => {
  if (rids.length === 0) return;
  dropRows(db, object, rids);
  noteUnlogged(db, deps.clock.nowMs(), { kind: 'destroyed', object: object.def.key, rids: [...rids] });
};

/** Links go with the records at either end. */
const dropLinks = (
  deps: PurgeDeps,
  db: WriteDb,
  schema: SchemaModel,
  { def }: ObjectModel,
  ids: readonly string[],
): void => {
  for (const { object, ends } of schema.links.values())
    for (const side of ['a', 'b'] as const)
      if (ends[side].object.def.key === def.key)
        destroy(deps, db, object, listLinkRids(db, object.table, LINK_COLUMNS[side], ids));
};

/** Errors: `conflict` for records that are not in the trash. */
const dropSlice = (
  deps: PurgeDeps,
  db: WriteDb,
  schema: SchemaModel,
  object: ObjectModel,
  slice: readonly SelectedRecord[],
): void => {
  const rids = slice.map(({ rid }) => rid);
  if (listTrashed(db, object.table, rids).length < rids.length)
    throw new AppError('conflict', msg`Only what is in the trash can be deleted for good.`, {
      object: object.def.name,
    });
  dropLinks(
    deps,
    db,
    schema,
    object,
    slice.map(({ id }) => id),
  );
  destroy(deps, db, object, rids);
};

/** Errors: `forbidden` without the right to destroy records of the object. */
export const assertMayPurge = (deps: Pick<PurgeDeps, 'schema'>, name: string): void => {
  const seen = deps.schema.current();
  assertMay(seen, 'purge', { model: getObject(seen, name) });
};

/** What history calls the action: the record, where it is one. */
const subjectOf = (
  deps: PurgeDeps,
  db: ReadDb,
  name: string,
  [only, ...others]: readonly SelectedRecord[],
): string | null => {
  if (!only || others.length > 0) return null;
  return titlesByRid(db, getObject(deps.schema.current(), name), [only.rid], 'all').get(only.rid) ?? '';
};

/**
 * Destroys some records in the trash in the caller's transaction, as part of an action or, with null, as the beginning of one. Errors: `conflict` for records that are
 * not in the trash.
 */
export const purgeSome = (
  deps: PurgeDeps,
  db: WriteDb,
  name: string,
  records: readonly SelectedRecord[],
  continued: OperationId | null,
): { readonly operationId: OperationId; readonly count: number; readonly changes: Omit<ChangeSet, 'seq'> } => {
  const whole = deps.wholeSchema.refresh(db);
  const operationId =
    continued ??
    OperationId.parse(
      insertOperation(db, {
        verb: 'purge',
        object: name,
        subject: subjectOf(deps, db, name, records),
        atMs: deps.clock.nowMs(),
        actor: JSON.stringify(deps.actor()),
        undoOf: null,
      }),
    );
  dropSlice(deps, db, whole, getObject(whole, name), records);
  addToOperation(db, operationId, records.length);
  const collector = createChangeCollector();
  for (const { id } of records) collector.membership(name, id);
  return { operationId, count: records.length, changes: collector.changes() };
};
