import { nextTurn } from '../../kernel/next-turn';
import { untilLeft } from '../../kernel/until-left';
import type { ChangeBus } from '../../kernel/event-bus';
import type { Log } from '../../kernel/ports';
import type { SchemaModel } from '../../schema/model';
import type { SeenSchema } from '../../schema/registry';
import type { InTransaction, ReadDb, WriteDb } from '../../storage/db';
import { listLiveCells } from '../write/record.sql';
import { textsOfRecord } from '../write/search-index';
import { deleteAllTexts, hasDue, replaceTexts, TEXT_PARTS } from '../write/search-rows.sql';
import { indexDue } from '../write/text-index';
import { gatherVocabulary } from '../write/vocabulary';
import { toWritable } from '../write/writable-object';
import {
  findPendingRebuild,
  findStale,
  isRebuilding,
  type PendingRebuild,
  saveIndexed,
  savePendingRebuild,
} from './rebuild-progress';

export interface SearchKeeperDeps {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly schema: SeenSchema;
  readonly bus: ChangeBus;
  readonly log: Log;
}

/**
 * Writes to the search indexes what single writes left to be indexed after them and, where records were not written through the write path (after an upgrade, or
 * when fields came and went), all of it anew.
 */
export interface SearchKeeper {
  /** From here on search finds all that was committed. To be called before search is asked. */
  readonly indexWritten: () => void;
  /**
   * Writes all of it anew; resolves when it is done. A caller who leaves (`signal`) before it began stops it; later it goes on to its end without them, for half
   * an index would find half of the records. Errors: the signal's reason.
   */
  readonly rebuild: (signal?: AbortSignal) => Promise<Record<string, never>>;
  /** Stops at the next safe point; what is left is done when the workspace opens again. */
  readonly close: () => Promise<void>;
}

/** Records that are indexed in one transaction: others wait for it some ten milliseconds at most. */
const SLICE = 500;

/** So long after a write its record is indexed, unless search is asked before; what else is written meanwhile comes along. */
const LATER_MS = 100;
/** Written records that are indexed in one transaction: others wait for it some milliseconds. */
const FEW = 50;

/** Indexes the next records; answers what is left. */
const rebuildSlice = (db: WriteDb, schema: SchemaModel, { objects, afterRid }: PendingRebuild): PendingRebuild => {
  const [key, ...others] = objects;
  const model = key === undefined ? undefined : schema.objectsByKey.get(key);
  if (!model) return { objects: others, afterRid: 0 };
  const object = toWritable(model);
  const records = listLiveCells(db, object, afterRid, SLICE);
  const vocabulary = gatherVocabulary();
  for (const { rid, cells } of records) {
    const texts = textsOfRecord(object, cells);
    replaceTexts(db, rid, texts, TEXT_PARTS.all);
    vocabulary.learn(texts.vocabulary);
  }
  vocabulary.save(db);
  const last = records.at(-1);
  return last && records.length === SLICE ? { objects, afterRid: last.rid } : { objects: others, afterRid: 0 };
};

const startOver = (db: WriteDb, schema: SchemaModel, stale: 'all' | readonly string[]): void => {
  const pending = findPendingRebuild(db)?.objects ?? [];
  if (stale === 'all') {
    deleteAllTexts(db);
    savePendingRebuild(db, { objects: [...schema.objectsByKey.keys()], afterRid: 0 });
  } else if (stale.length > 0) {
    savePendingRebuild(db, { objects: [...new Set([...stale, ...pending])], afterRid: 0 });
  }
  saveIndexed(db, schema);
};

/** Finishes what an earlier run left and follows changes of the data model. `close` before the workspace is closed. */
export const createSearchKeeper = (deps: SearchKeeperDeps): SearchKeeper => {
  let isClosed = false;
  let running: Promise<void> = Promise.resolve();

  const finish = async (): Promise<void> => {
    if (isClosed || !isRebuilding(deps.read)) return;
    while (!isClosed && isRebuilding(deps.read)) {
      deps.inTransaction((db) => {
        const pending = findPendingRebuild(db);
        if (pending) savePendingRebuild(db, rebuildSlice(db, deps.schema.current(), pending));
      });
      await nextTurn();
    }
    deps.bus.publish({ topics: ['records'], records: [] });
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    running = running.then(work, work);
    return running;
  };
  /** At once, for a field that comes and goes while older work is under way is to be seen both times. */
  const catchUp = (): void => {
    try {
      const { objects, isUpToDate } = findStale(deps.read, deps.schema.current());
      if (!isUpToDate)
        deps.inTransaction((db) => {
          startOver(db, deps.schema.current(), objects);
        });
    } catch (cause) {
      deps.log.error('the search index could not be compared with the data model', cause);
    }
    inTurn(finish).catch((cause: unknown) => deps.log.error('the search index could not be written anew', cause));
  };

  const indexSome = (): boolean => deps.inTransaction((db) => indexDue(db, deps.schema.current(), FEW)) === FEW;
  const indexAll = async (): Promise<void> => {
    while (!isClosed && indexSome()) await nextTurn();
  };
  let timer: NodeJS.Timeout | undefined;
  const indexLater = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      indexAll().catch((cause: unknown) => deps.log.error('what was written could not be indexed for search', cause));
    }, LATER_MS).unref();
  };

  const unsubscribe = deps.bus.subscribe(({ topics }) => {
    if (topics.includes('schema')) catchUp();
    if (topics.includes('records')) indexLater();
  });
  catchUp();
  if (hasDue(deps.read)) indexLater();
  return {
    indexWritten: () => {
      if (hasDue(deps.read)) while (indexSome());
    },
    rebuild: async (signal) => {
      const done = inTurn(async () => {
        if (isClosed || signal?.aborted) return;
        deps.inTransaction((db) => {
          startOver(db, deps.schema.current(), 'all');
        });
        await finish();
      });
      signal?.addEventListener('abort', () => {
        done.catch((cause: unknown) => deps.log.error('the search index could not be written anew', cause));
      });
      await untilLeft(done, signal);
      return {};
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      unsubscribe();
      await running.catch(() => undefined);
    },
  };
};
