import { derivedUuid } from '../kernel/record-ids';
import { enterSeededMeta } from '../change-log/meta-change';
import type { WriteDb } from '../storage/db';
import { addFieldColumns, createObjectTable, indexTitle } from './ddl.sql';
import { ORDER_STEP } from './field-order.rules';
import { bumpSchemaVersion, findMetaRow, insertMetaRow } from './schema.sql';
import { STANDARD_OBJECTS, type StandardField } from './standard-objects';

const objectMetaId = (objectKey: string): string => derivedUuid('_object', objectKey);

const fieldMetaId = (objectKey: string, fieldKey: string): string => derivedUuid('_field', objectKey, fieldKey);

const seedField = (db: WriteDb, objectName: string, field: StandardField, at: number): void => {
  const fieldId = fieldMetaId(objectName, field.name);
  insertMetaRow(db, '_field', enterSeededMeta(db, '_field', fieldId), fieldId, {
    object_key: objectName,
    key: field.name,
    name: field.name,
    label: field.label,
    type: field.type,
    settings: JSON.stringify(field.settings ?? {}),
    help: field.help ?? '',
    is_standard: 1,
    is_required: 0,
    is_unique: 0,
    is_hidden: 0,
    sort_order: (at + 1) * ORDER_STEP,
  });
  addFieldColumns(db, objectName, field.name, field.type);
};

/** Adds the fields that standard objects have got since the workspace was made. Not logged, as those it began with. */
export const seedNewFields = (db: WriteDb): void => {
  for (const object of STANDARD_OBJECTS) {
    object.fields.forEach((field, at) => {
      if (!findMetaRow(db, '_field', fieldMetaId(object.name, field.name))) seedField(db, object.name, field, at);
    });
  }
  bumpSchemaVersion(db);
};

/**
 * Fills a new workspace with the standard objects and makes their tables. Not logged: every workspace has them, with the same ids, so
 * devices that meet later agree.
 */
export const seedSchema = (db: WriteDb): void => {
  STANDARD_OBJECTS.forEach((object, at) => {
    const objectId = objectMetaId(object.name);
    insertMetaRow(db, '_object', enterSeededMeta(db, '_object', objectId), objectId, {
      key: object.name,
      name: object.name,
      label_singular: object.labelSingular,
      label_plural: object.labelPlural,
      icon: object.icon,
      color: object.color,
      is_standard: 1,
      title_field: object.titleField,
      sort_order: (at + 1) * ORDER_STEP,
    });
    createObjectTable(db, object.name);
    object.fields.forEach((field, fieldAt) => {
      seedField(db, object.name, field, fieldAt);
      if (field.name === object.titleField) indexTitle(db, object.name, field.name, field.type);
    });
  });
  bumpSchemaVersion(db);
};
