import type { RecordPage } from '@shared/contract/records.contract';
import { canAffect, type ChangeSet, filterPaths, type ReadScope } from '@shared/domain/changes';
import type { RecordQuery } from '@shared/domain/query';
import type { ChangeBus } from '../../kernel/event-bus';

interface WatchDeps {
  readonly bus: Pick<ChangeBus, 'subscribe'>;
  /** Answers a query as any other caller's. */
  readonly read: (query: RecordQuery) => Promise<RecordPage>;
  /** Lets a burst of changes pass. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** Short enough to feel immediate, long enough that an import does not run the query for every slice. */
const COALESCE_MS = 30;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const scopeOf = (query: RecordQuery): ReadScope => ({
  object: query.object,
  paths: query.fields && [
    ...query.fields,
    ...filterPaths(query.filter),
    ...(query.sort ?? []).map(({ field }) => field),
  ],
});

const mayAffect = (scope: ReadScope, changes: ChangeSet): boolean =>
  changes.topics.includes('schema') || canAffect(scope, changes);

/**
 * A page at once, and again whenever a change made it different. Changes that cannot matter do not run the query; those
 * that come in a burst run it once. Ends when `signal` is aborted. Errors: those of `queryRecords`.
 */
export async function* watchRecords(
  deps: WatchDeps,
  query: RecordQuery,
  signal: AbortSignal | undefined,
): AsyncGenerator<RecordPage, void> {
  const scope = scopeOf(query);
  const pause = deps.pause ?? sleep;
  let isDirty = true;
  let wake = (): void => undefined;
  const unsubscribe = deps.bus.subscribe((changes) => {
    if (!mayAffect(scope, changes)) return;
    isDirty = true;
    wake();
  });
  const onAbort = (): void => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    let shown: string | undefined;
    while (!signal?.aborted) {
      if (!isDirty) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        await pause(COALESCE_MS);
        continue;
      }
      isDirty = false;
      const page = await deps.read(query);
      const text = JSON.stringify(page);
      if (text === shown) continue;
      shown = text;
      yield page;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    unsubscribe();
  }
}
