import type { Operation } from '@shared/contract/history.contract';
import type { ReadDb, WriteDb } from '../storage/db';

/** An action as the table keeps it. */
export interface OperationRow {
  readonly id: number;
  readonly verb: Operation['verb'];
  readonly object: string | null;
  readonly subject: string | null;
  readonly count: number;
  readonly atMs: number;
  /** JSON. */
  readonly actor: string;
  readonly undoOf: number | null;
  readonly undoneBy: number | null;
}

const COLUMNS = 'id, verb, object, subject, count, at_ms AS atMs, actor, undo_of AS undoOf, undone_by AS undoneBy';

/** An action by its id, whatever became of it. */
export const findOperation = (db: ReadDb, id: number): OperationRow | undefined =>
  db.get<OperationRow>(`SELECT ${COLUMNS} FROM operation WHERE id = ?`, [id]);

/** Whose actions are meant: those that name a member; with `orNobodys` also those that name nobody, from before there were members. Undefined: everybody's. */
export interface ActionsOf {
  readonly memberId: string;
  readonly orNobodys: boolean;
}

const MEMBER = "json_extract(actor, '$.id')";
const byMember = (of: ActionsOf | undefined): string =>
  of === undefined ? '' : ` AND (${MEMBER} = ?${of.orNobodys ? ` OR ${MEMBER} IS NULL` : ''})`;
const params = (of: ActionsOf | undefined): readonly string[] => (of === undefined ? [] : [of.memberId]);

/** The newest action that stands: neither undone nor an undo itself. A purge leaves nothing to undo. */
export const findUndoable = (db: ReadDb, of?: ActionsOf): OperationRow | undefined =>
  db.get<OperationRow>(
    `SELECT ${COLUMNS} FROM operation WHERE undone_by IS NULL AND verb NOT IN ('undo', 'purge') AND count > 0${byMember(of)} ORDER BY id DESC LIMIT 1`,
    params(of),
  );

/** The newest undo that stands, as long as nobody has done anything new since. */
export const findRedoable = (db: ReadDb, of?: ActionsOf): OperationRow | undefined =>
  db.get<OperationRow>(
    `SELECT ${COLUMNS} FROM operation WHERE undone_by IS NULL AND verb = 'undo' AND count > 0${byMember(of)}
       AND id > coalesce((SELECT id FROM operation WHERE verb NOT IN ('undo', 'redo') AND count > 0${byMember(of)} ORDER BY id DESC LIMIT 1), 0)
     ORDER BY id DESC LIMIT 1`,
    [...params(of), ...params(of)],
  );

/** Marks an action as undone by another. */
/** Whether an action was undone, also while it was under way: what carries it on then adds nothing more. */
export const isUndone = (db: ReadDb, id: number): boolean => findOperation(db, id)?.undoneBy !== null;

export const saveUndoneBy = (db: WriteDb, id: number, undoneBy: number): void => {
  db.run('UPDATE operation SET undone_by = ? WHERE id = ?', [undoneBy, id]);
};

export interface NewOperation {
  readonly verb: string;
  readonly object: string | null;
  readonly subject: string | null;
  readonly atMs: number;
  /** JSON. */
  readonly actor: string;
  readonly undoOf: number | null;
}

/** Begins an action with nothing counted yet; answers its id. */
export const insertOperation = (db: WriteDb, operation: NewOperation): number =>
  db.run('INSERT INTO operation(verb, object, subject, count, at_ms, actor, undo_of) VALUES (?, ?, ?, 0, ?, ?, ?)', [
    operation.verb,
    operation.object,
    operation.subject,
    operation.atMs,
    operation.actor,
    operation.undoOf,
  ]).lastRowid;

/** Adds to the records that history says an action touched. */
export const addToOperation = (db: WriteDb, id: number, count: number): void => {
  db.run('UPDATE operation SET count = count + ? WHERE id = ?', [count, id]);
};
