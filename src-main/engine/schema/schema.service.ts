import { msg } from '@lingui/core/macro';
import type { CreateObject, UpdateObject } from '@shared/contract/schema.contract';
import type { ObjectDef, SchemaSnapshot } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import type { WriteDb } from '../storage/db';
import { assertMaySet } from './access';
import { chooseApiName } from './api-names';
import { ORDER_STEP, planFieldOrder } from './field-order.rules';
import { beginMetaAction, type MetaDeps } from './meta-write';
import type { ObjectModel } from './model';
import { newKey } from './new-key';
import type { SeenSchema } from './registry';
import { getObjectMetaId } from './schema.sql';

/** The whole data model, deleted objects and fields included, in order. */
export const getSchema = (deps: { readonly schema: SeenSchema }): SchemaSnapshot => {
  const { version, objectsByKey } = deps.schema.current();
  return { version, objects: [...objectsByKey.values()].map((object) => object.def) };
};

/** An object by API name, also from the trash. Errors: `not_found`. */
const getAnyObject = (deps: MetaDeps, db: WriteDb, name: string): ObjectModel => {
  assertMaySet(deps.schema.current(), 'dataModel');
  const found = [...deps.wholeSchema.refresh(db).objectsByKey.values()].find((object) => object.def.name === name);
  if (!found) throw new AppError('not_found', msg`There is no such object.`, { object: name });
  return found;
};

const reread = (deps: MetaDeps, key: string): ObjectDef => {
  const object = deps.wholeSchema.current().objectsByKey.get(key);
  if (!object) throw new Error('An object that was just written is not in the schema');
  return object.def;
};

/**
 * Makes a custom object with a text field "Name" as its title, ready to hold records. In the caller's transaction, with its table.
 * Errors: `invalid_input` when the API name is taken or reserved.
 */
export const createObject = (deps: MetaDeps, db: WriteDb, input: CreateObject): ObjectDef => {
  assertMaySet(deps.schema.current(), 'dataModel');
  const all = [...deps.wholeSchema.refresh(db).objectsByKey.values()];
  const taken = new Set(all.map((object) => object.def.name.toLowerCase()));
  const name = chooseApiName(input.name, input.labelSingular, 'object', taken);
  const key = newKey(deps);
  const titleKey = newKey(deps);
  const action = beginMetaAction(deps, db, { verb: 'schema', subject: input.labelPlural });
  action.create('_object', {
    key,
    name,
    label_singular: input.labelSingular,
    label_plural: input.labelPlural,
    icon: input.icon,
    color: input.color,
    is_standard: false,
    title_field: titleKey,
    sort_order: Math.max(0, ...all.map((object) => object.def.order)) + ORDER_STEP,
  });
  action.create('_field', {
    object_key: key,
    key: titleKey,
    name: 'name',
    label: 'Name',
    type: 'text',
    settings: {},
    help: '',
    is_standard: false,
    is_required: false,
    is_unique: false,
    is_hidden: false,
    sort_order: ORDER_STEP,
  });
  return reread(deps, key);
};

/** Changes labels, icon, colour or place, of standard objects too. Errors: `not_found`, also for deleted objects. */
export const updateObject = (deps: MetaDeps, db: WriteDb, input: UpdateObject): ObjectDef => {
  const object = getAnyObject(deps, db, input.name);
  if (object.def.deletedAtMs !== null)
    throw new AppError('not_found', msg`The object is in the trash.`, { object: input.name });
  const { key, labelPlural } = object.def;
  const action = beginMetaAction(deps, db, { verb: 'schema', subject: input.labelPlural ?? labelPlural });
  action.update('_object', getObjectMetaId(db, key), {
    ...(input.labelSingular === undefined ? {} : { label_singular: input.labelSingular }),
    ...(input.labelPlural === undefined ? {} : { label_plural: input.labelPlural }),
    ...(input.icon === undefined ? {} : { icon: input.icon }),
    ...(input.color === undefined ? {} : { color: input.color }),
  });
  if (input.order !== undefined) {
    const live = [...deps.schema.current().objects.values()].map(({ def }) => def);
    for (const move of planFieldOrder(live, key, input.order))
      action.update('_object', getObjectMetaId(db, move.key), { sort_order: move.order });
  }
  return reread(deps, key);
};

/** Hides a custom object; its table and records stay. Errors: `forbidden` for standard objects, `not_found`. */
export const deleteObject = (deps: MetaDeps, db: WriteDb, input: { readonly name: string }): Record<string, never> => {
  const { def } = getAnyObject(deps, db, input.name);
  if (def.deletedAtMs !== null)
    throw new AppError('not_found', msg`The object is in the trash already.`, { object: input.name });
  if (def.isStandard)
    throw new AppError('forbidden', msg`${def.labelPlural} belong to Outpost and cannot be deleted.`, {
      object: def.name,
    });
  const action = beginMetaAction(deps, db, { verb: 'schema', subject: def.labelPlural });
  action.setLife('_object', getObjectMetaId(db, def.key), false);
  // Totals are listed by object.
  deps.changes({ topics: ['workspace'], records: [] });
  return {};
};

/** Brings a deleted object back with its records; one that is not deleted stays as it is. Errors: `not_found`. */
export const restoreObject = (deps: MetaDeps, db: WriteDb, input: { readonly name: string }): ObjectDef => {
  const { def } = getAnyObject(deps, db, input.name);
  if (def.deletedAtMs !== null) {
    const action = beginMetaAction(deps, db, { verb: 'schema', subject: def.labelPlural });
    action.setLife('_object', getObjectMetaId(db, def.key), true);
    deps.changes({ topics: ['workspace'], records: [] });
  }
  return reread(deps, def.key);
};

export { createField, deleteField, restoreField, updateField } from './fields.service';
