import { expect, test } from 'vitest';
import { stageFields } from '@main/engine/storage/migrations/0040-stage-fields';
import { MIGRATIONS } from '@main/engine/storage/migrations/index';
import { openDatabase } from '@main/engine/storage/open-database';
import { loadSchema } from '@main/engine/schema/load-schema';

const STAMP_TICKS = 4096;
const EPOCH_MS = 1_704_067_200_000;
const stampAt = (ms: number): number => (ms - EPOCH_MS) * STAMP_TICKS + 7;
const MADE_MS = Date.UTC(2026, 0, 5);
const MOVED_MS = Date.UTC(2026, 2, 9, 12);

const SETTINGS = {
  options: [
    { key: 'talk', label: 'Talk', color: 'gray', probability: 20 },
    { key: 'won', label: 'Won', color: 'green', probability: 100, outcome: 'won' },
  ],
};

/** A workspace of the version before: a select field with chances, a deal that was moved, one that was not, one without a stage. */
const openOld = () => {
  const database = openDatabase({ file: ':memory:', mode: 'writer' });
  database.inTransaction((db) => {
    for (const migration of MIGRATIONS) if (migration.version < stageFields.version) migration.up(db);
    db.run(
      "INSERT INTO meta_object(rid, id, key, name, label_singular, label_plural, is_standard, title_field) VALUES (1, 'o', 'opportunity', 'opportunity', 'Deal', 'Deals', 1, 'name')",
    );
    db.run(
      "INSERT INTO meta_field(rid, id, object_key, key, name, label, type, settings, is_standard) VALUES (2, 'n', 'opportunity', 'name', 'name', 'Name', 'text', '{}', 1)",
    );
    db.run(
      "INSERT INTO meta_field(rid, id, object_key, key, name, label, type, settings, is_standard) VALUES (3, 's', 'opportunity', 'stage', 'stage', 'Stage', 'select', ?, 1)",
      [JSON.stringify(SETTINGS)],
    );
    db.exec(
      'CREATE TABLE r_opportunity(rid INTEGER PRIMARY KEY, created_at INTEGER, f_name TEXT, f_stage TEXT) STRICT',
    );
    const log = (dseq: number, rid: number, ms: number, p: string): void => {
      db.run('INSERT INTO change_log(dev, dseq, t, grp, rid, kind, scope, p) VALUES (1, ?, ?, 1, ?, 1, 1, ?)', [
        dseq,
        stampAt(ms),
        rid,
        p,
      ]);
    };
    db.run(
      "INSERT INTO r_opportunity VALUES (11, ?, 'moved', 'won'), (12, ?, 'from a file', 'talk'), (13, ?, 'none', NULL)",
      [MADE_MS, MADE_MS, MADE_MS],
    );
    log(1, 11, MADE_MS, '{"s":{"name":"moved","stage":"talk"}}');
    log(2, 11, MOVED_MS, '{"s":{"stage":"won"}}');
    log(3, 11, MOVED_MS + 86_400_000, '{"s":{"name":"moved, renamed"}}');
  });
  return database;
};

test('deals of the version before are in their stage since the log says so, and their stages are a pipeline', () => {
  const database = openOld();

  database.inTransaction((db) => stageFields.up(db));

  expect(database.read.all('SELECT * FROM r_opportunity ORDER BY rid')).toEqual([
    { rid: 11, created_at: MADE_MS, f_name: 'moved', f_stage: 'won', f_stage__since: MOVED_MS, f_stage__reason: null },
    {
      rid: 12,
      created_at: MADE_MS,
      f_name: 'from a file',
      f_stage: 'talk',
      f_stage__since: MADE_MS,
      f_stage__reason: null,
    },
    { rid: 13, created_at: MADE_MS, f_name: 'none', f_stage: null, f_stage__since: null, f_stage__reason: null },
  ]);
  const stage = loadSchema(database.read).objects.get('opportunity')?.fields.get('stage');
  expect(stage?.def).toMatchObject({
    type: 'stage',
    settings: {
      pipelines: [{ key: 'sales', label: 'Sales', stages: SETTINGS.options, winReasons: [], lossReasons: [] }],
    },
  });
});
