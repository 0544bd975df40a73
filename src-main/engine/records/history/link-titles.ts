import { isTextList } from '@shared/domain/field-types/list-text';
import { RecordId } from '@shared/domain/ids';
import type { Member } from '@shared/domain/members';
import type { FieldValue } from '@shared/domain/values';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { findTitled, titlesByRid } from '../query/titles.sql';
import type { RecordKey } from './history.sql';

/** The ids that a stored value of a relation names. */
export const linkedIds = (field: FieldModel, stored: FieldValue): readonly string[] => {
  if (field.def.type === 'relations') return isTextList(stored) ? stored : [];
  const id = linkedId(field, stored);
  return id === null ? [] : [id];
};

const linkedId = (field: FieldModel, stored: FieldValue): string | null => {
  if (typeof stored !== 'string') return null;
  if (field.def.type === 'relation') return stored;
  return field.def.type === 'morphRelation' ? stored.slice(stored.indexOf(':') + 1) : null;
};

/** Titles of records of one object by id, live or in the trash. */
export const readOwnTitles = (
  db: ReadDb,
  object: ObjectModel,
  records: readonly RecordKey[],
): ReadonlyMap<string, string> => {
  if (records.length === 0) return new Map();
  const rids = records.map(({ rid }) => rid);
  const titles = titlesByRid(db, object, rids, 'all');
  return new Map(records.flatMap(({ rid, id }) => [[id, titles.get(rid) ?? ''] as const]));
};

/** Titles of live records by id, in a number of statements that does not grow with the ids. */
export const readTitles = (db: ReadDb, schema: SchemaModel, ids: readonly string[]): ReadonlyMap<string, string> =>
  new Map([...findTitled(db, schema, new Set(ids))].map(([id, { title }]) => [id, title]));

const toMemberValue = (members: readonly Member[], stored: FieldValue): FieldValue => {
  const id = RecordId.safeParse(stored);
  // From before the field held members.
  if (!id.success) return stored;
  return { id: id.data, title: members.find((member) => member.id === id.data)?.name ?? null };
};

/** A stored value as the wire has it: relations and members with their title. */
export const toWireValue = (
  field: FieldModel,
  stored: FieldValue,
  { titles, members }: { readonly titles: ReadonlyMap<string, string>; readonly members: readonly Member[] },
): FieldValue => {
  if (field.def.type === 'relations') {
    return stored && linkedIds(field, stored).map((id) => ({ id: RecordId.parse(id), title: titles.get(id) ?? null }));
  }
  if (field.def.type === 'member') return toMemberValue(members, stored);
  const id = linkedId(field, stored);
  if (id === null || typeof stored !== 'string') return stored;
  const link = { id: RecordId.parse(id), title: titles.get(id) ?? null };
  return field.def.type === 'relation' ? link : { object: stored.slice(0, stored.indexOf(':')), ...link };
};
