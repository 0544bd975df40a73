import type { HistoryChange } from '@shared/contract/history.contract';
import { OperationId, RecordId } from '@shared/domain/ids';
import { ActorValue, type FieldValue } from '@shared/domain/values';
import { stampToMs } from '../../change-log/clock';
import { CHANGE_KIND } from '../../change-log/journal';
import type { MetaKind } from '../../change-log/meta-change';
import type { OperationChangeRow } from '../../change-log/operation-list.sql';
import { parsePayload, parsePrev, payloadRegisters } from '../../change-log/payload';
import { listRecsByRid } from '../../change-log/rec.sql';
import { maySet } from '../../schema/access';
import { settingRightOf } from '../../schema/meta-write';
import type { LinkModel, ObjectModel, SchemaModel } from '../../schema/model';
import { findMetaRow, isMetaKind } from '../../schema/schema.sql';
import type { ReadDb } from '../../storage/db';
import { titlesByRid } from '../query/titles.sql';
import { toWritable } from '../write/writable-object';
import { type FieldChange, readChange } from './field-changes';
import { findLinkEnds } from './history.sql';
import { linkedIds, readTitles, toWireValue } from './link-titles';

interface Described {
  readonly row: OperationChangeRow;
  /** Undefined for what the caller does not see, and for a move in manual order. */
  readonly change: HistoryChange | undefined;
}

/** What a row is about, before links have their titles. */
interface About {
  readonly object: string | null;
  readonly id: string;
  readonly title: string;
  readonly kind: HistoryChange['kind'];
  readonly fields: readonly FieldChange[];
  /** Of metadata, which has no fields. */
  readonly columns: HistoryChange['changes'];
}

type Recs = ReadonlyMap<number, { readonly rid: number; readonly id: string; readonly obj: string }>;
type Describe = (row: OperationChangeRow) => About | undefined;

const kindOf = (row: OperationChangeRow): HistoryChange['kind'] => {
  if (row.kind === CHANGE_KIND.create) return 'create';
  if (row.kind === CHANGE_KIND.patch) return 'update';
  const { l, m } = parsePayload(row.p);
  if (l === true) return 'restore';
  return m === undefined ? 'delete' : 'merge';
};

/** Rows of records of one object, of which those are described that the caller sees. */
const describeRecords = (db: ReadDb, object: ObjectModel, recs: Recs, rids: readonly number[]): Describe => {
  const titles = titlesByRid(db, object, rids, 'all');
  const writable = toWritable(object);
  return (row) => {
    const title = titles.get(row.rid);
    const rec = recs.get(row.rid);
    if (title === undefined || !rec) return undefined;
    const fields = readChange(writable, row);
    if (row.kind === CHANGE_KIND.patch && fields.length === 0) return undefined;
    return { object: object.def.name, id: rec.id, title, kind: kindOf(row), fields, columns: [] };
  };
};

/** A link that came or went is a change of the field that shows it, on the first of its sides that the caller sees. */
const describeLinks = (db: ReadDb, schema: SchemaModel, link: LinkModel, rids: readonly number[]): Describe => {
  const side = (['a', 'b'] as const).find((each) => {
    const { object, field } = link.ends[each];
    const seen = schema.objectsByKey.get(object.def.key)?.fieldsByKey.get(field.def.key);
    return seen !== undefined && seen.def.deletedAtMs === null;
  });
  if (!side) return () => undefined;
  const { object, field } = link.ends[side];
  const endsByRid = new Map(findLinkEnds(db, link.object.table, rids).map((ends) => [ends.rid, ends]));
  const seenObject = schema.objectsByKey.get(object.def.key);
  const titles = seenObject
    ? readTitles(
        db,
        schema,
        [...endsByRid.values()].map((ends) => ends[side]),
      )
    : new Map<string, string>();
  return (row) => {
    const ends = endsByRid.get(row.rid);
    if (!ends) return undefined;
    const others = [ends[side === 'a' ? 'b' : 'a']];
    const isThere = kindOf(row) === 'create' || kindOf(row) === 'restore';
    const change = { field, before: isThere ? null : others, after: isThere ? others : null };
    const title = titles.get(ends[side]) ?? '';
    return { object: object.def.name, id: ends[side], title, kind: 'update', fields: [change], columns: [] };
  };
};

