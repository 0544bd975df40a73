import type { Message } from '@shared/messages/message';
import { identifier } from '../../storage/identifier';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';

/** What a computed field should hold for one record, beside what it does hold. */
export interface ComputedRow {
  readonly rid: number;
  readonly id: string;
  /** Columns of the field as they are, and as they should be. */
  readonly before: readonly SqlValue[];
  readonly after: readonly SqlValue[];
  /** Why there is no value though nothing that it needs is empty. */
  readonly failure: Message | null;
}

/** A computed field made ready: reads what it needs of live records and works out what they should hold. Answers records in no order, trashed ones not at all. */
export type ComputedProgram = (db: ReadDb, rids: readonly number[]) => readonly ComputedRow[];

/** Leaves a field that cannot be computed empty. */
export const blankProgram = ({ table }: ObjectModel, { columns }: FieldModel): ComputedProgram => {
  const selected = ['rid', 'id', ...columns].map(identifier).join(', ');
  const sql = `SELECT ${selected} FROM ${identifier(table)} WHERE rid IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL`;
  return (db, rids) =>
    db.lists(sql, [JSON.stringify(rids)]).map(([rid = null, id = null, ...before]) => ({
      rid: Number(rid),
      id: String(id),
      before,
      after: columns.map(() => null),
      failure: null,
    }));
};
