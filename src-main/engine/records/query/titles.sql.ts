import { titleFieldNames, titleOfValue } from '@shared/domain/record-title';
import { identifier } from '../../storage/identifier';
import type { FieldModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';

/** A live record as other records show it. */
export interface Titled {
  readonly object: ObjectModel;
  readonly rid: number;
  readonly title: string;
}

/** Once for each object of a data model: search asks for the titles of hundreds of records. */
const known = new WeakMap<ObjectModel, readonly FieldModel[]>();

/** Fields that a record is titled by, best first. */
const titleModels = (object: ObjectModel): readonly FieldModel[] => {
  const found = known.get(object);
  if (found) return found;
  const models = titleFieldNames(object.def).flatMap((name) => object.fields.get(name) ?? []);
  known.set(object, models);
  return models;
};

/** Columns of the row that a title is made of. `root` is the table's alias. */
export const titleColumns = (object: ObjectModel, root?: string): string =>
  titleModels(object)
    .flatMap(({ columns }) => columns)
    .map((column, index) => `${root === undefined ? '' : `${root}.`}${identifier(column)} AS c${index}`)
    .join(', ');

/** The title in a row that was read with `titleColumns`. */
export const titleInRow = (object: ObjectModel, row: Readonly<Record<string, SqlValue>>): string => {
  let from = 0;
  for (const { def, columns, storage } of titleModels(object)) {
    const cells = columns.map((_, index) => row[`c${from + index}`] ?? null);
    from += columns.length;
    const title = titleOfValue(def, storage.fromColumns(cells));
    if (title !== '') return title;
  }
  return '';
};

/** Titles of records by row id, by default of live ones: one statement. */
export const titlesByRid = (
  db: ReadDb,
  object: ObjectModel,
  rids: readonly number[],
  state: 'live' | 'all' = 'live',
): ReadonlyMap<number, string> => {
  const rows = db.all<Readonly<Record<string, SqlValue>> & { readonly rid: number }>(
    `SELECT rid, ${titleColumns(object)} FROM ${identifier(object.table)}
     WHERE rid IN (SELECT value FROM json_each(?))${state === 'live' ? ' AND deleted_at IS NULL' : ''}`,
    [JSON.stringify(rids)],
  );
  return new Map(rows.map((row) => [row.rid, titleInRow(object, row)]));
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
