import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import type { SqlValue } from '../../storage/db';
import { findRec } from '../../change-log/rec.sql';
import { isSeen, isSeenField } from '../policy/may';
import { findHolder } from './record.sql';
import { refuse } from './refusals';
import { indexedValues } from './search-index';
import type { WritableField, WritableObject } from './writable-object';
import type { WriteSession } from './write-session';

const notUnique = (
  { db, seen }: Pick<WriteSession, 'db' | 'seen'>,
  object: WritableObject,
  field: WritableField,
  holderId: string,
): AppError => {
  const { name } = object.model.def;
  if (!isSeenField(seen, name, field))
    return new AppError('invalid_input', msg`Another record has what must be unique already.`, {
      reason: 'not_unique',
      object: name,
    });
  const holder = findRec(db, holderId);
  const isShown = holder !== undefined && isSeen(db, seen, name, holder.rid);
  return refuse(object.model, field, msg`Another record has this ${field.model.def.label} already.`, {
    reason: 'not_unique',
    ...(isShown ? { id: holderId } : {}),
  });
};

/** Errors: `invalid_input` with the `id` of the live record that has the value already, where the caller may see it. */
export const assertUnique = (
  session: Pick<WriteSession, 'db' | 'seen'>,
  object: WritableObject,
  fields: Iterable<WritableField>,
  cells: readonly SqlValue[],
  rid: number,
): void => {
  for (const field of fields) {
    const { def } = field.model;
    if (!def.isUnique || def.deletedAtMs !== null) continue;
    for (const value of indexedValues(field, cells)) {
      const holder = findHolder(session.db, { value, obj: object.model.def.key, field: def.key, exceptRid: rid });
      if (holder !== undefined) {
        throw notUnique(session, object, field, holder);
      }
    }
  }
};
