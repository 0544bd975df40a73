import { rulesFor } from '@shared/domain/field-types/index';
import { storageFor } from './field-types/index';
import { SYSTEM_FIELDS, type FieldModel } from './model';

const SYSTEM_LABELS: Readonly<Record<string, string>> = {
  createdAt: 'Created',
  updatedAt: 'Updated',
  deletedAt: 'Deleted',
  createdBy: 'Created by',
  updatedBy: 'Updated by',
  position: 'Position',
};
const FIRST_SYSTEM_ORDER = 1_000_000;

/** What the engine keeps of every record. */
export const systemFields: readonly FieldModel[] = SYSTEM_FIELDS.map(({ name, type, column }, at) => ({
  def: {
    key: name,
    name,
    label: SYSTEM_LABELS[name] ?? name,
    type,
    settings: {},
    help: '',
    isStandard: true,
    isSystem: true,
    isRequired: false,
    isUnique: false,
    isHidden: name === 'position' || name === 'deletedAt',
    order: FIRST_SYSTEM_ORDER + at,
    deletedAtMs: null,
  },
  valueType: type,
  rules: rulesFor(type),
  storage: storageFor(type),
  columns: [column],
}));
