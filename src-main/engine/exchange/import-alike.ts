import { CERTAIN } from '@shared/domain/duplicates';
import { RecordId } from '@shared/domain/ids';
import type { FieldValue } from '@shared/domain/values';
import { findNextRid, findRecByRid } from '../change-log/rec.sql';
import { findLookalikes } from '../records/duplicates/lookalikes.service';
import { matchPlan } from '../records/duplicates/match-plan';
import type { FieldModel, ObjectModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import type { Normalize, RowFields } from './import-match';
import type { Found } from './match-record.sql';

/** Finds the record that a row is hardly about any other than, for rows that no key recognises. */
export interface AlikeFinder {
  readonly find: (db: ReadDb, object: ObjectModel, values: RowFields, normalize: Normalize) => Found | undefined;
}

/** Only records from before the import count: rows of one file are told apart by the plan's key alone. */
export const createAlikeFinder = (): AlikeFinder => {
  let nextRid: number | undefined;
  return {
    find: (db, object, values, normalize) => {
      nextRid ??= findNextRid(db);
      const end = nextRid;
      const plan = matchPlan(object);
      const stored = (field: FieldModel): FieldValue => {
        const input = values.get(field.def.name);
        return input === undefined ? null : normalize(field, input);
      };
      const sought = { name: stored(plan.name), values: plan.signals.map(({ field }) => stored(field)) };
      const alike = findLookalikes(db, plan, sought, { threshold: CERTAIN }).find(({ rid }) => rid < end);
      const rec = alike && findRecByRid(db, alike.rid);
      return rec && { rid: rec.rid, id: RecordId.parse(rec.id) };
    },
  };
};
