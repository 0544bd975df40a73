import { defaultValue } from '../../fields/field-parsing';
import type { FieldEnvironment } from '../../fields/field-environment';
import type { ObjectDef } from '@shared/domain/schema';
import type { FieldValues } from '../../rpc/cached-rows';

/** What a new record has before anybody fills it in: the fields' defaults, and it enters a pipeline at the first stage. */
export const startValues = (object: ObjectDef, environment: FieldEnvironment): FieldValues =>
  Object.fromEntries(
    object.fields.flatMap((field) => {
      if (field.deletedAtMs !== null) return [];
      const { name, type, settings } = field;
      if (settings.defaultValue !== undefined) return [[name, defaultValue(field, environment)]];
      const [first] = settings.options ?? [];
      return type === 'select' && first?.probability !== undefined ? [[name, first.key]] : [];
    }),
  );
