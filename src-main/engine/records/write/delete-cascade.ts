import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { RecordId } from '@shared/domain/ids';
import { applyLife, applyPatch } from './apply';
import type { StoredRecord } from './apply';
import { isSeen, may } from '../policy/may';
import { findRecByRid } from '../../change-log/rec.sql';
import { findReferrers, readCells } from './record.sql';
import { formatCleared } from './cleared-links';
import { isLinked } from './links';
import { inboundFields, toWritable } from './writable-object';
import type { InboundField } from './writable-object';
import type { WriteSession } from './write-session';

export const readStored = (session: Pick<WriteSession, 'db' | 'schema'>, rid: number): StoredRecord => {
  const rec = findRecByRid(session.db, rid);
  const model = rec && (session.schema.objectsByKey.get(rec.obj) ?? session.schema.links.get(rec.obj)?.object);
  if (!model) throw new Error(`Record ${rid} belongs to no object`);
  const object = toWritable(model);
  return { object, id: RecordId.parse(rec.id), rec, cells: readCells(session.db, object, rid) };
};

/** Undefined for a record that was deleted for good, with its object. */
export const findStored = (session: Pick<WriteSession, 'db' | 'schema'>, rid: number): StoredRecord | undefined => {
  const rec = findRecByRid(session.db, rid);
  return rec && session.schema.objectsByKey.has(rec.obj) ? readStored(session, rid) : undefined;
};

interface DeletePlan {
  /** Records to delete by rid, those that others point to last. */
  readonly doomed: Map<number, StoredRecord>;
  readonly links: { readonly rid: number; readonly inbound: InboundField; readonly target: number }[];
}

const referrers = (session: WriteSession, target: StoredRecord, inbound: InboundField): readonly number[] => {
  const [column] = inbound.field.columns;
  if (column === undefined) return [];
  const text = inbound.field.def.type === 'relation' ? target.id : `${target.object.model.def.name}:${target.id}`;
  return findReferrers(session.db, inbound.object.table, column, text);
};

/** A record that would go with another. Errors: `forbidden` when the caller may not delete it, or does not see it. */
const readDoomed = (session: WriteSession, rid: number): StoredRecord => {
  const record = readStored(session, rid);
  const { name } = record.object.model.def;
  if (!may(session.seen, 'delete', name) || !isSeen(session.db, session.seen, name, rid)) {
    throw new AppError('forbidden', msg`Records that your role does not let you delete would be deleted with it.`, {
      reason: 'cascade',
    });
  }
  return record;
};

/** Whether a live record points to this one. */
export const hasReferrers = (session: WriteSession, record: StoredRecord): boolean =>
  inboundFields(session.schema, record.object.model).some((inbound) => referrers(session, record, inbound).length > 0);

/** The same, or is linked with it. */
export const isReferred = (session: WriteSession, record: StoredRecord): boolean =>
  hasReferrers(session, record) || isLinked(session, record);

/**
 * Puts a record in the trash. Live records that point to it lose the link, go with it, or stop it, as each relation says.
 * Nothing is written before it is certain that all of it may be. Errors: `invalid_input` when a relation refuses.
 */
export const deleteWithLinks = (session: WriteSession, record: StoredRecord): boolean => {
  if (record.rec.alive === 0) return false;
  const plan: DeletePlan = { doomed: new Map([[record.rec.rid, record]]), links: [] };
  const refusing: { readonly rid: number; readonly inbound: InboundField }[] = [];
  for (const target of plan.doomed.values()) {
    for (const inbound of inboundFields(session.schema, target.object.model)) {
      for (const rid of referrers(session, target, inbound)) {
        const rule = inbound.field.def.settings.onTargetDelete ?? 'clear';
        if (rule === 'cascade') {
          // A Map walks entries that are added on the way.
          if (!plan.doomed.has(rid)) plan.doomed.set(rid, readDoomed(session, rid));
        } else if (rule === 'clear') plan.links.push({ rid, inbound, target: target.rec.rid });
        else refusing.push({ rid, inbound });
      }
    }
  }
  const refused = refusing.filter(({ rid }) => !plan.doomed.has(rid));
  const [first] = refused;
  if (first) {
    const { object, field } = first.inbound;
    if (session.seen.access && !session.seen.objects.get(object.def.name)?.fields.has(field.def.name))
      throw new AppError('invalid_input', msg`It is still used where your role does not let you look.`, {
        reason: 'in_use',
      });
    throw new AppError('invalid_input', msg`It is still used as ${field.def.label} in ${object.def.labelPlural}.`, {
      reason: 'in_use',
      object: object.def.name,
      field: field.def.name,
      count: refused.length,
    });
  }
  clearLinks(session, plan);
  const cleared = Map.groupBy(plan.links, ({ target }) => target);
  for (const doomed of [...plan.doomed.values()].toReversed()) {
    const links = (cleared.get(doomed.rec.rid) ?? []).filter(({ rid }) => !plan.doomed.has(rid));
    const prev = formatCleared(links.map(({ rid, inbound }) => [rid, inbound.field.def.key]));
    applyLife(session, doomed, false, { prev });
  }
  return true;
};

/** Links of records that stay; those of records that go stay with them and return when they do. */
const clearLinks = (session: WriteSession, plan: DeletePlan): void => {
  const byRid = new Map<number, InboundField[]>();
  for (const { rid, inbound } of plan.links) {
    if (plan.doomed.has(rid)) continue;
    byRid.set(rid, [...(byRid.get(rid) ?? []), inbound]);
  }
  for (const [rid, inbounds] of byRid) {
    const referrer = readStored(session, rid);
    const after = [...referrer.cells];
    for (const { field } of inbounds) {
      const writable = referrer.object.fieldsByName.get(field.def.name);
      if (writable) after[writable.from] = null;
    }
    applyPatch(session, referrer, after);
  }
};
