import { rulesOf } from '@shared/domain/field-types';
import type { FieldDef } from '@shared/domain/schema';

/** Whether a person may write into the field: the engine keeps some fields itself, others their role keeps from them. */
export const isEditable = (field: FieldDef): boolean =>
  !field.isSystem && field.isReadOnly !== true && !rulesOf(field).isComputed && field.type !== 'position';
