import type { FieldDef } from '@shared/domain/schema';
import type { MetaDeps, NewFields } from '../../schema/meta-write';
import type { WriteDb } from '../../storage/db';
import { applyPatch } from './apply';
import { readStored } from './delete-cascade';
import { listRidsAfter } from './record.sql';
import { setField, toWritable } from './writable-object';
import type { WritableObject } from './writable-object';
import { openWriteSession } from './write-session';
import type { WriteDeps, WriteSession } from './write-session';

const SLICE = 1000;

const numberAll = (session: WriteSession, object: WritableObject, { name }: FieldDef): void => {
  const field = object.fieldsByName.get(name);
  if (!field) throw new Error('A field that was just made is not in the schema');
  for (let after = 0; ;) {
    const rids = listRidsAfter(session.db, object.model.table, after, SLICE);
    for (const rid of rids) {
      const record = readStored(session, rid);
      const cells = [...record.cells];
      setField(field, cells, session.numbers.next(object, field));
      applyPatch(session, record, cells);
    }
    const last = rids.at(-1);
    if (last === undefined || rids.length < SLICE) return;
    after = last;
  }
};

/**
 * Gives the records that are there, also in the trash, their numbers in the order in which they were made, for new fields that number records. Part of the
 * action that made the fields, in its transaction.
 */
export const numberRecords = (
  deps: WriteDeps & Pick<MetaDeps, 'actor' | 'changes'>,
  db: WriteDb,
  { object: name, fields, operationId }: NewFields,
): void => {
  const numbering = fields.filter(({ type }) => type === 'autoNumber');
  const model = deps.schema.current().objects.get(name);
  if (numbering.length === 0 || !model) return;
  const session = openWriteSession(deps, db, { actor: deps.actor(), verb: 'schema', operationId });
  for (const field of numbering) numberAll(session, toWritable(model), field);
  session.close();
  deps.changes(session.collector.changes());
};
