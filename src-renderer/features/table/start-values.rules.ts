import type { ObjectDef } from '@shared/domain/schema';
import type { FieldValues } from '../../rpc/cached-rows';

/** What a new record has before anybody fills it in: it enters a pipeline at the first stage. */
export const startValues = (object: ObjectDef): FieldValues =>
  Object.fromEntries(
    object.fields.flatMap(({ name, type, deletedAtMs, settings }) => {
      const [first] = settings.options ?? [];
      const isPipeline = type === 'select' && deletedAtMs === null && first?.probability !== undefined;
      return isPipeline ? [[name, first.key]] : [];
    }),
  );
