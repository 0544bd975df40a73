import { msg } from '@lingui/core/macro';
import type { CreateField, FieldRef as FieldRefSchema, UpdateField } from '@shared/contract/schema.contract';
import { rulesFor } from '@shared/domain/field-types/index';
import { listStages } from '@shared/domain/pipelines';
import { CUSTOM_FIELD_TYPES, type FieldDef, type FieldSettings } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import type { z } from 'zod';
import type { ReadDb, WriteDb } from '../storage/db';
import { assertMaySet } from './access';
import { chooseApiName } from './api-names';
import { settleResult } from './computed/check-computed';
import { storageFor } from './field-types/index';
import { findSharedValue } from './field-index.sql';
import { ORDER_STEP, planFieldOrder } from './field-order.rules';
import { checkFieldSettings, type OwnObject } from './field-settings.rules';
import { assertInverseFits, nameInverse, takenNames } from './inverse-names';
import { beginMetaAction, type MetaDeps } from './meta-write';
import { toJson, type MetaPatch } from './meta-values';
import { inOrderOfTargets, linkSettings, twinField, type Twin } from './link-fields';
import type { FieldModel, LinkEnd, ObjectModel } from './model';
import { newKey } from './new-key';
import { assertNoRequiredCycle } from './required-cycles.rules';
import { getFieldMetaId } from './schema.sql';
import { countStageUse } from './stage-use.sql';

type FieldRef = z.infer<typeof FieldRefSchema>;

/** SQLite's own limit is 2,000 columns; some are left for the system. */
const MAX_COLUMNS = 1980;

const getLiveObject = (deps: MetaDeps, db: ReadDb, name: string): ObjectModel => {
  assertMaySet(deps.schema.current(), 'dataModel');
  const object = deps.wholeSchema.refresh(db).objects.get(name);
  if (!object) throw new AppError('not_found', msg`There is no such object.`, { object: name });
  return object;
};

/** By API name, also from the trash. Errors: `not_found`; `forbidden` for what the engine keeps itself. */
const getOwnField = (object: ObjectModel, name: string): FieldModel => {
  const field = object.fields.get(name) ?? [...object.fieldsByKey.values()].find(({ def }) => def.name === name);
  if (!field) throw new AppError('not_found', msg`There is no such field.`, { object: object.def.name, field: name });
  if (field.def.isSystem)
    throw new AppError('forbidden', msg`"${field.def.label}" is kept by Outpost.`, { field: name });
  return field;
};

const getLiveField = (object: ObjectModel, name: string): FieldModel => {
  const field = getOwnField(object, name);
  if (field.def.deletedAtMs !== null) throw new AppError('not_found', msg`The field is in the trash.`, { field: name });
  return field;
};

const reread = (deps: MetaDeps, object: ObjectModel, key: string): FieldDef => {
  const field = deps.wholeSchema.current().objectsByKey.get(object.def.key)?.fieldsByKey.get(key);
  if (!field) throw new Error('A field that was just written is not in the schema');
  return field.def;
};

const targetLabels = (deps: MetaDeps, known: readonly string[] = []): ReadonlyMap<string, string> =>
  new Map([
    // A relation may go on pointing to an object that is in the trash.
    ...known.map((name): [string, string] => [name, name]),
    ...[...deps.wholeSchema.current().objects.values()].map(({ def }): [string, string] => [def.name, def.labelPlural]),
  ]);

const assertCanBeUnique = (type: CreateField['type']): void => {
  if (!rulesFor(type).canBeUnique)
    throw new AppError('invalid_input', msg`Fields of this type cannot be unique.`, { type });
};

const assertCanBeRequired = (type: CreateField['type']): void => {
  if (rulesFor(type).isComputed)
    throw new AppError('invalid_input', msg`Nobody fills fields of this type in: they cannot be required.`, { type });
  // Links are records of their own, which come and go on either side.
  if (type === 'relations') throw new AppError('invalid_input', msg`Fields of this type cannot be required.`, { type });
};

const ownObject = ({ def, fields }: ObjectModel): OwnObject => ({
  plural: def.labelPlural,
  fillable: new Set(
    [...fields.values()].flatMap(({ def: { name, type, isSystem } }) => {
      // Links of the other side may come and go without a word to this record.
      const isFilled = !isSystem && type !== 'stage' && type !== 'relations' && !rulesFor(type).isComputed;
      return isFilled ? [name] : [];
    }),
  ),
});

/** Boards, forecasts and rules go by the one stage that a record has. Errors: `invalid_input` with reason `one_stage`. */
export const assertOneStage = (object: ObjectModel, added: number): void => {
  const own = [...object.fields.values()].filter(({ def }) => def.type === 'stage').length;
  if (added > 0 && own + added > 1) {
    const { name, labelPlural } = object.def;
    throw new AppError('invalid_input', msg`${labelPlural} have a stage already: add a pipeline to it instead.`, {
      object: name,
      reason: 'one_stage',
    });
  }
};

