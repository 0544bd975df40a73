import type { FieldModel, ObjectModel, SchemaModel } from './model';

/** The live object that a relation to one record points to, if it still exists; undefined for fields of other types. */
export const relationTarget = (schema: SchemaModel, { def }: FieldModel): ObjectModel | undefined =>
  def.type === 'relation' ? schema.objects.get(def.settings.target ?? '') : undefined;
