import { displayName } from '@shared/domain/field-types/full-name';
import { FullNameValue, type FieldValue } from '@shared/domain/values';
import { identifier } from '../../storage/identifier';
import type { ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';

/** A live record as other records show it. */
export interface Titled {
  readonly object: ObjectModel;
  readonly rid: number;
  readonly title: string;
}

/** The text that names a record, from the stored value of its title field. Empty titles read as "". */
export const titleText = (object: ObjectModel, stored: FieldValue): string => {
  const { rules, def } = object.titleField;
  if (stored === null) return '';
  const name = def.type === 'fullName' ? FullNameValue.safeParse(stored) : undefined;
  return name?.success ? displayName(name.data) : rules.formatText(stored, { settings: def.settings });
};

const titleColumns = (object: ObjectModel): string =>
  object.titleField.columns.map((column, index) => `${identifier(column)} AS c${index}`).join(', ');

/** Titles of live records by row id: one statement. */
export const titlesByRid = (db: ReadDb, object: ObjectModel, rids: readonly number[]): ReadonlyMap<number, string> => {
  const { columns, storage } = object.titleField;
  const rows = db.all<Readonly<Record<string, SqlValue>> & { readonly rid: number }>(
    `SELECT rid, ${titleColumns(object)} FROM ${identifier(object.table)}
     WHERE rid IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL`,
    [JSON.stringify(rids)],
  );
  return new Map(
    rows.map((row) => {
      const stored = storage.fromColumns(columns.map((_, index) => row[`c${index}`] ?? null));
      return [row.rid, titleText(object, stored)];
    }),
  );
};

/** Live records by id, whatever their objects: one statement, and one for each object among them. */
export const findTitled = (db: ReadDb, schema: SchemaModel, ids: ReadonlySet<string>): ReadonlyMap<string, Titled> => {
  const found = new Map<string, Titled>();
  if (ids.size === 0) return found;
  const records = db.all<{ readonly id: string; readonly rid: number; readonly obj: string }>(
    'SELECT id, rid, obj FROM rec WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify([...ids])],
  );
  for (const [key, group] of Map.groupBy(records, ({ obj }) => obj)) {
    const object = schema.objectsByKey.get(key);
    if (!object || object.def.deletedAtMs !== null) continue;
    const titles = titlesByRid(
      db,
      object,
      group.map(({ rid }) => rid),
    );
    for (const { id, rid } of group) {
      const title = titles.get(rid);
      if (title !== undefined) found.set(id, { object, rid, title });
    }
  }
  return found;
};
