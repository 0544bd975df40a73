import { rulesOf } from '@shared/domain/field-types';
import type { FieldDef } from '@shared/domain/schema';

/** Whether a person may write into the field: the engine keeps some fields itself. */
export const isEditable = (field: FieldDef): boolean =>
  !field.isSystem && !rulesOf(field).isComputed && field.type !== 'position';
