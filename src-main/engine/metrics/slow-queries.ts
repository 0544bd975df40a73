import type { ChangeBus } from '../kernel/event-bus';
import type { Clock, Log } from '../kernel/ports';
import type { InTransaction, ReadDb } from '../storage/db';
import { addToHistogram, newHistogram } from './histogram.rules';
import { listSlowRows, readThreshold, replaceSlowRows, type SlowRow } from './slow-queries.sql';
import type { SlowCall, SlowWatch } from './time-query';

/** The queries that took long, by shape: which tables and fields, never a value. Kept over restarts. */
export interface SlowQueries extends SlowWatch {
  /** What took most of the time first. */
  readonly list: () => readonly SlowRow[];
  readonly forget: () => void;
  /** Writes down what is not written yet. Before the workspace is closed. */
  readonly close: () => void;
}

interface SlowQueriesDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: Pick<ChangeBus, 'subscribe'>;
}

/** So many shapes are kept; beyond, the one unseen for longest goes. */
const MAX_SHAPES = 200;
/** Written so long after the first that is new: many are written at once. */
const SAVE_MS = 10_000;

const withCall = (known: SlowRow | undefined, call: SlowCall, nowMs: number): SlowRow => {
  const times = known?.times ?? newHistogram();
  addToHistogram(times, call.ms);
  return {
    shape: call.shape,
    times,
    unfinished: (known?.unfinished ?? 0) + (call.isFinished ? 0 : 1),
    lastMs: call.ms,
    lastAtMs: nowMs,
    lastRows: call.rows,
    // Where a call was ended from outside nobody could look.
    plan: call.plan.length > 0 ? [...call.plan] : (known?.plan ?? []),
  };
};

export const createSlowQueries = ({ clock, log, read, inTransaction, bus }: SlowQueriesDeps): SlowQueries => {
  let loaded: Map<string, SlowRow> | undefined;
  let thresholdMs: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** In order of use, the longest unseen first. Read when first needed, which at a start is not now. */
  const rows = (): Map<string, SlowRow> =>
    (loaded ??= new Map(listSlowRows(read).map((row) => [JSON.stringify(row.shape), row])));

  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    inTransaction((db) => replaceSlowRows(db, [...rows().values()]));
  };
  const saveLater = (): void => {
    timer ??= setTimeout(() => {
      try {
        save();
      } catch (cause) {
        log.error('slow queries could not be written down', cause);
      }
    }, SAVE_MS).unref();
  };

  const unsubscribe = bus.subscribe(({ topics }) => {
    if (topics.includes('workspace')) thresholdMs = undefined;
  });
  return {
    thresholdMs: () => (thresholdMs ??= readThreshold(read)),
    slow: (call) => {
      const known = rows();
      const key = JSON.stringify(call.shape);
      const row = withCall(known.get(key), call, clock.nowMs());
      known.delete(key);
      known.set(key, row);
      for (const oldest of known.keys()) {
        if (known.size <= MAX_SHAPES) break;
        known.delete(oldest);
      }
      saveLater();
    },
    list: () => [...rows().values()].toSorted((a, b) => b.times.totalMs - a.times.totalMs),
    forget: () => {
      rows().clear();
      save();
    },
    close: () => {
      unsubscribe();
      if (timer) save();
    },
  };
};
