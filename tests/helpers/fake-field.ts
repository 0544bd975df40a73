import type { FieldDef, FieldType } from '@shared/domain/schema';

/** A field that says no more than its name and type, labelled by its name. */
export const fakeField = (name: string, type: FieldType, more: Partial<FieldDef> = {}): FieldDef => ({
  key: name,
  name,
  label: name.charAt(0).toUpperCase() + name.slice(1),
  type,
  settings: {},
  help: '',
  isStandard: true,
  isSystem: false,
  isRequired: false,
  isUnique: false,
  isHidden: false,
  order: 0,
  deletedAtMs: null,
  ...more,
});
