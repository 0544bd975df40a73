import { msg } from '@lingui/core/macro';
import type { PurgePreview, PurgeRef } from '@shared/contract/schema.contract';
import type { FieldDef } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import { addToOperation, insertOperation } from '../../change-log/operation.sql';
import { noteUnlogged } from '../../change-log/unlogged';
import { assertMaySet } from '../../schema/access';
import type { MetaDeps } from '../../schema/meta-write';
import type { FieldModel, LinkModel, ObjectModel, SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import { bumpSchemaVersion } from '../../schema/schema.sql';
import type { ReadDb, WriteDb } from '../../storage/db';
import { assertMay } from '../policy/may';
import { countFilled, countRecords, dropDefinition, dropField, dropRecords } from './purge.sql';

/** What a purge destroys. */
export interface Doomed {
  readonly schema: SchemaModel;
  readonly object: ObjectModel;
  /** Undefined: the whole object. */
  readonly field: FieldModel | undefined;
}

const ownFields = (object: ObjectModel): readonly FieldModel[] =>
  [...object.fieldsByKey.values()].filter(({ def }) => !def.isSystem);

/** The links that a field shows, if it is one that does. */
const linksOf = (schema: SchemaModel, { def }: FieldModel): LinkModel | undefined =>
  def.type === 'relations' ? schema.links.get(def.settings.link ?? '') : undefined;

/** The field that shows the same links on the other side. */
const twinOf = (schema: SchemaModel, field: FieldModel): FieldDef | undefined => {
  const ends = linksOf(schema, field)?.ends;
  return ends && (ends.a.field.def.key === field.def.key ? ends.b : ends.a).field.def;
};

const findDoomed = (schema: SchemaModel, { object: name, field: fieldName }: PurgeRef): Doomed => {
  const object = [...schema.objectsByKey.values()].find(({ def }) => def.name === name);
  if (!object) throw new AppError('not_found', msg`There is no such object.`, { object: name });
  if (fieldName === undefined) {
    const { labelPlural, deletedAtMs } = object.def;
    if (deletedAtMs === null)
      throw new AppError('conflict', msg`${labelPlural} are not deleted. Delete them first.`, { object: name });
    return { schema, object, field: undefined };
  }
  const fields = ownFields(object).filter(({ def }) => def.name === fieldName);
  const [first] = fields;
  if (!first) throw new AppError('not_found', msg`There is no such field.`, { object: name, field: fieldName });
  const field = fields.find(({ def }) => def.deletedAtMs !== null);
  const { label } = first.def;
  if (!field)
    throw new AppError('conflict', msg`"${label}" is not deleted. Delete it first.`, {
      object: name,
      field: fieldName,
    });
  const live = twinOf(schema, field);
  if (live && live.deletedAtMs === null) {
    const other = live.label;
    throw new AppError('conflict', msg`"${other}" still shows these links. Delete it first.`, {
      object: name,
      field: fieldName,
    });
  }
  return { schema, object, field };
};

const countValues = (db: ReadDb, { schema, object }: Doomed, field: FieldModel): number => {
  const links = linksOf(schema, field);
  if (links) return countRecords(db, links.object);
  return field.columns.length === 0 ? 0 : countFilled(db, object, field);
};

const countDoomed = (db: ReadDb, doomed: Doomed): PurgePreview => {
  const { object, field } = doomed;
  if (field) return { records: 0, values: countValues(db, doomed, field) };
  const values = ownFields(object).reduce((sum, each) => sum + countValues(db, doomed, each), 0);
  return { records: countRecords(db, object), values };
};

/** Links go with the fields that show them, on both sides. */
const dropLinks = (db: WriteDb, { object, ends }: LinkModel): void => {
  dropRecords(db, object);
  for (const end of [ends.a, ends.b]) dropField(db, end.object, end.field);
};

/** Takes a field, or an object with its records, out of the file. */
export const dropDoomed = (db: WriteDb, { schema, object, field }: Doomed): void => {
  const fields = field ? [field] : ownFields(object);
  for (const links of new Set(fields.flatMap((each) => linksOf(schema, each) ?? []))) dropLinks(db, links);
  if (field) dropField(db, object, field);
  else {
    dropRecords(db, object);
    dropDefinition(db, object.def);
  }
};

/** How many values, and records, a purge would destroy. Errors: `not_found`; `conflict` for what is not in the trash. */
export const previewPurge = (deps: { readonly schema: SeenSchema }, db: ReadDb, input: PurgeRef): PurgePreview => {
  assertMaySet(deps.schema.current(), 'dataModel');
  return countDoomed(db, findDoomed(deps.schema.current(), input));
};

/**
 * Destroys a deleted field, or a deleted object with its records: nothing brings them back, only the change log still names their values. In the caller's
 * transaction. Errors: as `previewPurge`.
 */
export const purge = (deps: MetaDeps, db: WriteDb, input: PurgeRef): PurgePreview => {
  const seen = deps.schema.current();
  assertMaySet(seen, 'dataModel');
  const doomed = findDoomed(deps.wholeSchema.refresh(db), input);
  assertMay(seen, 'purge', { model: doomed.object });
  const destroyed = countDoomed(db, doomed);
  const { object, field } = doomed;
  const operation = insertOperation(db, {
    verb: 'purge',
    object: null,
    subject: field?.def.label ?? object.def.labelPlural,
    atMs: deps.clock.nowMs(),
    actor: JSON.stringify(deps.actor()),
    undoOf: null,
  });
  addToOperation(db, operation, Math.max(1, field ? destroyed.values : destroyed.records));
  dropDoomed(db, doomed);
  noteUnlogged(db, deps.clock.nowMs(), {
    kind: 'purged',
    object: object.def.key,
    field: field?.def.key ?? null,
  });
  bumpSchemaVersion(db);
  deps.wholeSchema.reload(db);
  deps.changes({ topics: ['schema', 'records', 'views', 'workspace', 'history'], records: [] });
  return destroyed;
};
