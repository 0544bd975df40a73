import type { ChangeSet, RecordChange } from '@shared/domain/changes';
import type { ChangeBus } from './event-bus';

/** A listener that is slower than this gets one change set that stands for all it has missed. */
const MAX_PENDING = 64;

const mergeRecords = (changes: readonly RecordChange[]): RecordChange[] => {
  const byObject = new Map<string, RecordChange>();
  for (const change of changes) {
    const before = byObject.get(change.object);
    byObject.set(change.object, {
      object: change.object,
      hasMembershipChange: change.hasMembershipChange || (before?.hasMembershipChange ?? false),
      fields: [...new Set([...(before?.fields ?? []), ...change.fields])],
      ids: null,
    });
  }
  return [...byObject.values()];
};

const merge = (sets: readonly ChangeSet[]): ChangeSet => ({
  seq: sets.at(-1)?.seq ?? 0,
  topics: [...new Set(sets.flatMap(({ topics }) => topics))],
  records: mergeRecords(sets.flatMap(({ records }) => records)),
});

/** Every change set from now on, until `signal` aborts or the reader stops. Memory is bounded whatever the reader's speed. */
export async function* streamChanges(
  bus: ChangeBus,
  signal: AbortSignal | undefined,
  /** What the listener may be told of it. */
  toShown: (changes: ChangeSet) => ChangeSet,
): AsyncGenerator<ChangeSet, void> {
  let pending: ChangeSet[] = [];
  let wake = (): void => undefined;
  const unsubscribe = bus.subscribe((changes) => {
    pending.push(changes);
    if (pending.length > MAX_PENDING) pending = [merge(pending)];
    wake();
  });
  const stop = (): void => wake();
  signal?.addEventListener('abort', stop);
  try {
    while (!signal?.aborted) {
      const next = pending.shift();
      if (next) yield toShown(next);
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    unsubscribe();
  }
}
