import { rulesFor } from '@shared/domain/field-types';
import type { FieldDef } from '@shared/domain/schema';

/** Whether a person may write into the field: the engine keeps some fields itself. */
export const isEditable = (field: FieldDef): boolean =>
  !field.isSystem && !rulesFor(field.type).isComputed && field.type !== 'position';
