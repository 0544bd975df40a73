import type { RecordId } from '@shared/domain/ids';
import type { Sort } from '@shared/domain/query';
import type { Row } from '@shared/domain/values';
import { useEngineQuery } from '../../rpc/use-engine-query';
import { linkedFilter, type LinkedObject } from './record-model';

/** As many as one page of the engine holds. */
const MAX_LINKED = 100;

export interface LinkedRecords {
  /** Undefined until they are here. */
  readonly rows: readonly Row[] | undefined;
  readonly total: number;
  readonly error: Error | null;
}

const NEWEST_FIRST: readonly Sort[] = [{ field: 'createdAt', direction: 'desc', nulls: 'last' }];

/** Notes or tasks of a record, newest first. */
export const useLinkedRecords = (
  model: LinkedObject | undefined,
  to: { readonly object: string; readonly id: RecordId },
): LinkedRecords => {
  const found = useEngineQuery(
    'records.query',
    {
      object: model?.object.name ?? '',
      ...(model ? { filter: linkedFilter(model.link, to) } : {}),
      sort: [...NEWEST_FIRST],
      page: { limit: MAX_LINKED },
    },
    { enabled: model !== undefined, keepPrevious: false },
  );
  return { rows: model ? found.data?.rows : [], total: found.data?.total ?? 0, error: found.error };
};
