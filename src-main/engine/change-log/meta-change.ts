import type { Topic } from '@shared/domain/changes';
import type { OperationId } from '@shared/domain/ids';
import type { FieldInput } from '@shared/domain/values';
import type { Clock } from '../kernel/ports';
import type { WriteDb } from '../storage/db';
import { CHANGE_KIND, openJournal } from './journal';
import type { Journal, OperationLink, WriteIntent } from './journal';
import { findRec, insertRecAtEnd, saveExceptions, saveLife } from './rec.sql';
import { parseExceptions, type Stamp } from './stamps.rules';

/** Kinds of metadata whose rows are records of the log. */
export type MetaKind = '_object' | '_field' | '_view' | '_member' | '_role';

const TOPICS: Readonly<Record<MetaKind, readonly Topic[]>> = {
  _object: ['schema', 'history'],
  _field: ['schema', 'history'],
  _view: ['views', 'history'],
  // What a member is called, and may see, is in everything that is shown.
  _member: ['schema', 'workspace', 'views', 'history'],
  _role: ['schema', 'workspace', 'views', 'history'],
};

/** What a change of such metadata makes stale. */
export const metaTopics = (obj: MetaKind): readonly Topic[] => TOPICS[obj];

/** A change of metadata: a row of objects, fields, views, members or roles, which are records of the log too. */
export interface MetaChange {
  readonly obj: MetaKind;
  readonly id: string;
  readonly kind: 'create' | 'update' | 'delete' | 'restore';
  /** New values by column, for create and update; nulls are left out of a create. */
  readonly patch?: Readonly<Record<string, FieldInput>> | undefined;
  /** Old values of exactly the columns in `patch`, for update. */
  readonly prev?: Readonly<Record<string, FieldInput>> | undefined;
  /** Counter of the change that this one reverses; for undo only. */
  readonly reverses?: number | undefined;
}

export interface LoggedMetaChange {
  readonly operationId: OperationId;
  /** `rec.rid`: the row id in the metadata table. */
  readonly rid: number;
}

/**
 * Logs a change of metadata in the caller's transaction; the caller writes the metadata table itself. Several calls make
 * one action when `intent.operationId` carries on the first answer. Except for a create, the row must be in `rec` already.
 */
export const logMetaChange = (
  deps: { readonly clock: Clock },
  db: WriteDb,
  intent: WriteIntent & OperationLink,
  change: MetaChange,
): LoggedMetaChange => {
  const journal = openJournal(deps, db, intent);
  const rid = appendMetaChange(journal, db, change);
  const operationId = journal.close();
  if (operationId === null) throw new Error('A logged change has no operation');
  return { operationId, rid };
};

/** The same within an open journal; answers the rid. */
export const appendMetaChange = (journal: Journal, db: WriteDb, change: MetaChange): number => {
  const t = journal.device.nextT();
  const stamp: Stamp = [t, journal.device.dev];
  const { reverses } = change;
  const known = findRec(db, change.id);
  journal.count(1);
  if (change.kind === 'create') {
    if (known) throw new Error(`Metadata ${change.id} is there already`);
    const rid = insertRecAtEnd(db, { id: change.id, obj: change.obj, base: stamp });
    const values = Object.fromEntries(Object.entries(change.patch ?? {}).filter(([, value]) => value !== null));
    journal.append({ rid, kind: CHANGE_KIND.create, t, p: JSON.stringify({ s: values }), prev: null });
    return rid;
  }
  if (!known) throw new Error(`Metadata ${change.id} is not in rec`);
  const { rid } = known;
  if (change.kind === 'update') {
    const exceptions = { ...parseExceptions(known.x) };
    for (const column of Object.keys(change.patch ?? {})) exceptions[column] = stamp;
    const p = JSON.stringify({ s: change.patch ?? {} });
    journal.append({ rid, kind: CHANGE_KIND.patch, t, p, prev: JSON.stringify(change.prev ?? {}), reverses });
    saveExceptions(db, rid, JSON.stringify(exceptions));
  } else {
    const isAlive = change.kind === 'restore';
    journal.append({ rid, kind: CHANGE_KIND.life, t, p: JSON.stringify({ l: isAlive }), prev: null, reverses });
    saveLife(db, rid, isAlive, stamp);
  }
  return rid;
};

/**
 * Enters a metadata row in `rec` without logging it, for what ships with the app (the seed of a new workspace), and
 * answers its rid. The id must be derived, so that every device makes the same row.
 */
export const enterSeededMeta = (db: WriteDb, obj: MetaKind, id: string): number =>
  insertRecAtEnd(db, { id, obj, base: [0, 0] });
