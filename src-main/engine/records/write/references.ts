import { msg } from '@lingui/core/macro';
import type { RecordId } from '@shared/domain/ids';
import type { FieldInput, FieldValue, FileValue } from '@shared/domain/values';
import { findRec, isLive } from '../../change-log/rec.sql';
import type { ObjectModel } from '../../schema/model';
import { isSeen } from '../policy/may';
import { readLinkWish, wantedIds, type ParsedLinks } from './links';
import { hasAttachment } from './record.sql';
import { readAs, refuse } from './refusals';
import type { WritableField, WritableObject } from './writable-object';
import type { WriteSession } from './write-session';

/** A link to what is out of sight is refused as one to what is not there. */
const isSeenTarget = (
  session: WriteSession,
  target: { readonly object: ObjectModel; readonly id: string },
): boolean => {
  if (!session.seen.access) return true;
  const rec = findRec(session.db, target.id);
  return rec !== undefined && isSeen(session.db, session.seen, target.object.def.name, rec.rid);
};

const assertTarget = (
  session: WriteSession,
  object: WritableObject,
  field: WritableField,
  target: { readonly object: ObjectModel; readonly id: string },
): void => {
  const { key } = target.object.def;
  if (session.knownTargets.has(key, target.id) || session.madeTargets.has(key, target.id)) return;
  if (!isLive(session.transaction, target.id, key) || !isSeenTarget(session, target)) {
    throw refuse(object.model, field, msg`${field.model.def.label}: there is no such record.`, {
      reason: 'no_target',
      id: target.id,
    });
  }
  session.knownTargets.add(key, target.id);
};

/** Whether the records and files are there that a value names. Errors: `invalid_input` with `reason` `no_target` or `no_file`. */
export const assertReferences = (
  session: WriteSession,
  object: WritableObject,
  field: WritableField,
  stored: FieldValue,
): void => {
  const { def } = field.model;
  if (def.type === 'files' && Array.isArray(stored)) {
    for (const file of stored) {
      // The type's normaliser has let nothing but FileValues through.
      const { id, name } = file as FileValue;
      if (!hasAttachment(session.db, id))
        throw refuse(object.model, field, msg`The file "${name}" was not uploaded.`, { reason: 'no_file' });
    }
  }
  if (typeof stored !== 'string') return;
  if (def.type === 'relation') {
    const target = session.schema.objects.get(def.settings.target ?? '');
    if (!target)
      throw refuse(object.model, field, msg`${def.label} points to an object that is not there.`, {
        reason: 'no_target',
      });
    assertTarget(session, object, field, { object: target, id: stored });
  } else if (def.type === 'morphRelation') {
    const colon = stored.indexOf(':');
    const name = stored.slice(0, colon);
    const isAllowed = def.settings.targets?.includes(name) ?? true;
    const target = isAllowed ? session.schema.objects.get(name) : undefined;
    if (!target) throw refuse(object.model, field, msg`${def.label} may not point there.`, { reason: 'no_target' });
    assertTarget(session, object, field, { object: target, id: stored.slice(colon + 1) });
  }
};

/** Errors: `invalid_input` for what is no list of records, or records that are not there. */
export const parseLinks = (
  session: WriteSession,
  object: WritableObject,
  field: WritableField,
  input: FieldInput,
  selfId: RecordId | undefined,
): ParsedLinks => {
  const { def } = field.model;
  const { label } = def;
  const link = session.schema.links.get(def.settings.link ?? '');
  const target = session.schema.objects.get(def.settings.target ?? '');
  if (!link || !target)
    throw refuse(object.model, field, msg`${label} points to an object that is not there.`, { reason: 'no_target' });
  const wish = readAs(object, field, () => readLinkWish(input));
  for (const id of wantedIds(wish)) {
    assertTarget(session, object, field, { object: target, id });
    if (id === selfId)
      throw refuse(object.model, field, msg`A record cannot point to itself.`, { reason: 'no_target', id });
  }
  return { link, side: def.settings.side ?? 'a', wish };
};
