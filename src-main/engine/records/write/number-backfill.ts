import { autoNumberText } from '@shared/domain/field-types/auto-number';
import { OperationId } from '@shared/domain/ids';
import type { ChangeSet } from '@shared/domain/changes';
import { ActorValue } from '@shared/domain/values';
import { z } from 'zod';
import { findOperation } from '../../change-log/operation.sql';
import { wholeOf } from '../../schema/access';
import type { WriteDb } from '../../storage/db';
import { applyPatch } from './apply';
import { readStored } from './delete-cascade';
import { listRidsUpTo } from './record.sql';
import { setField, toWritable } from './writable-object';
import { openWriteSession, type WriteDeps } from './write-session';

/** The records that were there when a field came that numbers them, and the numbers that are set aside for them. */
export const NumberBackfill = z.strictObject({
  /** Keys. */
  object: z.string(),
  field: z.string(),
  label: z.string(),
  /** The action to which the changes belong. It counts no records: what people undo is the field, not its numbers. */
  operationId: OperationId,
  /** Row id of the newest record that was there. */
  lastRid: z.int(),
  firstNumber: z.int(),
  /** How many records were there. */
  count: z.int(),
  /** Of all these numbers, whatever becomes of the field's settings meanwhile. */
  form: z.strictObject({ prefix: z.string().optional(), digits: z.int().optional() }),
});
export type NumberBackfill = z.infer<typeof NumberBackfill>;

/** How far a backfill has come: records up to this row id have their numbers. */
export const NumberedUpTo = z.strictObject({ rid: z.int(), nextNumber: z.int() });
export type NumberedUpTo = z.infer<typeof NumberedUpTo>;

/** So many records get their numbers in one transaction: some hundredths of a second. */
export const NUMBERED_AT_ONCE = 100;

interface Numbered {
  /** Undefined when every record has its number, or when the field is gone for good. */
  readonly next: NumberedUpTo | undefined;
  readonly changes: Omit<ChangeSet, 'seq'>;
}

const NOTHING: Numbered = { next: undefined, changes: { topics: [], records: [] } };

/**
 * Gives the next records their numbers, in the order in which they were made, also those in the trash and those of a field in the trash: one that returns has a
 * number for every record. In the caller's transaction.
 */
export const numberSome = (deps: WriteDeps, db: WriteDb, backfill: NumberBackfill, from: NumberedUpTo): Numbered => {
  const model = wholeOf(deps.schema.current()).objectsByKey.get(backfill.object);
  const object = model && toWritable(model);
  const field = object?.numberedFields.find((each) => each.model.def.key === backfill.field);
  const operation = findOperation(db, backfill.operationId);
  if (!object || !field || !operation) return NOTHING;
  const session = openWriteSession(deps, db, {
    actor: ActorValue.parse(JSON.parse(operation.actor)),
    verb: operation.verb,
    operationId: backfill.operationId,
  });
  const rids = listRidsUpTo(db, object.model.table, from.rid, backfill.lastRid, NUMBERED_AT_ONCE);
  const end = backfill.firstNumber + backfill.count;
  let { nextNumber } = from;
  for (const rid of rids) {
    const record = readStored(session, rid);
    const cells = [...record.cells];
    // Should the count have been wrong, nobody gets a number twice.
    const isSetAside = nextNumber < end;
    setField(
      field,
      cells,
      isSetAside ? autoNumberText(backfill.form, nextNumber) : session.numbers.next(object, field),
    );
    applyPatch(session, record, cells);
    nextNumber += 1;
  }
  session.close();
  const last = rids.at(-1);
  const isDone = last === undefined || rids.length < NUMBERED_AT_ONCE;
  return { next: isDone ? undefined : { rid: last, nextNumber }, changes: session.collector.changes() };
};
