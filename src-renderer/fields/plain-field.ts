import type { FieldDef, FieldType } from '@shared/domain/schema';

/** A field of no object: for an editor of a value that is part of a question rather than of a record. */
export const plainField = (type: FieldType, label: string): FieldDef => ({
  key: 'value',
  name: 'value',
  label,
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
});
