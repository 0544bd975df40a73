import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { RecordRight } from '@shared/domain/roles';
import type { ObjectDef } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import type { SchemaModel } from '../../schema/model';
import type { ReadDb, SqlValue } from '../../storage/db';
import type { WritableField, WritableObject } from '../write/writable-object';
import { findSystemCells, holdsForRow, isInTable, type RowCells } from './may.sql';

const REFUSALS: Readonly<Record<RecordRight, (labelPlural: string) => MessageDescriptor>> = {
  see: (labelPlural) => msg`Your role does not let you see ${labelPlural}.`,
  create: (labelPlural) => msg`Your role does not let you create ${labelPlural}.`,
  edit: (labelPlural) => msg`Your role does not let you change ${labelPlural}.`,
  delete: (labelPlural) => msg`Your role does not let you delete ${labelPlural}.`,
  restore: (labelPlural) => msg`Your role does not let you restore ${labelPlural}.`,
  purge: (labelPlural) => msg`Your role does not let you destroy ${labelPlural}.`,
  export: (labelPlural) => msg`Your role does not let you export ${labelPlural}.`,
};

/** Whether somebody may do something to records of an object that they can see. */
export const may = (seen: SchemaModel, right: RecordRight, objectName: string): boolean => {
  if (!seen.access) return true;
  return seen.objects.get(objectName)?.access?.rights.has(right) ?? false;
};

/** The same as a demand: what the write path and exports ask before anything else. Errors: `forbidden` with `object` and `right`. */
export const assertMay = (
  seen: SchemaModel,
  right: RecordRight,
  { model: { def } }: Pick<WritableObject, 'model'>,
): void => {
  if (may(seen, right, def.name)) return;
  throw new AppError('forbidden', REFUSALS[right](def.labelPlural), {
    object: def.name,
    right,
  });
};

/** Whether there is such a record for somebody, live or in the trash. */
export const isSeen = (db: ReadDb, seen: SchemaModel, objectName: string, rid: number): boolean => {
  const object = seen.objects.get(objectName);
  if (!object) return false;
  return object.access?.rows === undefined || isInTable(db, object.table, rid);
};

/** Whether there is such a field for somebody. */
export const isSeenField = (seen: SchemaModel, objectName: string, field: WritableField): boolean =>
  !seen.access || (seen.objects.get(objectName)?.fieldsByKey.has(field.model.def.key) ?? false);

/** Whether somebody may write into a field of records that they may change. */
export const mayEditField = (seen: SchemaModel, objectName: string, field: WritableField): boolean =>
  isSeenField(seen, objectName, field) &&
  !(seen.objects.get(objectName)?.access?.readOnly.has(field.model.def.name) ?? false);

/** Errors: `forbidden` with `field`. What is out of sight was refused before, as what is not there. */
export const assertMayEdit = (seen: SchemaModel, { model }: WritableObject, field: WritableField): void => {
  if (mayEditField(seen, model.def.name, field)) return;
  const { name, label } = field.model.def;
  throw new AppError('forbidden', msg`Your role does not let you change ${label}.`, {
    object: model.def.name,
    field: name,
    right: 'edit',
  });
};

/** A record as it is about to be. */
export interface FutureRecord {
  readonly id: string;
  /** 0 for a new one. */
  readonly rid: number;
  readonly cells: readonly SqlValue[];
  /** Number of an actor: whoever makes a new one. */
  readonly actorId: number;
  readonly nowMs: number;
}

const newCells = ({ actorId, nowMs }: FutureRecord): RowCells => ({
  created_at: nowMs,
  updated_at: nowMs,
  created_by: actorId,
  updated_by: actorId,
  deleted_at: null,
});

export const outOfSight = ({ name, labelPlural }: ObjectDef): AppError =>
  new AppError('forbidden', msg`Your role lets you keep only those ${labelPlural} that you may see.`, {
    object: name,
    reason: 'out_of_sight',
  });

/**
 * Nobody may make a record, or change one into one, that they could not see afterwards: neither could they take it back, nor would a list tell them what
 * became of it. Asked before anything is written, or where only the end of the transaction tells, by `LateSight`. Errors: `forbidden`.
 */
export const assertStaysSeen = (db: ReadDb, seen: SchemaModel, object: WritableObject, record: FutureRecord): void => {
  const { def } = object.model;
  const rows = seen.objects.get(def.name)?.access?.rows;
  if (!rows || rows.isSettledLate) return;
  const own = Object.fromEntries(object.columns.map((column, at) => [column, record.cells[at] ?? null]));
  const system = record.rid === 0 ? newCells(record) : findSystemCells(db, object.model.table, record.rid);
  if (holdsForRow(db, rows.where, { ...system, rid: record.rid, id: record.id, ...own })) return;
  throw outOfSight(def);
};
