import type { FieldDef } from '@shared/domain/schema';

/** Fields that a list may show and be filtered by. `deletedAt` says nothing of live records. */
export const isListable = (field: FieldDef): boolean =>
  field.deletedAtMs === null && !field.isHidden && field.type !== 'position' && field.name !== 'deletedAt';
