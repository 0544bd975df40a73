import { useInfiniteQuery } from '@tanstack/react-query';
import type { HistoryEntry } from '@shared/contract/history.contract';
import type { RecordId } from '@shared/domain/ids';
import { useEngine } from '../../rpc/engine-context';

const PAGE = 50;

export interface RecordHistory {
  /** Undefined until the first page is here; newest first. */
  readonly entries: readonly HistoryEntry[] | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly error: Error | null;
}

/** Every change of one record, page by page. */
export const useRecordHistory = (object: string, id: RecordId): RecordHistory => {
  const engine = useEngine();
  const pages = useInfiniteQuery({
    // Path and input first: that is how change sets find the queries that they make stale.
    queryKey: ['history.record', { object, id }, 'pages'] as const,
    queryFn: ({ pageParam, signal }) =>
      engine.history.record(
        { object, id, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  return {
    entries: pages.data?.pages.flatMap(({ entries }) => entries),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    error: pages.error,
  };
};
