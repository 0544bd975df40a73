import { z } from 'zod';
import { ApiName } from './ids';
import { FieldSettings, FieldType, TagColor, type FieldDef, type ObjectDef } from './schema';

export const SCHEMA_DOCUMENT_VERSION = 1;

const label = z.string().trim().min(1).max(200);

export const FieldDocument = z.strictObject({
  name: ApiName,
  label,
  type: FieldType,
  settings: FieldSettings.default({}),
  help: z.string().max(2000).default(''),
  isRequired: z.boolean().default(false),
  isUnique: z.boolean().default(false),
  isHidden: z.boolean().default(false),
});
export type FieldDocument = Readonly<z.infer<typeof FieldDocument>>;

export const ObjectDocument = z.strictObject({
  name: ApiName,
  labelSingular: label,
  labelPlural: label,
  icon: z.string().max(50).default('box'),
  color: TagColor.default('gray'),
  /** In order. */
  fields: z.array(FieldDocument).max(2000),
});
export type ObjectDocument = Readonly<z.infer<typeof ObjectDocument>>;

/**
 * A data model as one JSON document: live objects in order with their own fields in order. Objects and fields go by their API names; what the engine keeps to itself
 * (keys, system fields, the trash) is not in it.
 */
export const SchemaDocument = z.strictObject({
  format: z.literal('outpost-schema'),
  version: z.literal(SCHEMA_DOCUMENT_VERSION),
  objects: z.array(ObjectDocument).max(500),
});
export type SchemaDocument = Readonly<z.infer<typeof SchemaDocument>>;

const isShown = ({ isSystem, deletedAtMs }: FieldDef): boolean => !isSystem && deletedAtMs === null;

const findTwin = (objects: readonly ObjectDef[], field: FieldDef): FieldDef | undefined =>
  objects
    .flatMap(({ fields }) => fields)
    .find(
      ({ key, type, settings }) => type === 'relations' && settings.link === field.settings.link && key !== field.key,
    );

/** The settings of a field as they mean the same in any workspace: the two sides of links name one another. */
const portableSettings = (objects: readonly ObjectDef[], field: FieldDef): FieldSettings => {
  const { link: _link, side: _side, convertedTo: _convertedTo, ...settings } = field.settings;
  if (field.type !== 'relations') return settings;
  const twin = findTwin(objects, field);
  return twin ? { ...settings, inverseName: twin.name, inverseLabel: twin.label } : settings;
};

export const toFieldDocument = (objects: readonly ObjectDef[], field: FieldDef): FieldDocument => {
  const { name, label, type, help, isRequired, isUnique, isHidden } = field;
  return { name, label, type, settings: portableSettings(objects, field), help, isRequired, isUnique, isHidden };
};

/** The data model as a document. */
export const toSchemaDocument = (objects: readonly ObjectDef[]): SchemaDocument => ({
  format: 'outpost-schema',
  version: SCHEMA_DOCUMENT_VERSION,
  objects: objects
    .filter(({ deletedAtMs }) => deletedAtMs === null)
    .map(({ name, labelSingular, labelPlural, icon, color, fields }) => ({
      name,
      labelSingular,
      labelPlural,
      icon,
      color,
      fields: fields.filter(isShown).map((field) => toFieldDocument(objects, field)),
    })),
});
