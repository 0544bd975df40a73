import type { RecordId } from '@shared/domain/ids';
import type { Member } from '@shared/domain/members';
import type { FieldValue, Row } from '@shared/domain/values';
import type { SqlFragment } from '../../schema/field-types/field-type-storage';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import { limitSql } from '../../storage/limit';
import { type PathLeaf, readSql, resolvePath } from './field-path';
import { createJoins, ROOT } from './joins';
import { findLinks } from './links.sql';
import { findTitled, type Titled } from './titles.sql';

/** Reads records of one object with a fixed choice of fields. */
export interface RowReader {
  /** Rows of the records that are there, in the order asked for. Statements: one, and a few for the titles of links. */
  readonly read: (db: ReadDb, rids: readonly number[]) => Row[];
  readonly readWithRids: (db: ReadDb, rids: readonly number[]) => readonly ReadRow[];
  /** Rows at a position of an order that an index has, in one go. The order may read the object's own table only. */
  readonly readInOrder: (
    db: ReadDb,
    at: { readonly where: SqlFragment; readonly order: string; readonly offset: number; readonly limit: number },
  ) => Row[];
}

export interface ReadRow {
  readonly rid: number;
  readonly row: Row;
}

interface Slot {
  readonly leaf: PathLeaf;
  readonly path: string;
  readonly first: number;
  /** What the row's columns hold of the field. */
  readonly stored: (row: RawRow) => FieldValue;
  readonly isLink: boolean;
}

type RawRow = readonly SqlValue[];

/** What rows show of other records. */
interface Related {
  readonly titled: ReadonlyMap<string, Titled>;
  readonly lists: ReadonlyMap<Slot, ReadonlyMap<string, readonly string[]>>;
}

const NOTHING_RELATED: Related = { titled: new Map(), lists: new Map() };
/** Row id and id come before the fields. */
const FIRST_FIELD = 2;

/** Ids in the database were checked when they were written. */
const recordId = (id: string): RecordId => id as RecordId;

const MORPH = /^([^:]+):(.+)$/;

/** The id that a stored link holds. */
const linkedId = (leaf: PathLeaf, stored: FieldValue): string | undefined => {
  if (typeof stored !== 'string') return undefined;
  return leaf.type === 'morphRelation' ? MORPH.exec(stored)?.[2] : stored;
};

const isLink = (leaf: PathLeaf): boolean => leaf.type === 'relation' || leaf.type === 'morphRelation';

/** A page has a thousand values: a field's columns go into one list that is used for all of them, of which no type keeps anything. */
const storedOf = (leaf: PathLeaf, first: number, count: number): Slot['stored'] => {
  const { fromColumns } = leaf.storage;
  const columns: SqlValue[] = Array.from({ length: count }, () => null);
  return (row) => {
    for (let at = 0; at < count; at += 1) columns[at] = row[first + at] ?? null;
    return fromColumns(columns);
  };
};

const memberValue = (members: ReadonlyMap<string, Member>, stored: FieldValue): FieldValue =>
  typeof stored === 'string' ? { id: recordId(stored), title: members.get(stored)?.name ?? null } : null;

const linkValue = (leaf: PathLeaf, stored: FieldValue, titled: ReadonlyMap<string, Titled>): FieldValue => {
  const linked = linkedId(leaf, stored);
  if (linked === undefined || typeof stored !== 'string') return null;
  const id = recordId(linked);
  const target = titled.get(linked);
  const title = target?.title ?? null;
  if (leaf.type === 'relation') return { id, title };
  return { object: MORPH.exec(stored)?.[1] ?? '', id, title };
};

