import { z } from 'zod';
import { ApiName, JobId, OperationId, RecordId } from '../domain/ids';
import { Message } from '../messages/message';
import { FieldPath, Sort } from '../domain/query';
import { FieldDef, FieldSettings, FieldType, ObjectDef, SchemaSnapshot, TagColor } from '../domain/schema';
import { SchemaDocument } from '../domain/schema-document';
import { action, command, Nothing, query } from './procedure';

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
  /** New place among the live objects. */
  order: z.int().min(0).optional(),
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

export type FieldRef = Readonly<z.infer<typeof FieldRef>>;

/** A computed field that has come to compute nothing, and why. */
export const BrokenField = z.object({ object: ApiName, field: ApiName, message: Message });
export type BrokenField = Readonly<z.infer<typeof BrokenField>>;

export const ConvertField = FieldRef.extend({
  to: FieldType,
  /** Of the new type. A choice without options gets one for every text there is; between choices they stay. */
  settings: FieldSettings.default({}),
  /** How dates and numbers in texts are read. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).default('ymd'),
  decimalComma: z.boolean().default(false),
});
export type ConvertField = Readonly<z.infer<typeof ConvertField>>;

/** Something that works now, and would no longer after a conversion. */
export const ConversionBreak = z.object({
  /**
   * A formula or rollup, a saved view, or a role's rule that no longer fits; a rule that the field be unique, which no longer can be; that it be required, or a
   * stage's that it be filled, with records that would be without it.
   */
  kind: z.enum(['computed', 'view', 'role', 'unique', 'required', 'stage']),
  /** API name of the object that it belongs to. */
  object: z.string(),
  /** Label of the field or stage, name of the view or role; empty for a role that whoever asks may not know of. */
  name: z.string(),
  /** Live records that would break a rule; null where it is not about single records. */
  count: z.int().nullable(),
  reason: Message,
});
export type ConversionBreak = Readonly<z.infer<typeof ConversionBreak>>;

/** What a conversion would make of the values, those of records in the trash included; at most 20 examples of each kind, texts cut at 200 characters. */
export const ConversionPreview = z.object({
  converted: z.int(),
  unconverted: z.int(),
  examples: z.array(z.object({ id: RecordId, before: z.string(), after: z.string() })),
  misfits: z.array(z.object({ id: RecordId, title: z.string(), before: z.string(), reason: Message })),
  /** Live records whose value does not convert, at most 1,000 of them. */
  misfitIds: z.array(RecordId),
  /** As given, with the options that were collected. */
  settings: FieldSettings,
  breaks: z.array(ConversionBreak),
  /** Why the conversion would be refused: a field that must stay unique would hold a value twice. Null where it would be made. */
  refusal: Message.nullable(),
});
export type ConversionPreview = z.infer<typeof ConversionPreview>;

/** A field in the trash, or without `field` an object in the trash with its records. */
export const PurgeRef = z.strictObject({ object: ApiName, field: ApiName.optional() });
export type PurgeRef = Readonly<z.infer<typeof PurgeRef>>;

/** What a purge destroys: records (of an object), and values in fields, those of records in the trash included. */
export const PurgePreview = z.object({ records: z.int(), values: z.int() });
export type PurgePreview = Readonly<z.infer<typeof PurgePreview>>;

/** An index that the engine keeps because lists are read in this order. */
export const KeptIndex = z.object({
  name: z.string(),
  object: ApiName,
  sort: z.array(z.object({ field: FieldPath, direction: z.enum(['asc', 'desc']) })),
  /** What the views filter by that it serves; empty for an order alone. */
  filteredBy: z.array(FieldPath),
  /** Records in it: the live ones of the object. */
  records: z.int(),
  /** Names of the saved views that it serves. */
  views: z.array(z.string()),
  /** When a view or a reader last needed it, to the day. */
  usedAtMs: z.number(),
});
export type KeptIndex = Readonly<z.infer<typeof KeptIndex>>;

export const ApplySchema = z.strictObject({
  document: SchemaDocument,
  /** Try it and take it back. */
  dryRun: z.boolean().default(false),
});
export type ApplySchema = Readonly<z.infer<typeof ApplySchema>>;

export const SchemaChange = z.object({
  kind: z.enum([
    'createObject',
    'updateObject',
    'restoreObject',
    'createField',
    'updateField',
    'restoreField',
    'convertField',
    'orderFields',
  ]),
  object: z.string(),
  /** Null where it is about the object itself. */
  field: z.string().nullable(),
});
export type SchemaChange = Readonly<z.infer<typeof SchemaChange>>;

/** What was done, or would be; `operationId` undoes it, null when there was nothing to do or it was only tried. */
export const SchemaChanges = z.object({ operationId: OperationId.nullable(), changes: z.array(SchemaChange) });
export type SchemaChanges = z.infer<typeof SchemaChanges>;

/** The data model: objects and fields, changed at run time. Every change can be undone. */
export const schemaContract = {
  /** The whole data model; small enough to send whole. */
  get: query({ input: Nothing, output: SchemaSnapshot, reads: ['schema'] }),
  /** Computed fields whose formula or rollup no longer fits the data model: an undo took away what they need. */
  broken: query({ input: Nothing, output: z.array(BrokenField), reads: ['schema'] }),
  /** The indexes that follow use, by object. */
  indexes: query({ input: Nothing, output: z.array(KeptIndex), reads: ['indexes', 'views', 'schema'] }),
  /**
   * Has one built for an order that is slow without; `job` tells how far it is. Errors: `forbidden`; `not_found`; `invalid_input`; `conflict` where no index
   * would help.
   */
  makeIndex: command({
    input: z.strictObject({ object: ApiName, sort: z.array(Sort).min(1).max(8) }),
    output: z.object({ job: JobId }),
  }),
  /** Drops one that no view needs; it comes back when its order is asked for again and again. Errors: `not_found`; `conflict` while views need it. */
  removeIndex: command({ input: z.strictObject({ name: z.string().max(100) }), output: Nothing }),
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
  /** The data model as one document. */
  export: query({ input: Nothing, output: SchemaDocument, reads: ['schema'] }),
  /** Brings the data model to what a document says; one step for undo. Errors name the position in the document as `at`. */
  apply: action({ input: ApplySchema, output: SchemaChanges }),
  previewConversion: query({ input: ConvertField, output: ConversionPreview, reads: ['records', 'schema'] }),
  /**
   * Gives a field another type. What does not convert stays in the old field, which goes to the trash under another name, and comes back when the field is converted back.
   * One step for undo. Errors: `forbidden` (standard fields, the one that names the record), `invalid_input` (no such conversion).
   */
  convertField: command({ input: ConvertField, output: FieldDef }),
  previewPurge: query({ input: PurgeRef, output: PurgePreview, reads: ['records', 'schema'] }),
  /** Destroys it for good; cannot be undone. Errors: `conflict` for what is not in the trash. */
  purge: command({ input: PurgeRef, output: PurgePreview }),
};