const toFieldValue = (value: FieldValue | undefined): FieldValue =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);

/** Columns of metadata as they stand in the log. */
const readColumns = (row: OperationChangeRow): HistoryChange['changes'] => {
  if (row.kind === CHANGE_KIND.life) return [];
  const { s = {} } = parsePayload(row.p);
  const prev = parsePrev(row.prev);
  return Object.keys(s).map((column) => ({
    field: column,
    label: column,
    before: toFieldValue(prev[column]),
    after: toFieldValue(s[column]),
  }));
};

const describeMeta = (db: ReadDb, schema: SchemaModel, kind: MetaKind, recs: Recs): Describe => {
  if (!maySet(schema, settingRightOf(kind))) return () => undefined;
  return (row) => {
    const rec = recs.get(row.rid);
    if (!rec) return undefined;
    const stored = findMetaRow(db, kind, rec.id) ?? {};
    const title = stored['label_plural'] ?? stored['label'] ?? stored['name'];
    return {
      object: null,
      id: rec.id,
      title: typeof title === 'string' ? title : '',
      kind: kindOf(row),
      fields: [],
      columns: readColumns(row),
    };
  };
};

/** What was deleted for good is known by the log alone, and shown to those alone who see everything: its values where they are those of the object that the action was about. */
const describeGone = (schema: SchemaModel, recs: Recs): Describe => {
  if (schema.access) return () => undefined;
  return (row) => {
    const rec = recs.get(row.rid);
    if (!rec) return undefined;
    const model = row.object === null ? undefined : schema.objects.get(row.object);
    const object = model && toWritable(model);
    const isOfObject =
      object !== undefined && payloadRegisters(parsePayload(row.p)).every((key) => object.registersByKey.has(key));
    const fields = isOfObject ? readChange(object, row) : [];
    return { object: isOfObject ? row.object : null, id: rec.id, title: '', kind: kindOf(row), fields, columns: [] };
  };
};

const describeObj = (db: ReadDb, schema: SchemaModel, recs: Recs, obj: string): Describe => {
  if (isMetaKind(obj)) return describeMeta(db, schema, obj, recs);
  const rids = [...recs.values()].filter((rec) => rec.obj === obj).map(({ rid }) => rid);
  const object = schema.objectsByKey.get(obj);
  if (object) return describeRecords(db, object, recs, rids);
  const link = schema.links.get(obj);
  return link ? describeLinks(db, schema, link, rids) : describeGone(schema, recs);
};

const toChange = (
  row: OperationChangeRow,
  { object, id, title, kind, fields, columns }: About,
  names: Parameters<typeof toWireValue>[2],
): HistoryChange => ({
  operationId: OperationId.parse(row.op),
  verb: row.verb,
  atMs: stampToMs(row.t),
  actor: ActorValue.parse(JSON.parse(row.actor)),
  kind,
  object,
  recordId: RecordId.parse(id),
  title,
  changes:
    columns.length > 0
      ? columns
      : fields.map(({ field, before, after }) => ({
          field: field.def.name,
          label: field.def.label,
          before: toWireValue(field, before, names),
          after: toWireValue(field, after, names),
        })),
});

/** Rows of the log in words, in their order, as the caller may see them. The statements grow with the kinds of record among them, not with the rows, but for parts of the data model. */
export const describeChanges = (
  schema: SchemaModel,
  db: ReadDb,
  rows: readonly OperationChangeRow[],
): readonly Described[] => {
  const recs: Recs = new Map(listRecsByRid(db, [...new Set(rows.map(({ rid }) => rid))]).map((rec) => [rec.rid, rec]));
  const describers = new Map<string, Describe>();
  const abouts = rows.map((row) => {
    const obj = recs.get(row.rid)?.obj;
    if (obj === undefined) return { row, about: undefined };
    const describe = describers.get(obj) ?? describeObj(db, schema, recs, obj);
    describers.set(obj, describe);
    return { row, about: describe(row) };
  });
  const ids = abouts.flatMap(({ about }) =>
    (about?.fields ?? []).flatMap(({ field, before, after }) => [
      ...linkedIds(field, before),
      ...linkedIds(field, after),
    ]),
  );
  const names = { titles: readTitles(db, schema, [...new Set(ids)]), members: schema.members };
  return abouts.map(({ row, about }) => ({ row, change: about && toChange(row, about, names) }));
};
