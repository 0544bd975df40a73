import { ActorValue } from '@shared/domain/values';
import { Unlogged } from '../change-log/unlogged';
import { copyUnlogged, listUnlogged, type UnloggedRow } from '../change-log/unlogged.sql';
import { nextTurn } from '../kernel/next-turn';
import { settleComputed } from '../records/computed/settle-computed';
import { savePairs } from '../records/duplicates/duplicates.sql';
import { dropDoomed } from '../records/purge/purge.service';
import { dropRows } from '../records/purge/purge.sql';
import { openWriteSession, type RepeatedLog } from '../records/write/write-session';
import type { ObjectModel, SchemaModel } from '../schema/model';
import { saveFirstMemberName } from '../schema/members.sql';
import { createSchemaRegistry, type SchemaRegistry } from '../schema/registry';
import { bumpSchemaVersion } from '../schema/schema.sql';
import type { ReadDb, WriteDb } from '../storage/db';
import type { OpenDatabase } from '../storage/open-database';
import { saveSetting } from '../storage/setting.sql';
import { readSettings } from '../workspace/settings';
import {
  copyAttachments,
  copyLogged,
  copyOperations,
  listLogged,
  type LoggedRow,
  type LogPlace,
  setClockBehindLog,
} from './replay.sql';
import { repeatRow } from './replay-rows';

/** Rows in one transaction of the copy. */
const SLICE = 1000;

export interface Replay {
  /** The workspace, which others may be writing to. */
  readonly present: ReadDb;
  /** A copy of it as it was earlier. */
  readonly copy: OpenDatabase;
  /** Where the copy stands, and where it shall. */
  readonly from: LogPlace;
  readonly to: LogPlace & { readonly atMs: number };
  /** `share` from 0 to 1; throws to end the work. */
  readonly progress: (share: number) => void;
}

interface Repeating {
  readonly schema: SchemaRegistry;
  readonly objectsOfGone: ReadonlyMap<number, string>;
}

const repeatedLog = (row: () => LoggedRow): RepeatedLog => ({
  nextRid: () => row().rid,
  journal: {
    device: {
      get dev() {
        return row().dev;
      },
      nextT: () => row().t,
      nextDseq: () => row().dseq,
      save: () => undefined,
    },
    append: () => undefined,
    count: () => undefined,
    operationId: () => null,
    close: () => null,
  },
});

/** Has work done that may change the data model, and what is computed follow it. */
const settled = ({ schema }: Repeating, db: WriteDb, work: () => void): void => {
  const before = schema.current();
  work();
  if (schema.current() !== before) settleComputed(db, before, schema.current());
};

/** Rows of one action. */
const repeatAction = (repeating: Repeating, db: WriteDb, rows: readonly LoggedRow[]): void => {
  const [first] = rows;
  if (!first) return;
  let row = first;
  const settings = readSettings(db);
  const deps = {
    clock: { nowMs: () => row.atMs ?? 0 },
    random: { bytes: (length: number) => new Uint8Array(length) },
    schema: repeating.schema,
    settings: () => settings,
  };
  const actor = ActorValue.parse(JSON.parse(first.actor ?? 'null'));
  settled(repeating, db, () => {
    const session = openWriteSession(deps, db, { actor, verb: 'update' }, { repeated: repeatedLog(() => row) });
    for (row of rows) repeatRow(repeating, session, row);
    session.close();
  });
};

/** Runs of rows that belong to the same action. */
const byAction = (rows: readonly LoggedRow[]): readonly (readonly LoggedRow[])[] => {
  const runs: LoggedRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.[0]?.op === row.op) last?.push(row);
    else runs.push([row]);
  }
  return runs;
};

const getModel = (schema: SchemaModel, key: string): ObjectModel => {
  const model = schema.objectsByKey.get(key) ?? schema.links.get(key)?.object;
  if (!model) throw new Error(`There is no object ${key}`);
  return model;
};

const repeatPurge = ({ schema }: Repeating, db: WriteDb, key: string, fieldKey: string | null): void => {
  const current = schema.current();
  const object = getModel(current, key);
  const field = fieldKey === null ? undefined : object.fieldsByKey.get(fieldKey);
  if (fieldKey !== null && !field) throw new Error(`There is no field ${fieldKey}`);
  dropDoomed(db, { schema: current, object, field });
  bumpSchemaVersion(db);
  schema.reload(db);
};

const repeatUnlogged = (repeating: Repeating, db: WriteDb, row: UnloggedRow): void => {
  const change = Unlogged.parse(JSON.parse(row.p));
  copyUnlogged(db, row);
  switch (change.kind) {
    case 'setting':
      return saveSetting(db, change.key, change.value);
    case 'owner':
      saveFirstMemberName(db, change.name);
      bumpSchemaVersion(db);
      return void repeating.schema.reload(db);
    case 'duplicates':
      return void savePairs(db, change);
    case 'destroyed':
      return dropRows(db, getModel(repeating.schema.current(), change.object), change.rids);
    case 'purged':
      return settled(repeating, db, () => repeatPurge(repeating, db, change.object, change.field));
  }
};

/** Which object the records were of that `rec` keeps as gone only. */
const listGone = (unlogged: readonly UnloggedRow[]): ReadonlyMap<number, string> => {
  const objects = new Map<number, string>();
  for (const { p } of unlogged) {
    const change = Unlogged.parse(JSON.parse(p));
    if (change.kind === 'destroyed') for (const rid of change.rids) objects.set(rid, change.object);
  }
  return objects;
};

/**
 * Brings a copy of the workspace forward to a later moment by what the present one has in its log since: the same steps of the write path with the same stamps, so that
 * rows, indexes, totals, search and what is computed follow as they did then. Ends half-way when it throws: the copy is then of no use.
 */
export const replayLog = async ({ present, copy, from, to, progress }: Replay): Promise<void> => {
  const unlogged = listUnlogged(present, from.unloggedId);
  const schema = createSchemaRegistry();
  schema.reload(copy.read);
  const repeating: Repeating = { schema, objectsOfGone: listGone(unlogged) };
  let { pos } = from;
  const repeatUpTo = async (end: number): Promise<void> => {
    while (pos < end) {
      const rows = listLogged(present, pos, end, SLICE);
      const last = rows.at(-1)?.pos ?? end;
      copy.inTransaction((db) => {
        for (const action of byAction(rows)) repeatAction(repeating, db, action);
        copyLogged(present, db, pos, last);
      });
      pos = last;
      progress((pos - from.pos) / Math.max(1, to.pos - from.pos));
      await nextTurn();
    }
  };
  for (const row of unlogged.filter(({ id }) => id <= to.unloggedId)) {
    await repeatUpTo(row.pos);
    copy.inTransaction((db) => repeatUnlogged(repeating, db, row));
  }
  await repeatUpTo(to.pos);
  copy.inTransaction((db) => {
    copyOperations(present, db, to);
    copyAttachments(present, db, to.atMs);
    setClockBehindLog(db);
  });
};
