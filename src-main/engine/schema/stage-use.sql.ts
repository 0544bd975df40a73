import { identifier } from '../storage/identifier';
import type { ReadDb } from '../storage/db';
import type { FieldModel, ObjectModel } from './model';

/** How many records hold each of some stages, those in the trash included; stages that none holds are left out. */
export const countStageUse = (
  db: ReadDb,
  object: ObjectModel,
  field: FieldModel,
  stages: readonly string[],
): ReadonlyMap<string, number> => {
  const column = identifier(field.columns[0] ?? '');
  const rows = db.all<{ readonly stage: string; readonly n: number }>(
    `SELECT ${column} AS stage, count(*) AS n FROM ${identifier(object.table)}
     WHERE ${column} IN (SELECT value FROM json_each(?)) GROUP BY ${column}`,
    [JSON.stringify(stages)],
  );
  return new Map(rows.map(({ stage, n }) => [stage, n]));
};
