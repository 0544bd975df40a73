import { msg } from '@lingui/core/macro';
import type { ObjectModel, SchemaModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import { countDanglingLinks, countLostRows, countOrphanRows, readTotals, tableColumns } from './doctor.sql';
import { finding, type Finding } from './finding';
import { countOtherStages } from './log.sql';
import { compareTexts } from './search-texts';

/** Columns that the data model has and the table has not. */
export const columnFindings = (db: ReadDb, object: ObjectModel): readonly Finding[] => {
  const columns = new Set(tableColumns(db, object.table));
  const expected = ['rid', 'id', ...[...object.fieldsByKey.values()].flatMap((field) => field.columns)];
  const missing = expected.filter((column) => !columns.has(column));
  const { labelPlural } = object.def;
  const some = missing.slice(0, 5).join(', ');
  return finding('columns', msg`${labelPlural}: columns are missing (${some})`, missing.length);
};

const totalsFindings = (db: ReadDb, object: ObjectModel): readonly Finding[] => {
  const { key, labelPlural } = object.def;
  const totals = readTotals(db, object.table, key);
  if (!totals) return [];
  const { keptLive, keptTrashed, live, trashed } = totals;
  const isOff = live !== keptLive || trashed !== keptTrashed;
  const words = msg`${labelPlural}: the totals say ${keptLive} and ${keptTrashed} in the trash, there are ${live} and ${trashed}`;
  return finding('totals', words, isOff ? 1 : 0);
};

/** Rows against the index of all records, and how many there are. */
export const rowFindings = (db: ReadDb, object: ObjectModel): readonly Finding[] => {
  const { key, labelPlural } = object.def;
  return [
    ...finding('rows', msg`${labelPlural}: records have lost their row`, countLostRows(db, object.table, key)),
    ...finding('rows', msg`${labelPlural}: rows belong to no record`, countOrphanRows(db, object.table, key)),
    ...totalsFindings(db, object),
  ];
};

/** Relations that lead nowhere. */
export const linkFindings = (db: ReadDb, schema: SchemaModel, object: ObjectModel): readonly Finding[] =>
  [...object.fields.values()].flatMap((field) => {
    const [column] = field.columns;
    const isMorph = field.def.type === 'morphRelation';
    if (column === undefined || (!isMorph && field.def.type !== 'relation')) return [];
    const targetKey = schema.objects.get(field.def.settings.target ?? '')?.def.key ?? '';
    const count = countDanglingLinks(db, { table: object.table, column, isMorph, targetKey });
    return finding(
      'links',
      msg`${object.def.labelPlural}: ${field.def.label} points to records that are not there`,
      count,
    );
  });

/** Stages against the change log. */
export const stageFindings = (db: ReadDb, object: ObjectModel): readonly Finding[] =>
  [...object.fields.values()].flatMap((field) => {
    if (field.def.type !== 'stage') return [];
    const { label } = field.def;
    return finding(
      'stages',
      msg`${object.def.labelPlural}: ${label} is another one than the log said last`,
      countOtherStages(db, object, field),
    );
  });

/** Words of search, computed fields and normalised values against the records that they were made of. */
export const textFindings = async (
  db: ReadDb,
  object: ObjectModel,
  pause: () => Promise<void>,
): Promise<readonly Finding[]> => {
  const { labelPlural } = object.def;
  const { words, titles } = await compareTexts(db, object, pause);
  return [
    ...finding('words', msg`${labelPlural}: words are not known to the correction of mistyped ones`, words),
    ...finding('search', msg`${labelPlural}: search does not find records by their names`, titles),
  ];
};
