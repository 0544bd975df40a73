import type { Query, QueryClient } from '@tanstack/react-query';
import type { ChangeSet } from '@shared/domain/changes';
import { isMadeStale } from './invalidation';
import type { EngineSession } from './session';

/** The longest that a slow refetch holds up the next round. */
const ROUND_MS = 1_000;
const RETRY_MS = 500;

const later = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/**
 * Keeps what the window shows fresh: one subscription to all change sets; each marks the queries it can affect. Rounds
 * wait for the refetches of the one before, so an import that commits all the time does not starve them.
 */
export const followChanges = (session: EngineSession, queries: QueryClient): (() => void) => {
  const stop = new AbortController();
  let pending: ChangeSet[] = [];
  let isBusy = false;

  /** A first fetch that is under way is not begun anew; what it answers may be from before the change. */
  const invalidateAfterwards = async (query: Query) => {
    await Promise.allSettled([query.promise]);
    if (!stop.signal.aborted) await queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
  };

  const flush = async () => {
    if (isBusy) return;
    isBusy = true;
    while (pending.length > 0 && !stop.signal.aborted) {
      const round = pending;
      pending = [];
      const isStale = ({ queryKey: [path, input] }: Pick<Query, 'queryKey'>): boolean =>
        typeof path === 'string' && round.some((changes) => isMadeStale(path, input, changes));
      for (const query of queries.getQueryCache().findAll({ fetchStatus: 'fetching', predicate: isStale })) {
        if (query.state.data === undefined) void invalidateAfterwards(query);
      }
      const refetched = queries.invalidateQueries({ predicate: isStale });
      await Promise.race([refetched, later(ROUND_MS)]);
    }
    isBusy = false;
  };

  const follow = async () => {
    let isFirst = true;
    while (!stop.signal.aborted) {
      try {
        const changes = await session.client.records.changes({}, { signal: stop.signal });
        // Changes made while nobody listened are unknown.
        if (!isFirst) void queries.invalidateQueries();
        isFirst = false;
        for await (const changeSet of changes) {
          pending.push(changeSet);
          void flush();
        }
      } catch {
        // The line was lost; the session opens it again and the next round subscribes anew.
      }
      isFirst = false;
      if (!stop.signal.aborted) await later(RETRY_MS);
    }
  };

  void follow();
  return () => stop.abort();
};
