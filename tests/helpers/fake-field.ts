import { plainField } from '@renderer/fields/plain-field';
import type { FieldDef, FieldType } from '@shared/domain/schema';

/** A field that says no more than its name and type, labelled by its name. */
export const fakeField = (name: string, type: FieldType, more: Partial<FieldDef> = {}): FieldDef => ({
  ...plainField(type, name.charAt(0).toUpperCase() + name.slice(1)),
  key: name,
  name,
  ...more,
});
