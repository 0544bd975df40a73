import { msg } from '@lingui/core/macro';
import type { BulkResult, SelectRecords } from '@shared/contract/records.contract';
import { OperationId } from '@shared/domain/ids';
import type { ActorValue } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { addToOperation, insertOperation } from '../../change-log/operation.sql';
import { noteUnlogged } from '../../change-log/unlogged';
import type { ChangeBus } from '../../kernel/event-bus';
import { nextTurn } from '../../kernel/next-turn';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { SchemaRegistry } from '../../schema/registry';
import type { InTransaction, ReadDb, WriteDb } from '../../storage/db';
import { assertMay } from '../policy/may';
import type { ReadRecordDeps } from '../query/record-set';
import { type SelectedRecord, selectRids } from '../query/select-records.service';
import { titlesByRid } from '../query/titles.sql';
import { createChangeCollector } from '../write/change-collector';
import { dropRows, listLinkRids, listTrashed } from './purge.sql';

interface PurgeDeps extends ReadRecordDeps {
  readonly wholeSchema: SchemaRegistry;
  readonly actor: () => ActorValue;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
}

/** Records destroyed in one transaction before other work gets its turn. */
const SLICE = 1000;

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

/**
 * Destroys records in the trash: nothing brings them back, only the change log still names their values. In slices of one action, which no undo takes back; what a
 * slice has destroyed stays so when a later one fails. Errors: `forbidden` without the right to; `conflict` for records that are not in the trash.
 */
export const purgeRecords = async (
  deps: PurgeDeps,
  { object: name, selection }: SelectRecords,
): Promise<BulkResult> => {
  const chosen = selectRids(deps, deps.read, name, selection);
  const seen = deps.schema.current();
  const model = seen.objects.get(name);
  if (model) assertMay(seen, 'purge', { model });
  const [only] = chosen;
  const subject =
    only && model && chosen.length === 1
      ? (titlesByRid(deps.read, model, [only.rid], 'all').get(only.rid) ?? '')
      : null;
  let operationId: OperationId | null = null;
  for (let start = 0; start < chosen.length; start += SLICE) {
    if (start > 0) await nextTurn();
    const slice = chosen.slice(start, start + SLICE);
    const changes = deps.inTransaction((db) => {
      const whole = deps.wholeSchema.refresh(db);
      const object = whole.objects.get(name);
      if (!object) throw new AppError('not_found', msg`There is no such object.`, { object: name });
      dropSlice(deps, db, whole, object, slice);
      operationId ??= OperationId.parse(
        insertOperation(db, {
          verb: 'purge',
          object: name,
          subject,
          atMs: deps.clock.nowMs(),
          actor: JSON.stringify(deps.actor()),
          undoOf: null,
        }),
      );
      addToOperation(db, operationId, slice.length);
      const collector = createChangeCollector();
      for (const { id } of slice) collector.membership(name, id);
      return collector.changes();
    });
    deps.bus.publish(changes);
  }
  return { operationId, count: chosen.length };
};
