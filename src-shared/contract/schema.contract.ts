import { z } from 'zod';
import { ApiName } from '../domain/ids';
import { FieldDef, FieldSettings, FieldType, ObjectDef, SchemaSnapshot, TagColor } from '../domain/schema';
import { command, Nothing, query } from './procedure';

const label = z.string().trim().min(1).max(200);

export const CreateObject = z.strictObject({
  labelSingular: label,
  labelPlural: label,
  /** Default: made from the singular label. */
  name: ApiName.optional(),
  icon: z.string().max(50).default('box'),
  color: TagColor.default('gray'),
});
export type CreateObject = Readonly<z.infer<typeof CreateObject>>;

export const UpdateObject = z.strictObject({
  name: ApiName,
  labelSingular: label.optional(),
  labelPlural: label.optional(),
  icon: z.string().max(50).optional(),
  color: TagColor.optional(),
});
export type UpdateObject = Readonly<z.infer<typeof UpdateObject>>;

export const CreateField = z.strictObject({
  object: ApiName,
  label,
  /** Default: made from the label; a number is added when it is taken. */
  name: ApiName.optional(),
  type: FieldType,
  settings: FieldSettings.default({}),
  help: z.string().max(2000).default(''),
  isRequired: z.boolean().default(false),
  isUnique: z.boolean().default(false),
});
export type CreateField = Readonly<z.infer<typeof CreateField>>;

export const UpdateField = z.strictObject({
  object: ApiName,
  name: ApiName,
  label: label.optional(),
  /** Replaces the settings whole; the option keys that records use stay valid when their option goes: they show as text. */
  settings: FieldSettings.optional(),
  help: z.string().max(2000).optional(),
  isRequired: z.boolean().optional(),
  isUnique: z.boolean().optional(),
  isHidden: z.boolean().optional(),
  /** New place among the object's fields. */
  order: z.int().min(0).optional(),
});
export type UpdateField = Readonly<z.infer<typeof UpdateField>>;

export const FieldRef = z.strictObject({ object: ApiName, name: ApiName });

/** The data model: objects and fields, changed at run time. Every change can be undone. */
export const schemaContract = {
  /** The whole data model; small enough to send whole. */
  get: query({ input: Nothing, output: SchemaSnapshot, reads: ['schema'] }),
  createObject: command({ input: CreateObject, output: ObjectDef }),
  updateObject: command({ input: UpdateObject, output: ObjectDef }),
  /** Hides a custom object and its records; restorable and undoable. Standard objects: `forbidden`. */
  deleteObject: command({ input: z.strictObject({ name: ApiName }), output: Nothing }),
  restoreObject: command({ input: z.strictObject({ name: ApiName }), output: ObjectDef }),
  createField: command({ input: CreateField, output: FieldDef }),
  updateField: command({ input: UpdateField, output: FieldDef }),
  /** Hides a custom field; its values stay and return with `restoreField`. Standard fields: `forbidden`. */
  deleteField: command({ input: FieldRef, output: Nothing }),
  restoreField: command({ input: FieldRef, output: FieldDef }),
};
