import type { FieldValue } from '@shared/domain/values';
import { type ChangeRow, listFirstLivesAfter } from '../../change-log/change.sql';
import { CHANGE_KIND } from '../../change-log/journal';
import { parsePayload, parsePrev, payloadRegisters } from '../../change-log/payload';
import { listRecsByRid, listRecsById } from '../../change-log/rec.sql';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import { type Cells, registerValue, setRegister, type WritableObject } from '../write/writable-object';
import { valueAfter } from './field-changes';
import { historyLinks } from './history-groups';
import { listLinksOf } from './history.sql';

/** Whether there was a record: not yet, for everybody to see, or in the trash. */
export type LifeThen = 'notYet' | 'live' | 'trash';

/** What a record was at a moment. */
export interface StateThen {
  readonly life: LifeThen;
  /** Its values, in the columns of the object of today. */
  readonly cells: Cells;
}

/** What was before a change that began or ended a life. */
const lifeBefore = ({ kind, p }: Pick<ChangeRow, 'kind' | 'p'>): LifeThen => {
  if (kind === CHANGE_KIND.create) return 'notYet';
  return parsePayload(p).l === true ? 'trash' : 'live';
};

/** Takes changes back, the last first: the log keeps with each what was there before. */
export const takeBack = (
  object: WritableObject,
  now: { readonly isAlive: boolean; readonly cells: readonly SqlValue[] },
  changes: readonly Pick<ChangeRow, 'kind' | 'p' | 'prev'>[],
): StateThen => {
  const cells = [...now.cells];
  let life: LifeThen = now.isAlive ? 'live' : 'trash';
  for (const change of changes) {
    if (change.kind !== CHANGE_KIND.patch) {
      life = lifeBefore(change);
      continue;
    }
    const prev = parsePrev(change.prev);
    for (const key of payloadRegisters(parsePayload(change.p))) {
      const register = object.registersByKey.get(key);
      if (register) setRegister(register, cells, prev[key] ?? null);
    }
  }
  return { life, cells };
};

/** Makes changes one after the other, the first first: for a record that has no row any more. */
export const replay = (
  object: WritableObject,
  blank: readonly SqlValue[],
  changes: readonly Pick<ChangeRow, 'kind' | 'p' | 'prev'>[],
): StateThen => {
  const cells = [...blank];
  let life: LifeThen = 'notYet';
  for (const { kind, p } of changes) {
    const payload = parsePayload(p);
    if (kind === CHANGE_KIND.life) {
      life = payload.l === true ? 'live' : 'trash';
      continue;
    }
    if (kind === CHANGE_KIND.create) life = 'live';
    for (const key of payloadRegisters(payload)) {
      const register = object.registersByKey.get(key);
      if (register) setRegister(register, cells, valueAfter(register, payload, registerValue(register, cells)));
    }
  }
  return { life, cells };
};

/** Which of some records were live at the end of a stamp's moment. */
const liveThen = (db: ReadDb, recs: readonly { readonly rid: number; readonly alive: number }[], t: number) => {
  const lives = new Map(
    listFirstLivesAfter(
      db,
      recs.map(({ rid }) => rid),
      t,
    ).map((row) => [row.rid, lifeBefore(row)]),
  );
  return new Set(
    recs
      .filter(({ rid, alive }) => (lives.get(rid) ?? (alive === 1 ? 'live' : 'trash')) === 'live')
      .map(({ rid }) => rid),
  );
};

/** Ids of linked records, the oldest links first. */
export interface LinksThen {
  readonly past: readonly string[];
  readonly now: readonly string[];
}

/** What the many-to-many fields of a record showed at a moment and show now, by the key of the field: as far as both ends can be seen by whom `schema` is for. */
export const linksThen = (
  db: ReadDb,
  schema: SchemaModel,
  object: ObjectModel,
  id: string,
  t: number,
): ReadonlyMap<string, LinksThen> =>
  new Map(
    historyLinks(schema, object).map((link) => {
      const links = listLinksOf(db, link, id);
      const recs = new Map(
        listRecsByRid(
          db,
          links.map(({ rid }) => rid),
        ).map((rec) => [rec.rid, rec]),
      );
      const others = new Map(
        listRecsById(
          db,
          links.map(({ other }) => other),
        ).map((rec) => [rec.id, rec]),
      );
      const wereLive = liveThen(db, [...recs.values(), ...others.values()], t);
      const ridOf = (other: string): number => others.get(other)?.rid ?? 0;
      return [
        link.field,
        {
          past: links
            .filter(({ rid, other }) => wereLive.has(rid) && wereLive.has(ridOf(other)))
            .map(({ other }) => other),
          now: links
            .filter(({ rid, other }) => recs.get(rid)?.alive === 1 && others.get(other)?.alive === 1)
            .map(({ other }) => other),
        },
      ];
    }),
  );

/** Whether two values are the same to whoever reads them. */
export const isSameValue = (a: FieldValue, b: FieldValue): boolean => JSON.stringify(a) === JSON.stringify(b);
