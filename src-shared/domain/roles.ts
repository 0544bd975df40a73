import { z } from 'zod';
import { ApiName } from './ids';
import { Filter } from './query';

/** What may be done to records of an object. Without `see` nothing else can be. */
export const RECORD_RIGHTS = ['see', 'create', 'edit', 'delete', 'restore', 'purge', 'export'] as const;
export const RecordRight = z.enum(RECORD_RIGHTS);
export type RecordRight = z.infer<typeof RecordRight>;

/**
 * Which records of an object there are for somebody. `own`: those they made, or whose field "owner" names them.
 * `ownAndShared`: also those that any other member field names them in. `filter`: those that match the rule's filter.
 */
export const RECORD_SCOPES = ['all', 'ownAndShared', 'own', 'filter'] as const;
export const RecordScope = z.enum(RECORD_SCOPES);
export type RecordScope = z.infer<typeof RecordScope>;

/** A field that is named is no more than this; others may be seen and edited as the object may. */
export const FieldAccess = z.enum(['hidden', 'readOnly']);
export type FieldAccess = z.infer<typeof FieldAccess>;

export const ObjectRule = z.strictObject({
  rights: z.array(RecordRight).max(RECORD_RIGHTS.length),
  records: RecordScope.default('all'),
  /** With `records: 'filter'` only. */
  filter: Filter.optional(),
  /** By API name. */
  fields: z.record(ApiName, FieldAccess).default({}),
});
export type ObjectRule = Readonly<z.infer<typeof ObjectRule>>;

/** What only some may change besides records. */
export const SETTING_RIGHTS = ['workspace', 'dataModel', 'members', 'views', 'import', 'backups'] as const;
export const SettingRight = z.enum(SETTING_RIGHTS);
export type SettingRight = z.infer<typeof SettingRight>;

export const RoleRules = z.strictObject({
  settings: z.array(SettingRight).max(SETTING_RIGHTS.length).default([]),
  /** For objects that `objects` does not name, those made later too. */
  otherObjects: ObjectRule,
  /** By API name. */
  objects: z.record(ApiName, ObjectRule).default({}),
});
export type RoleRules = Readonly<z.infer<typeof RoleRules>>;

export const Role = z.object({
  key: ApiName,
  name: z.string().min(1).max(100),
  /** Comes with Outpost: it may be changed, but for Owner, and not be deleted. */
  isStandard: z.boolean(),
  rules: RoleRules,
});
export type Role = Readonly<z.infer<typeof Role>>;

/** May do everything, whatever its rules say; there is always an active member who has it. */
export const OWNER_ROLE = 'owner';

const EVERYTHING: ObjectRule = { rights: [...RECORD_RIGHTS], records: 'all', fields: {} };

/** What a new workspace has, in this order. */
export const STANDARD_ROLES: readonly Role[] = [
  {
    key: OWNER_ROLE,
    name: 'Owner',
    isStandard: true,
    rules: { settings: [...SETTING_RIGHTS], otherObjects: EVERYTHING, objects: {} },
  },
  {
    key: 'admin',
    name: 'Admin',
    isStandard: true,
    rules: { settings: [...SETTING_RIGHTS], otherObjects: EVERYTHING, objects: {} },
  },
  {
    key: 'member',
    name: 'Member',
    isStandard: true,
    rules: {
      settings: ['views', 'import'],
      otherObjects: { ...EVERYTHING, rights: RECORD_RIGHTS.filter((right) => right !== 'purge') },
      objects: {},
    },
  },
  {
    key: 'guest',
    name: 'Guest',
    isStandard: true,
    rules: { settings: [], otherObjects: { ...EVERYTHING, rights: ['see'] }, objects: {} },
  },
];
