import { identifier } from '../../storage/identifier';
import type { FieldModel, ObjectModel } from '../../schema/model';
import type { ReadDb } from '../../storage/db';

/** Row ids of the records in a stage, those in the trash included. */
export const listRidsInStage = (db: ReadDb, object: ObjectModel, field: FieldModel, stage: string): readonly number[] =>
  db.pluck<number>(
    `SELECT rid FROM ${identifier(object.table)} WHERE ${identifier(field.columns[0] ?? '')} = ? ORDER BY rid`,
    [stage],
  );