/** A stage that records are in goes only once they have been moved. */
const assertUnused = (db: ReadDb, object: ObjectModel, field: FieldModel, next: FieldSettings): void => {
  if (field.def.type !== 'stage') return;
  const kept = new Set(listStages(next.pipelines).map(({ stage }) => stage.key));
  const gone = listStages(field.def.settings.pipelines).filter(({ stage }) => !kept.has(stage.key));
  if (gone.length === 0) return;
  const use = countStageUse(
    db,
    object,
    field,
    gone.map(({ stage }) => stage.key),
  );
  const used = gone.find(({ stage }) => use.has(stage.key));
  if (!used) return;
  const { key, label } = used.stage;
  const { labelPlural } = object.def;
  throw new AppError('invalid_input', msg`${labelPlural} are in "${label}". Say where they go, or archive it.`, {
    reason: 'stage_in_use',
    field: field.def.name,
    stage: key,
    count: use.get(key) ?? 0,
  });
};

const assertRoom = (object: ObjectModel, types: readonly CreateField['type'][]): void => {
  const used = [...object.fieldsByKey.values()].reduce((sum, field) => sum + field.columns.length, 0);
  if (types.reduce((sum, type) => sum + storageFor(type).columns.length, used) > MAX_COLUMNS) {
    throw new AppError('invalid_input', msg`This object has no room for another field.`, { object: object.def.name });
  }
};

/**
 * Adds fields to one object, in this order, as one action that is called by the first of them. In the caller's transaction. Errors: as `createField`;
 * all or none.
 */
export const createFields = (
  deps: MetaDeps,
  db: WriteDb,
  objectName: string,
  inputs: readonly Omit<CreateField, 'object'>[],
): readonly FieldDef[] => {
  const object = getLiveObject(deps, db, objectName);
  for (const { type, isUnique, isRequired } of inputs) {
    if (!CUSTOM_FIELD_TYPES.some((each) => each === type)) {
      throw new AppError('invalid_input', msg`Fields of this type are kept by Outpost.`, { type });
    }
    if (isUnique) assertCanBeUnique(type);
    if (isRequired) assertCanBeRequired(type);
  }
  assertRoom(
    object,
    inputs.map(({ type }) => type),
  );
  assertOneStage(object, inputs.filter(({ type }) => type === 'stage').length);
  const own = [...object.fieldsByKey.values()].filter((field) => !field.def.isSystem);
  const allTaken = takenNames(deps.wholeSchema.current());
  const taken = allTaken.get(object.def.name) ?? new Set();
  const labels = targetLabels(deps);
  let order = Math.max(0, ...own.map((field) => field.def.order));
  const keys = inputs.map(() => newKey(deps));
  const rows: MetaPatch[] = [];
  const twins: Twin[] = [];
  inputs.forEach((input, i) => {
    const name = chooseApiName(input.name, input.label, 'field', taken);
    taken.add(name.toLowerCase());
    const { link: _link, side: _side, ...given } = input.settings;
    const checked = checkFieldSettings(input.label, {
      type: input.type,
      given,
      own: ownObject(object),
      liveObjects: labels,
    });
    const named = nameInverse({ type: input.type, settings: checked }, object, allTaken);
    const settings = settleResult(deps.wholeSchema.current(), object, input.type, named);
    order += ORDER_STEP;
    const link = input.type === 'relations' ? newKey(deps) : undefined;
    if (link !== undefined) twins.push(twinField(deps, object, input, link, allTaken));
    rows.push({
      object_key: object.def.key,
      key: keys[i] ?? '',
      name,
      label: input.label,
      type: input.type,
      settings: toJson(link === undefined ? settings : linkSettings({ ...settings, link, side: 'a' })),
      help: input.help,
      is_standard: false,
      is_required: input.isRequired,
      is_unique: input.isUnique,
      is_hidden: false,
      sort_order: order,
    });
  });
  const action = beginMetaAction(deps, db, { verb: 'schema', subject: inputs[0]?.label ?? '' });
  action.createAll('_field', [...rows, ...inOrderOfTargets(object, order, twins)]);
  if (inputs.some(({ isRequired }) => isRequired)) assertNoRequiredCycle(deps.schema.current());
  const fields = keys.map((key) => reread(deps, object, key));
  deps.fillFields(deps, db, { object: object.def.name, fields });
  return fields;
};

/**
 * Adds a field with its columns; records may be given values at once. In the caller's transaction. Errors: `not_found` (object), `invalid_input` (name
 * taken, settings that the type does not allow, a type that is the system's).
 */
export const createField = (deps: MetaDeps, db: WriteDb, input: CreateField): FieldDef => {
  const [field] = createFields(deps, db, input.object, [input]);
  if (!field) throw new Error('A field that was just made is not there');
  return field;
};

