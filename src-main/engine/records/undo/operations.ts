import type { Operation } from '@shared/contract/history.contract';
import { OperationId } from '@shared/domain/ids';
import { ActorValue } from '@shared/domain/values';
import type { ReadDb } from '../../storage/db';
import { listOperationChanges } from '../../change-log/change.sql';
import { findOperation, findRedoable, findUndoable } from '../../change-log/operation.sql';
import type { ActionsOf, OperationRow } from '../../change-log/operation.sql';
import { FIRST_MEMBER_ID } from '../../schema/members.sql';
import type { SchemaModel } from '../../schema/model';
import { titlesByRid } from '../query/titles.sql';
import type { SeenSchema } from '../../schema/registry';

interface SchemaDeps {
  readonly schema: SeenSchema;
}

/** The undo of an action, if it took anything back. */
const findUndo = (db: ReadDb, { undoneBy }: OperationRow): OperationRow | undefined => {
  const by = undoneBy === null ? undefined : findOperation(db, undoneBy);
  return by && by.count > 0 ? by : undefined;
};

/** Whether an undo of the action changed anything, whatever became of that undo. */
export const wasTakenBack = (db: ReadDb, row: OperationRow): boolean => findUndo(db, row) !== undefined;

/** Whether an action is undone as things stand: an undo that was itself undone does not count, nor one that changed nothing. */
export const isUndone = (db: ReadDb, row: OperationRow): boolean => {
  const by = findUndo(db, row);
  return by !== undefined && !isUndone(db, by);
};

/** So many changes are looked through for the record that an action was about. */
const MAX_CHANGES = 50;

/** What stands in for the title of the one record that an action was about, as whoever asks may see it. */
const standInOf = (db: ReadDb, schema: SchemaModel, row: OperationRow): string => {
  const object = row.object === null ? undefined : schema.objects.get(row.object);
  if (!object) return '';
  // Links that came or went with it are changes of their own, and no records of the object.
  const rids = listOperationChanges(db, row.id, Number.MAX_SAFE_INTEGER, MAX_CHANGES).map(({ rid }) => rid);
  const [only = '', ...others] = titlesByRid(db, object, rids, 'all').values();
  return others.length === 0 ? only : '';
};

/** An action as the contract shows it to whoever asks. */
export const toOperation = (db: ReadDb, schema: SchemaModel, row: OperationRow): Operation => ({
  id: OperationId.parse(row.id),
  verb: row.verb,
  object: row.object,
  subject: row.subject === '' ? standInOf(db, schema, row) : row.subject,
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
  const schema = deps.schema.current();
  const of = actionsOf(schema);
  const undo = findUndoable(db, of);
  const redo = findRedoable(db, of);
  return {
    undo: undo ? toOperation(db, schema, findOrigin(db, undo)) : null,
    redo: redo ? toOperation(db, schema, findOrigin(db, redo)) : null,
  };
};
