import type { Migration } from './migration';

/** 2024-01-01 UTC, from which stamps count, and their ticks in a millisecond. */
const EPOCH_MS = 1_704_067_200_000;
const TICKS_PER_MS = 4096;

/**
 * The stage of standard deals becomes a field of type stage: two more columns, since when (the last change of the stage that the log
 * knows of) and the reason. A new workspace has no deals yet and is seeded so.
 */
export const stageFields: Migration = {
  version: 40,
  up: (db) => {
    const columns = db.pluck<string>("SELECT name FROM pragma_table_info('r_opportunity')");
    if (!columns.includes('f_stage')) return;
    db.exec(`
UPDATE meta_field SET type = 'stage' WHERE object_key = 'opportunity' AND key = 'stage' AND type = 'select';
ALTER TABLE r_opportunity ADD COLUMN f_stage__since INTEGER;
ALTER TABLE r_opportunity ADD COLUMN f_stage__reason TEXT;
UPDATE r_opportunity SET f_stage__since = coalesce(
    (SELECT max(l.t) / ${TICKS_PER_MS} + ${EPOCH_MS} FROM change_log l
     WHERE l.rid = r_opportunity.rid AND l.p IS NOT NULL AND json_type(l.p, '$.s.stage') IS NOT NULL), created_at)
  WHERE f_stage IS NOT NULL;`);
  },
};
