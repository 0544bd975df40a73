import { OWNER_ROLE } from '@shared/domain/roles';
import { FieldDef, FieldSettings, FieldType, ObjectDef } from '@shared/domain/schema';
import type { ReadDb } from '../storage/db';
import { toFieldModel } from './field-model';
import { readLegacyStages } from './legacy-stages';
import { linkInverses, type UnlinkedObject } from './link-inverses';
import { linkModels } from './link-models';
import { objectTable, type FieldModel, type SchemaModel } from './model';
import { systemFields } from './system-fields';
import { listMembers, listRoles } from './members.sql';
import { listFieldRows, listObjectRows, readSchemaVersion, type FieldRow, type ObjectRow } from './schema.sql';

/**
 * Settings as far as this version knows them: one that is of a newer version, or damaged, costs nobody the others. Those that it does not know stay in their
 * table until somebody changes the settings here.
 */
const readKnown = (settings: unknown): FieldSettings => {
  const whole = FieldSettings.safeParse(settings);
  if (whole.success) return whole.data;
  if (typeof settings !== 'object' || settings === null) return {};
  const isKnown = ([name, value]: readonly [string, unknown]): boolean =>
    FieldSettings.safeParse({ [name]: value }).success;
  const known = Object.entries(settings).filter(isKnown);
  return FieldSettings.safeParse(Object.fromEntries(known)).data ?? {};
};

const readSettings = (type: FieldType, text: string | null): FieldSettings => {
  try {
    const settings: unknown = JSON.parse(text ?? '{}');
    const legacy = type === 'stage' ? readLegacyStages(settings) : undefined;
    return legacy ?? readKnown(settings);
  } catch {
    return {};
  }
};

/** Undefined for a row that this version cannot work with: of a newer type, or of which only a part has come yet. It stays in its table. */
const toField = (row: FieldRow): FieldModel | undefined => {
  const type = FieldType.safeParse(row.type);
  if (!type.success) return undefined;
  const def = FieldDef.safeParse({
    key: row.key,
    name: row.name,
    label: row.label,
    type: type.data,
    settings: readSettings(type.data, row.settings),
    help: row.help ?? '',
    isStandard: row.is_standard === 1,
    isSystem: false,
    isRequired: row.is_required === 1,
    isUnique: row.is_unique === 1,
    isHidden: row.is_hidden === 1,
    order: row.sort_order ?? 0,
    deletedAtMs: row.deleted_at_ms,
  });
  return def.success ? toFieldModel(def.data) : undefined;
};

const ObjectHead = ObjectDef.omit({ fields: true });

const toObject = (row: ObjectRow, ownFields: readonly FieldModel[]): UnlinkedObject | undefined => {
  const live = ownFields.filter((field) => field.def.deletedAtMs === null);
  const titleField = live.find((field) => field.def.key === row.title_field) ?? live[0];
  if (!titleField) return undefined;
  const def = ObjectHead.safeParse({
    key: row.key,
    name: row.name,
    labelSingular: row.label_singular,
    labelPlural: row.label_plural,
    icon: row.icon ?? 'box',
    color: row.color ?? 'gray',
    isStandard: row.is_standard === 1,
    titleField: titleField.def.name,
    order: row.sort_order ?? 0,
    deletedAtMs: row.deleted_at_ms,
  });
  if (!def.success) return undefined;
  return {
    // The fields' definitions were checked one by one.
    def: { ...def.data, fields: [...ownFields, ...systemFields].map((field) => field.def) },
    table: objectTable(row.key),
    // A system field wins over one of the same name that another device may have made.
    fields: new Map([...live, ...systemFields].map((field) => [field.def.name, field])),
    fieldsByKey: new Map([...ownFields, ...systemFields].map((field) => [field.def.key, field])),
    titleField,
    // Filled by linkInverses, once every object is there.
    inverses: new Map(),
  };
};

/** Fields made from rows that may not have changed since, by rid. Without it an import that makes 1,000 fields checks half a million. */
export type KnownFields = Map<number, { readonly row: FieldRow; readonly field: FieldModel | undefined }>;

const isSameRow = (a: FieldRow, b: FieldRow): boolean =>
  a.label === b.label &&
  a.settings === b.settings &&
  a.sort_order === b.sort_order &&
  a.deleted_at_ms === b.deleted_at_ms &&
  a.is_required === b.is_required &&
  a.is_unique === b.is_unique &&
  a.is_hidden === b.is_hidden &&
  a.help === b.help &&
  a.name === b.name &&
  a.type === b.type &&
  a.id === b.id;

const toKnownField = (known: KnownFields, row: FieldRow): FieldModel | undefined => {
  const before = known.get(row.rid);
  if (before && isSameRow(before.row, row)) return before.field;
  const field = toField(row);
  known.set(row.rid, { row, field });
  return field;
};

/** Reads the whole data model from its tables. */
export const loadSchema = (db: ReadDb, known: KnownFields = new Map()): SchemaModel => {
  const fieldsByObject = new Map<string, FieldModel[]>();
  for (const row of listFieldRows(db)) {
    const field = toKnownField(known, row);
    if (!field) continue;
    const fields = fieldsByObject.get(row.object_key);
    if (fields) fields.push(field);
    else fieldsByObject.set(row.object_key, [field]);
  }
  const all = listObjectRows(db).flatMap((row) => toObject(row, fieldsByObject.get(row.key) ?? []) ?? []);
  linkInverses(all);
  const members = listMembers(db);
  return {
    version: readSchemaVersion(db),
    objects: new Map(all.filter(({ def }) => def.deletedAtMs === null).map((object) => [object.def.name, object])),
    objectsByKey: new Map(all.map((object) => [object.def.key, object])),
    links: linkModels(all),
    members,
    roles: listRoles(db),
    me: members.find(({ role, isActive }) => role === OWNER_ROLE && isActive)?.id ?? null,
  };
};
