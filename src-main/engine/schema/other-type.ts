import type { FieldSettings, FieldType } from '@shared/domain/schema';
import { toFieldModel } from './field-model';
import { linkInverses, type UnlinkedObject } from './link-inverses';
import { linkModels } from './link-models';
import type { FieldModel, ObjectModel, SchemaModel } from './model';

interface OtherType {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly type: FieldType;
  readonly settings: FieldSettings;
}

const changed = ({ field, type, settings }: OtherType, object: ObjectModel): UnlinkedObject => {
  const made = toFieldModel({ ...field.def, type, settings });
  const swap = (each: FieldModel): FieldModel => (each.def.key === made.def.key ? made : each);
  return {
    ...object,
    def: { ...object.def, fields: object.def.fields.map((def) => (def.key === made.def.key ? made.def : def)) },
    fields: new Map([...object.fields].map(([name, each]) => [name, swap(each)])),
    fieldsByKey: new Map([...object.fieldsByKey].map(([key, each]) => [key, swap(each)])),
    inverses: new Map(),
  };
};

/**
 * The data model as it would be with a field of another type, to ask what would no longer fit. Its columns are not there: what is compiled by it must not be
 * run.
 */
export const withOtherType = (schema: SchemaModel, other: OtherType): SchemaModel => {
  const all = [...schema.objectsByKey.values()].map((object): UnlinkedObject =>
    object.def.key === other.object.def.key ? changed(other, object) : { ...object, inverses: new Map() },
  );
  linkInverses(all);
  return {
    ...schema,
    objects: new Map(all.filter(({ def }) => def.deletedAtMs === null).map((object) => [object.def.name, object])),
    objectsByKey: new Map(all.map((object) => [object.def.key, object])),
    links: linkModels(all),
  };
};
