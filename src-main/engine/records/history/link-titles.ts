import { RecordId } from '@shared/domain/ids';
import type { FieldValue } from '@shared/domain/values';
import type { FieldModel, SchemaModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';
import { findTargets, findTitleRows } from './history.sql';
import type { TargetRow } from './history.sql';

/** The id that a stored relation value names. */
export const linkedId = (field: FieldModel, stored: FieldValue): string | null => {
  if (typeof stored !== 'string') return null;
  if (field.def.type === 'relation') return stored;
  return field.def.type === 'morphRelation' ? stored.slice(stored.indexOf(':') + 1) : null;
};

/** Titles of live records by id, in a number of statements that does not grow with the ids. */
export const readTitles = (db: ReadDb, schema: SchemaModel, ids: readonly string[]): ReadonlyMap<string, string> => {
  const titles = new Map<string, string>();
  if (ids.length === 0) return titles;
  const byObject = Map.groupBy(
    findTargets(db, ids).filter(({ alive }) => alive === 1),
    ({ obj }) => obj,
  );
  for (const [obj, targets] of byObject) {
    const object = schema.objectsByKey.get(obj);
    if (!object) continue;
    const { titleField } = object;
    const idsByRid = new Map(targets.map((target: TargetRow) => [target.rid, target.id]));
    for (const row of findTitleRows(db, { table: object.table, columns: titleField.columns }, [...idsByRid.keys()])) {
      const id = idsByRid.get(Number(row['rid']));
      const value = titleField.storage.fromColumns(titleField.columns.map((column) => row[column] ?? null));
      if (id === undefined || value === null) continue;
      titles.set(id, titleField.rules.formatText(value, { settings: titleField.def.settings }));
    }
  }
  return titles;
};

/** A stored value as the wire has it: relations with their title. */
export const toWireValue = (field: FieldModel, stored: FieldValue, titles: ReadonlyMap<string, string>): FieldValue => {
  const id = linkedId(field, stored);
  if (id === null || typeof stored !== 'string') return stored;
  const link = { id: RecordId.parse(id), title: titles.get(id) ?? null };
  return field.def.type === 'relation' ? link : { object: stored.slice(0, stored.indexOf(':')), ...link };
};
