import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { firstStampAt } from '../change-log/clock';
import { findLastUnlogged, findUnlogged, listUnlogged } from '../change-log/unlogged.sql';
import { removeDatabase, unpackBackup } from '../storage/backup-copy';
import type { ReadDb } from '../storage/db';
import { migrate } from '../storage/migrate';
import { MIGRATIONS } from '../storage/migrations/index';
import type { DataKey } from '../storage/keys/data-key';
import { type DatabaseSource, openDatabase, type OpenDatabase } from '../storage/open-database';
import { decideRestore, type Places, restorePart } from '../storage/pending-restore';
import { findLogged, findLoggedBefore, findNewestLogged, iterateLoggedAfter, type LogPlace } from './replay.sql';
import type { BackupFile } from './backup-places';
import { type Replay, replayLog } from './replay-log';

export interface MomentRequest {
  readonly places: Places;
  /** To begin with, newest first. */
  readonly backups: readonly Pick<BackupFile, 'name' | 'atMs' | 'file'>[];
  /** The moment, ms UTC: everything that happened up to and with this millisecond. */
  readonly atMs: number;
  readonly nowMs: number;
  /** Those that may open the backups. */
  readonly keys: readonly DataKey[];
  /** What the workspace is encrypted with. */
  readonly workspaceKey: DataKey | undefined;
}

/** What became of it: the name under which the present will be kept, and the backup that it was made from. */
export interface StagedMoment {
  readonly safetyCopy: string;
  readonly backup: string;
}

/** A hybrid clock adds one for each change of a transaction; the first of another has the wall clock's. */
const SAME_TRANSACTION = 4096;

/** How far the log had come at a moment. A transaction that had begun is in it whole. */
const findPlace = (db: ReadDb, atMs: number): LogPlace => {
  let newest = findLoggedBefore(db, firstStampAt(atMs + 1));
  if (newest)
    for (const row of iterateLoggedAfter(db, newest.pos)) {
      if (row.op !== newest.op || row.t - newest.t >= SAME_TRANSACTION) break;
      newest = row;
    }
  const pos = newest?.pos ?? 0;
  let unloggedId = 0;
  for (const row of listUnlogged(db, 0)) {
    if (row.pos > pos || (row.pos === pos && row.at_ms > atMs)) break;
    unloggedId = row.id;
  }
  return { pos, unloggedId };
};

/** Where a copy stands in the history of the present workspace, if that is where it comes from and it is no later than `to`. */
const placeOfCopy = (copy: ReadDb, present: ReadDb, to: LogPlace): LogPlace | undefined => {
  const logged = findNewestLogged(copy);
  const unlogged = findLastUnlogged(copy);
  const from = { pos: logged?.pos ?? 0, unloggedId: unlogged?.id ?? 0 };
  if (from.pos > to.pos || from.unloggedId > to.unloggedId) return undefined;
  const known = findLogged(present, from.pos);
  if (logged && (known?.dev !== logged.dev || known.dseq !== logged.dseq || known.t !== logged.t)) return undefined;
  const same = findUnlogged(present, from.unloggedId);
  return unlogged && (same?.pos !== unlogged.pos || same.at_ms !== unlogged.at_ms || same.p !== unlogged.p)
    ? undefined
    : from;
};

const noWayBack = (atMs: number, cause?: unknown): AppError =>
  new AppError(
    'not_found',
    msg`There is no backup from before that time from which the workspace could be brought to it. Choose a later time, or restore a backup.`,
    { reason: 'no_way_back', atMs },
    { cause },
  );

const openCopy = async (source: DatabaseSource): Promise<OpenDatabase> => {
  const copy = openDatabase({ ...source, mode: 'writer' });
  try {
    // Nobody sees it before it is whole and flushed.
    copy.pragma('synchronous = OFF');
    await migrate(copy, MIGRATIONS, () => Promise.resolve());
    return copy;
  } catch (cause) {
    copy.close();
    throw cause;
  }
};

const bringForward = async (copy: OpenDatabase, replay: Omit<Replay, 'copy'>, atMs: number): Promise<void> => {
  try {
    await replayLog({ ...replay, copy });
  } catch (cause) {
    if (cause instanceof AppError || (cause instanceof Error && 'code' in cause)) throw cause;
    // The log speaks of something that the backup does not have, as after an update of Outpost that came in between.
    throw noWayBack(atMs, cause);
  }
};

const PASSED_OVER: ReadonlySet<string> = new Set(['backup_damaged', 'backup_encrypted']);

const unpackUnless = async (
  backup: string,
  { places, keys }: MomentRequest,
  isLast: boolean,
): Promise<DatabaseSource | undefined> => {
  try {
    return (await unpackBackup(backup, restorePart(places), MIGRATIONS.at(-1)?.version ?? 0, keys)).source;
  } catch (cause) {
    if (isLast || !(cause instanceof AppError) || !PASSED_OVER.has(String(cause.detail['reason']))) throw cause;
    return undefined;
  }
};

/** Tries one backup; false when it is no earlier state of this workspace. */
const buildFrom = async (source: DatabaseSource, replay: Omit<Replay, 'copy' | 'from'>): Promise<boolean> => {
  const copy = await openCopy(source);
  try {
    const from = placeOfCopy(copy.read, replay.present, replay.to);
    if (!from) return false;
    await bringForward(copy, { ...replay, from }, replay.to.atMs);
    return true;
  } finally {
    copy.close();
  }
};

/**
 * Puts the workspace as it was at a moment beside the database; the next opening puts it in its place, as it does with a backup (`stageRestore`). Made from the nearest backup
 * before, brought forward by the log of the present. Errors: `invalid_input` for a time to come; `not_found` with `reason: no_way_back`; those of `unpackBackup`.
 */
export const stageMoment = async (
  request: MomentRequest,
  { progress = () => undefined }: { readonly progress?: (share: number) => void } = {},
): Promise<StagedMoment> => {
  const { places, backups, atMs, nowMs, workspaceKey } = request;
  if (atMs > nowMs) throw new AppError('invalid_input', msg`This time is still to come.`, { reason: 'future', atMs });
  const database = openDatabase({ file: places.database, key: workspaceKey, mode: 'reader' });
  const release = database.holdSnapshot();
  try {
    const present = database.read;
    const to = { ...findPlace(present, atMs), atMs };
    const earlier = backups.filter((backup) => backup.atMs <= atMs);
    for (const [at, { name, file }] of earlier.entries()) {
      const source = await unpackUnless(file, request, at === earlier.length - 1);
      if (!source || !(await buildFrom(source, { present, to, progress }))) continue;
      return { safetyCopy: await decideRestore({ places, source, label: name, nowMs, workspaceKey }), backup: name };
    }
    throw noWayBack(atMs);
  } catch (cause) {
    await removeDatabase(restorePart(places));
    throw cause;
  } finally {
    release();
    database.close();
  }
};
