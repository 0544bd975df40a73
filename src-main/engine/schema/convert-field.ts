import { msg } from '@lingui/core/macro';
import { rulesFor } from '@shared/domain/field-types/index';
import type { OperationId } from '@shared/domain/ids';
import type { FieldDef, FieldSettings, FieldType } from '@shared/domain/schema';
import { AppError } from '@shared/errors/app-error';
import type { WriteDb } from '../storage/db';
import { findSharedValue } from './field-index.sql';
import { createFields } from './fields.service';
import { beginMetaAction, type MetaDeps } from './meta-write';
import { toJson } from './meta-values';
import type { FieldModel, ObjectModel } from './model';
import { getFieldMetaId } from './schema.sql';

/** Errors: `forbidden` for fields whose type Outpost relies on. */
export const assertConvertible = (object: ObjectModel, field: FieldModel): void => {
  const { label, name, isStandard, isSystem } = field.def;
  if (isStandard || isSystem)
    throw new AppError('forbidden', msg`"${label}" belongs to Outpost: its type cannot be changed.`, { field: name });
  if (field === object.titleField)
    throw new AppError('forbidden', msg`"${label}" names the record: its type cannot be changed.`, { field: name });
};

interface Replaced {
  readonly object: ObjectModel;
  readonly field: FieldModel;
}

/** Puts a field in the trash and a new one of another type, still empty, in its place; one action. Answers the new one's key. */
export const replaceField = (
  deps: MetaDeps,
  db: WriteDb,
  { object, field, type, settings }: Replaced & { readonly type: FieldType; readonly settings: FieldSettings },
): { readonly key: string; readonly operationId: OperationId } => {
  const { def } = field;
  const action = beginMetaAction(deps, db, { verb: 'schema', subject: def.label });
  const oldId = getFieldMetaId(db, object.def.key, def.key);
  action.setLife('_field', oldId, false);
  const operationId = action.operationId();
  if (operationId === undefined) throw new Error('A logged change has no operation');
  const [made] = createFields({ ...deps, operationId }, db, object.def.name, [
    { label: def.label, type, settings, help: def.help, isRequired: false, isUnique: false },
  ]);
  if (!made) throw new Error('A field that was just made is not there');
  // Names are swapped, so that each is taken once, and an undo swaps them back.
  action.update('_field', oldId, { name: made.name, settings: toJson({ ...def.settings, convertedTo: made.key }) });
  action.update('_field', getFieldMetaId(db, object.def.key, made.key), {
    name: def.name,
    sort_order: def.order,
    is_hidden: def.isHidden,
  });
  return { key: made.key, operationId };
};

/** Gives the new field the rules of the old one, now that it holds the values. Errors: `invalid_input` when a unique one would hold a value twice. */
export const settleReplacement = (
  deps: MetaDeps,
  db: WriteDb,
  { object, field, key }: Replaced & { readonly key: string },
): FieldDef => {
  const { key: objectKey } = object.def;
  const find = (): FieldDef => {
    const made = deps.schema.current().objectsByKey.get(objectKey)?.fieldsByKey.get(key);
    if (!made) throw new Error('A field that was just made is not in the schema');
    return made.def;
  };
  const { isUnique, isRequired, label } = field.def;
  const { canBeUnique, isComputed } = rulesFor(find().type);
  beginMetaAction(deps, db, { verb: 'schema', subject: label }).update('_field', getFieldMetaId(db, objectKey, key), {
    ...(isUnique && canBeUnique ? { is_unique: true } : {}),
    ...(isRequired && !isComputed ? { is_required: true } : {}),
  });
  const shared = isUnique && canBeUnique ? findSharedValue(db, objectKey, key) : undefined;
  if (shared !== undefined)
    throw new AppError('invalid_input', msg`Several records would have "${shared}".`, {
      field: field.def.name,
      value: shared,
    });
  return find();
};
