import { rulesFor } from '@shared/domain/field-types';
import type { ObjectDef } from '@shared/domain/schema';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { shownFields } from './field-rules';

/** As many as one call of `records.aggregate` takes. */
const MAX_FIELDS = 60;

/** Per field, how many percent of the records have a value. Empty until it is counted and for objects without records. */
export const useFilledShares = (object: ObjectDef): ReadonlyMap<string, number> => {
  const fields = shownFields(object)
    .filter((field) => rulesFor(field.type).aggregates.includes('percentFilled'))
    .slice(0, MAX_FIELDS);
  const counted = useEngineQuery(
    'records.aggregate',
    {
      object: object.name,
      aggregates: fields.map((field) => ({ fn: 'percentFilled' as const, field: field.name })),
    },
    { enabled: object.deletedAtMs === null && fields.length > 0, keepPrevious: false },
  );
  const values = counted.data?.groups[0]?.values ?? [];
  return new Map(
    fields.flatMap((field, index) => {
      const value = values[index];
      return typeof value === 'number' ? [[field.name, value] as const] : [];
    }),
  );
};
