import type { FieldModel, ObjectModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import { identifier } from '../storage/identifier';

const count = (db: ReadDb, sql: string): number => db.pluck<number>(`SELECT count(*) FROM ${sql}`)[0] ?? 0;

/** Changes of this device whose stamp is not after that of the change before. */
export const countTurnedStamps = (db: ReadDb): number =>
  count(
    db,
    `(SELECT t, lag(t) OVER (ORDER BY dseq) AS before FROM change_log
      WHERE dev = (SELECT d.no FROM sync_self s JOIN device d ON d.id = s.device)) WHERE t <= before`,
  );

/** Changes of actions that there never were. */
export const countStrayChanges = (db: ReadDb): number =>
  count(db, 'change_log l WHERE op IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.id = l.op)');

/** Records with a stamp after the clock. */
export const countFutureStamps = (db: ReadDb): number =>
  count(db, 'rec WHERE max(base_t, life_t) > (SELECT hlc FROM sync_self)');

/** Live records whose stage is another one than the log said last. Records that the log knows no stage of are left out. */
export const countOtherStages = (db: ReadDb, object: ObjectModel, field: FieldModel): number => {
  const path = `$.s.${field.def.key}`;
  const said = `json_type(l.p, '${path}')`;
  return count(
    db,
    `(SELECT x.${identifier(field.columns[0] ?? '')} AS stage,
        (SELECT CASE ${said} WHEN 'object' THEN json_extract(l.p, '${path}.key') ELSE coalesce(json_extract(l.p, '${path}'), '') END
         FROM change_log l WHERE l.rid = x.rid AND ${said} IS NOT NULL ORDER BY l.t DESC, l.dev DESC LIMIT 1) AS said
      FROM ${identifier(object.table)} x WHERE x.deleted_at IS NULL) WHERE said IS NOT NULL AND coalesce(stage, '') <> said`,
  );
};