const buildRowReader = (schema: SchemaModel, object: ObjectModel, fields: readonly string[]): RowReader => {
  const joins = createJoins(object);
  const selected: string[] = [];
  const slots = [...new Set(fields)].map((field): Slot => {
    const path = resolvePath(schema, object, field);
    const first = FIRST_FIELD + selected.length;
    const { leaf } = path;
    const columns = readSql(leaf, joins.columnsOf(path));
    selected.push(...columns);
    return { leaf, path: leaf.path, first, stored: storedOf(leaf, first, columns.length), isLink: isLink(leaf) };
  });
  const members = new Map(schema.members.map((member) => [member.id as string, member]));
  const links = slots.filter((slot) => slot.isLink);
  const lists = slots.flatMap((slot) => (slot.leaf.links ? [{ slot, links: slot.leaf.links }] : []));
  const select = `SELECT ${[`${ROOT}.rid`, `${ROOT}.id`, ...selected].join(', ')} FROM ${joins.from()} WHERE`;
  const byRid = `${select} ${ROOT}.rid IN (SELECT value FROM json_each(?))`;

  const linkedIds = (rows: readonly RawRow[]): ReadonlySet<string> => {
    const ids = new Set<string>();
    for (const slot of links) {
      for (const row of rows) {
        const id = linkedId(slot.leaf, slot.stored(row));
        if (id !== undefined) ids.add(id);
      }
    }
    return ids;
  };

  /** What the lists of links of some records hold, by slot and id: a statement for each list. */
  const findLists = (db: ReadDb, rows: readonly RawRow[]): Related['lists'] =>
    new Map(
      lists.map(({ slot, links: list }) => {
        const owners = rows.map((row) => row[slot.first]).filter((id) => typeof id === 'string');
        return [slot, findLinks(db, list, [...new Set(owners)])];
      }),
    );

  const relatedTo = (db: ReadDb, rows: readonly RawRow[]): Related => {
    if (links.length === 0 && lists.length === 0) return NOTHING_RELATED;
    const found = findLists(db, rows);
    const listed = [...found.values()].flatMap((list) => [...list.values()].flat());
    return { titled: findTitled(db, schema, new Set([...linkedIds(rows), ...listed])), lists: found };
  };

  const listValue = (from: RawRow, slot: Slot, { titled, lists: found }: Related): FieldValue => {
    const ids = found.get(slot)?.get(String(from[slot.first])) ?? [];
    return ids.length === 0 ? null : ids.map((id) => ({ id: recordId(id), title: titled.get(id)?.title ?? null }));
  };

  const valueOf = (from: RawRow, slot: Slot, related: Related): FieldValue => {
    if (slot.isLink) return linkValue(slot.leaf, slot.stored(from), related.titled);
    if (slot.leaf.type === 'relations') return listValue(from, slot, related);
    return slot.leaf.type === 'member' ? memberValue(members, slot.stored(from)) : slot.stored(from);
  };

  const toRows = (db: ReadDb, raw: readonly RawRow[]): Row[] => {
    const related = relatedTo(db, raw);
    return raw.map((from) => {
      const row: Record<string, FieldValue> & { id: RecordId } = { id: recordId(String(from[1])) };
      for (const slot of slots) row[slot.path] = valueOf(from, slot, related);
      return row;
    });
  };

  const readWithRids: RowReader['readWithRids'] = (db, rids) => {
    if (rids.length === 0) return [];
    const raw = db.lists(byRid, [JSON.stringify(rids)]);
    const rows = toRows(db, raw);
    const byRowId = new Map(raw.map(([rid], index) => [Number(rid), rows[index]]));
    return rids.flatMap((rid) => {
      const row = byRowId.get(rid);
      return row ? [{ rid, row }] : [];
    });
  };

  return {
    readWithRids,
    read: (db, rids) => readWithRids(db, rids).map(({ row }) => row),
    readInOrder: (db, { where, order, offset, limit }) => {
      const inOrder = `${select} ${where.sql} ORDER BY ${order} ${limitSql(limit)} OFFSET ?`;
      return toRows(db, db.lists(inOrder, [...where.params, offset]));
    },
  };
};

/** Readers that were made for a data model; they go with it. */
const readers = new WeakMap<SchemaModel, Map<string, RowReader>>();
const MAX_READERS = 200;

/** Chooses what to read of an object's records; default: every live field. Errors: `invalid_input` with `field`. */
export const createRowReader = (schema: SchemaModel, object: ObjectModel, fields?: readonly string[]): RowReader => {
  const known = readers.get(schema) ?? new Map<string, RowReader>();
  readers.set(schema, known);
  const key = `${object.def.key}:${fields?.join() ?? '*'}`;
  const found = known.get(key);
  if (found) return found;
  const reader = buildRowReader(schema, object, fields ?? [...object.fields.keys()]);
  if (known.size >= MAX_READERS) known.clear();
  known.set(key, reader);
  return reader;
};
