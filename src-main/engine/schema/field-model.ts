import { rulesOf } from '@shared/domain/field-types/index';
import { type FieldDef, valueTypeOf } from '@shared/domain/schema';
import { fieldColumns } from './ddl.sql';
import { storageFor } from './field-types/index';
import type { FieldModel } from './model';

/** A field of an object, as the engine works with it. */
export const toFieldModel = (def: FieldDef): FieldModel => {
  const valueType = valueTypeOf(def);
  return {
    def,
    valueType,
    rules: rulesOf(def),
    storage: storageFor(valueType),
    columns: fieldColumns(def.key, valueType),
  };
};
