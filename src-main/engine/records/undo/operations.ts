import type { Operation } from '@shared/contract/history.contract';
import { OperationId } from '@shared/domain/ids';
import { ActorValue } from '@shared/domain/values';
import type { ReadDb } from '../../storage/db';
import { findOperation, findRedoable, findUndoable } from '../../change-log/operation.sql';
import type { ActionsOf, OperationRow } from '../../change-log/operation.sql';
import { FIRST_MEMBER_ID } from '../../schema/members.sql';
import type { SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';

interface SchemaDeps {
  readonly schema: SeenSchema;
}

/** Whether an action is undone as things stand: an undo that was itself undone does not count. */
export const isUndone = (db: ReadDb, row: OperationRow): boolean => {
  const by = row.undoneBy === null ? undefined : findOperation(db, row.undoneBy);
  return by !== undefined && !isUndone(db, by);
};

/** An action as the contract shows it. */
export const toOperation = (db: ReadDb, row: OperationRow): Operation => ({
  id: OperationId.parse(row.id),
  verb: row.verb,
  object: row.object,
  subject: row.subject,
  count: row.count,
  atMs: row.atMs,
  actor: ActorValue.parse(JSON.parse(row.actor)),
  isUndone: isUndone(db, row),
});

/** The action of a person behind an undo or a redo of it. */
export const findOrigin = (db: ReadDb, row: OperationRow): OperationRow => {
  const origin = row.undoOf === null ? undefined : findOperation(db, row.undoOf);
  return origin ? findOrigin(db, origin) : row;
};

/** Whose actions undo and redo act on: the caller's own, once there is somebody else. */
export const actionsOf = ({ members, me }: SchemaModel): ActionsOf | undefined =>
  members.length < 2 || me === null ? undefined : { memberId: me, orNobodys: me === FIRST_MEMBER_ID };

/** What undo and redo would act on now; the action of a person, also where it was done again since. */
export const undoState = (
  deps: SchemaDeps,
  db: ReadDb,
): { readonly undo: Operation | null; readonly redo: Operation | null } => {
  const of = actionsOf(deps.schema.current());
  const undo = findUndoable(db, of);
  const redo = findRedoable(db, of);
  return {
    undo: undo ? toOperation(db, findOrigin(db, undo)) : null,
    redo: redo ? toOperation(db, findOrigin(db, redo)) : null,
  };
};
