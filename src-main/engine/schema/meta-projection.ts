import { isDerived } from '@shared/domain/schema';
import type { MetaKind } from '../change-log/meta-change';
import type { Clock } from '../kernel/ports';
import type { WriteDb } from '../storage/db';
import { addFieldColumns, createLinkTable, createObjectTable, indexTitle } from './ddl.sql';
import { rebuildFieldIndex } from './field-index.sql';
import { toMetaColumns, type MetaPatch } from './meta-values';
import type { SchemaRegistry } from './registry';
import {
  bumpSchemaVersion,
  bumpViewRevision,
  findMetaRow,
  insertMetaRow,
  setMetaDeleted,
  updateMetaRow,
} from './schema.sql';

export interface ProjectionDeps {
  readonly clock: Clock;
  readonly wholeSchema: SchemaRegistry;
}

/** A row of metadata and what becomes of it. */
export interface MetaChangeToApply {
  readonly obj: MetaKind;
  readonly id: string;
  /** New values by column; columns that are unknown here are left out. */
  readonly patch?: MetaPatch | undefined;
  /** False: to the trash. True: back again. */
  readonly life?: boolean | undefined;
}

/** Makes the tables that metadata asks for; what is there already stays. */
const ensureTables = (db: WriteDb, obj: MetaKind, id: string): void => {
  const row = findMetaRow(db, obj, id);
  if (obj === '_object' && typeof row?.['key'] === 'string') createObjectTable(db, row['key']);
  if (obj === '_field' && typeof row?.['object_key'] === 'string' && typeof row['key'] === 'string') {
    createObjectTable(db, row['object_key']);
  }
};

const ensureColumns = (deps: ProjectionDeps, db: WriteDb, id: string): void => {
  const row = findMetaRow(db, '_field', id);
  const object = deps.wholeSchema.current().objectsByKey.get(String(row?.['object_key']));
  const field = object?.fieldsByKey.get(String(row?.['key']));
  if (!object || !field) return;
  addFieldColumns(db, object.def.key, field.def.key, field.valueType, isDerived(field.def));
  if (field.def.settings.link !== undefined) createLinkTable(db, field.def.settings.link);
  if (object.titleField === field) indexTitle(db, object.def.key, field.def.key, field.valueType);
};

const reindex = (deps: ProjectionDeps, db: WriteDb, id: string): void => {
  const row = findMetaRow(db, '_field', id);
  const object = deps.wholeSchema.current().objectsByKey.get(String(row?.['object_key']));
  const field = object?.fieldsByKey.get(String(row?.['key']));
  if (object && field) rebuildFieldIndex(db, object, field);
};

/** Tables, columns and the registry after rows of objects or fields have changed. */
const settle = (deps: ProjectionDeps, db: WriteDb, obj: MetaKind, ids: readonly string[]): void => {
  if (obj === '_view') return;
  for (const id of ids) ensureTables(db, obj, id);
  bumpSchemaVersion(db);
  deps.wholeSchema.reload(db);
  if (obj === '_field') for (const id of ids) ensureColumns(deps, db, id);
};

export interface NewMetaRow {
  readonly id: string;
  readonly rid: number;
  readonly values: MetaPatch;
}

/**
 * Puts new rows of metadata in place, with the tables or columns they describe; the registry is read again once for all of them. In the caller's
 * transaction; logging is the caller's.
 */
export const insertMeta = (deps: ProjectionDeps, db: WriteDb, obj: MetaKind, rows: readonly NewMetaRow[]): void => {
  for (const { rid, id, values } of rows) insertMetaRow(db, obj, rid, id, toMetaColumns(values));
  settle(
    deps,
    db,
    obj,
    rows.map(({ id }) => id),
  );
};

/**
 * Brings a change of an object, field or view into its row, its tables and the registry: what the service does after logging, and undo with the
 * inverse. In the caller's transaction; logs nothing.
 */
export const applyMetaPatch = (deps: ProjectionDeps, db: WriteDb, change: MetaChangeToApply): void => {
  if (change.patch) updateMetaRow(db, change.obj, change.id, toMetaColumns(change.patch));
  if (change.life !== undefined) {
    setMetaDeleted(db, change.obj, change.id, change.life ? null : deps.clock.nowMs());
  }
  if (change.obj === '_view') bumpViewRevision(db, change.id);
  settle(deps, db, change.obj, [change.id]);
  if (change.obj === '_field' && change.patch && Object.hasOwn(change.patch, 'is_unique')) reindex(deps, db, change.id);
};
