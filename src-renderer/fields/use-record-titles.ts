import { useQueries } from '@tanstack/react-query';
import { RecordId } from '@shared/domain/ids';
import { recordTitle } from '@shared/domain/record-title';
import { useSession } from '../rpc/engine-context';
import { engineQuery } from '../rpc/use-engine-query';
import { findObject, useFieldEnvironment } from './field-environment';

export interface RecordName {
  readonly object: string;
  readonly id: RecordId;
  /** Empty until it is known. */
  readonly title: string;
}

/** The names of a few records of one object; ids that are none are left out. */
export const useRecordTitles = (object: string, ids: readonly string[]): readonly RecordName[] => {
  const session = useSession();
  const definition = findObject(useFieldEnvironment(), object);
  const known = ids.flatMap((id) => RecordId.safeParse(id).data ?? []);
  return useQueries({
    queries: known.map((id) => engineQuery(session, 'records.get', { object, id })),
    combine: (results) =>
      known.map((id, index) => {
        const row = results[index]?.data;
        return { object, id, title: definition && row ? recordTitle(definition, row) : '' };
      }),
  });
};