const nextSettings = (
  deps: MetaDeps,
  db: ReadDb,
  object: ObjectModel,
  field: FieldModel,
  input: UpdateField,
): MetaPatch => {
  if (input.settings === undefined) return {};
  const { type, settings } = field.def;
  if (input.settings.target !== undefined && input.settings.target !== settings.target) {
    throw new AppError('invalid_input', msg`What a relation points to cannot be changed.`, { field: field.def.name });
  }
  if (input.settings.inverseName !== undefined && input.settings.inverseName !== settings.inverseName) {
    throw new AppError('invalid_input', msg`The API name of a list of related records cannot be changed.`, {
      field: field.def.name,
    });
  }
  const given = {
    ...input.settings,
    ...(settings.target === undefined ? {} : { target: settings.target }),
    ...(settings.inverseName === undefined ? {} : { inverseName: settings.inverseName }),
  };
  const { link: _link, side: _side, ...rest } = given;
  const known = [...(settings.targets ?? []), ...(settings.target === undefined ? [] : [settings.target])];
  const context = { type, given: rest, own: ownObject(object), liveObjects: targetLabels(deps, known) };
  const { link, side } = settings;
  const next = {
    ...checkFieldSettings(input.label ?? field.def.label, context),
    ...(link === undefined ? {} : { link }),
    ...(side === undefined ? {} : { side }),
  };
  assertUnused(db, object, field, next);
  assertInverseFits(deps.wholeSchema.current(), object, field.def, next);
  const settled = settleResult(deps.wholeSchema.current(), object, type, next);
  return { settings: toJson(type === 'relations' ? linkSettings(settled) : settled) };
};

/**
 * Changes a field; its API name, type and target stay. Making it unique is refused while two records share a value. Errors: `not_found`, `forbidden`
 * (system fields), `invalid_input`.
 */
export const updateField = (deps: MetaDeps, db: WriteDb, input: UpdateField): FieldDef => {
  const object = getLiveObject(deps, db, input.object);
  const field = getLiveField(object, input.name);
  const { key, label, type } = field.def;
  if (input.isUnique === true) assertCanBeUnique(type);
  if (input.isRequired === true) assertCanBeRequired(type);
  if (input.isHidden === true && field === object.titleField) {
    throw new AppError('invalid_input', msg`The field that names a record cannot be hidden.`, { field: input.name });
  }
  const action = beginMetaAction(deps, db, { verb: 'schema', subject: input.label ?? label });
  action.update('_field', getFieldMetaId(db, object.def.key, key), {
    ...(input.label === undefined ? {} : { label: input.label }),
    ...nextSettings(deps, db, object, field, input),
    ...(input.help === undefined ? {} : { help: input.help }),
    ...(input.isRequired === undefined ? {} : { is_required: input.isRequired }),
    ...(input.isUnique === undefined ? {} : { is_unique: input.isUnique }),
    ...(input.isHidden === undefined ? {} : { is_hidden: input.isHidden }),
  });
  if (input.isRequired === true) assertNoRequiredCycle(deps.schema.current());
  if (input.isUnique === true && !field.def.isUnique) {
    const shared = findSharedValue(db, object.def.key, key);
    // The transaction takes the change back with everything else.
    if (shared !== undefined)
      throw new AppError('invalid_input', msg`Several records have "${shared}".`, { field: input.name, value: shared });
  }
  if (input.order !== undefined) {
    const own = [...object.fieldsByKey.values()].filter(({ def }) => !def.isSystem && def.deletedAtMs === null);
    for (const move of planFieldOrder(
      own.map(({ def }) => def),
      key,
      input.order,
    )) {
      action.update('_field', getFieldMetaId(db, object.def.key, move.key), { sort_order: move.order });
    }
  }
  return reread(deps, object, key);
};

/** Hides a field or brings it back; of two that show the same links, both. */
const setFieldLife = (deps: MetaDeps, db: WriteDb, end: LinkEnd, isAlive: boolean): void => {
  const action = beginMetaAction(deps, db, { verb: 'schema', subject: end.field.def.label });
  const link = deps.schema.current().links.get(end.field.def.settings.link ?? '');
  const pair = link ? [link.ends.a, link.ends.b] : [end];
  for (const { object, field } of pair) {
    if ((field.def.deletedAtMs === null) === isAlive) continue;
    action.setLife('_field', getFieldMetaId(db, object.def.key, field.def.key), isAlive);
  }
};

/** Hides a custom field; its values stay. Errors: `forbidden` for standard fields and the one that names the record, `not_found`. */
export const deleteField = (deps: MetaDeps, db: WriteDb, input: FieldRef): Record<string, never> => {
  const object = getLiveObject(deps, db, input.object);
  const field = getLiveField(object, input.name);
  const { label, isStandard } = field.def;
  if (isStandard)
    throw new AppError('forbidden', msg`"${label}" belongs to Outpost: hide it instead.`, { field: input.name });
  if (field === object.titleField)
    throw new AppError('forbidden', msg`"${label}" names the record.`, { field: input.name });
  setFieldLife(deps, db, { object, field }, false);
  return {};
};

/** Brings a deleted field back with its values. Errors: `not_found`. */
export const restoreField = (deps: MetaDeps, db: WriteDb, input: FieldRef): FieldDef => {
  const object = getLiveObject(deps, db, input.object);
  const field = getOwnField(object, input.name);
  if (field.def.deletedAtMs !== null) {
    assertOneStage(object, field.def.type === 'stage' ? 1 : 0);
    setFieldLife(deps, db, { object, field }, true);
  }
  return reread(deps, object, field.def.key);
};
