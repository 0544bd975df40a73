import { isRefused } from '@shared/errors/app-error';
import { LINK_COLUMNS } from '../../schema/ddl.sql';
import { applyPatch, type StoredRecord } from '../write/apply';
import { readStored } from '../write/delete-cascade';
import { applyLinks } from '../write/links';
import { listLinks } from '../write/links.sql';
import { findAllReferrers } from '../write/record.sql';
import { assertUnique } from '../write/unique';
import { inboundFields, type InboundField } from '../write/writable-object';
import type { WriteSession } from '../write/write-session';
import type { MergeSources } from './merge-sources';

/** What pointed to the merged records and points to the survivor now. */
export interface MovedReferences {
  /** Records of other kinds, or of the same, whose relation was moved. */
  readonly movedCount: number;
  /** Those that lost it, for only one record may have the survivor in it. */
  readonly clearedCount: number;
}

const textOf = ({ field }: InboundField, { object, id }: StoredRecord): string =>
  field.def.type === 'relation' ? id : `${object.model.def.name}:${id}`;

/** Relations that name a merged record, by the record that has them; those of the merged ones themselves are no concern. */
const findReferring = (session: WriteSession, { object, survivor, losers }: MergeSources) => {
  const own = new Set([survivor, ...losers].map(({ rec }) => rec.rid));
  const byRid = new Map<number, InboundField[]>();
  for (const inbound of inboundFields(session.schema, object.model)) {
    const [column] = inbound.field.columns;
    if (column === undefined) continue;
    for (const loser of losers) {
      for (const rid of findAllReferrers(session.db, inbound.object.table, column, textOf(inbound, loser)))
        if (!own.has(rid)) byRid.set(rid, [...(byRid.get(rid) ?? []), inbound]);
    }
  }
  return byRid;
};

/**
 * Points every relation that names a merged record at the survivor, in the trash too, whoever may see the records that have them: as with a deletion, which clears
 * them. Where only one record may name the survivor, the first keeps it.
 */
export const moveReferences = (session: WriteSession, sources: MergeSources): MovedReferences => {
  let movedCount = 0;
  let clearedCount = 0;
  for (const [rid, inbounds] of findReferring(session, sources)) {
    const record = readStored(session, rid);
    const after = [...record.cells];
    let isCleared = false;
    for (const inbound of inbounds) {
      const field = record.object.fieldsByName.get(inbound.field.def.name);
      if (!field) continue;
      after[field.from] = textOf(inbound, sources.survivor);
      if (record.rec.alive === 0 || !isRefused(() => assertUnique(session, record.object, [field], after, rid)))
        continue;
      after[field.from] = null;
      isCleared = true;
    }
    if (applyPatch(session, record, after)) movedCount += 1;
    if (isCleared) clearedCount += 1;
  }
  return { movedCount, clearedCount };
};

/** Links the survivor with whatever the merged records are linked with. Their own links stay with them, unseen, as those of any deleted record. */
export const copyLinks = (session: WriteSession, { object, survivor, losers }: MergeSources): boolean => {
  const own = new Set<string>([survivor, ...losers].map(({ id }) => id));
  let isChanged = false;
  for (const link of session.schema.links.values()) {
    for (const [side, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      if (link.ends[side].object.def.key !== object.model.def.key) continue;
      const { table } = link.object;
      const linked = losers.flatMap(({ id }) =>
        listLinks(session.db, table, LINK_COLUMNS[side], LINK_COLUMNS[other], id),
      );
      const add = [...new Set(linked.map((row) => row.other))].filter((id) => !own.has(id));
      const links = { link, side, wish: { kind: 'change', add, remove: [] } } as const;
      isChanged = applyLinks(session, survivor.id, [{ links, add, remove: [] }]) || isChanged;
    }
  }
  return isChanged;
};
