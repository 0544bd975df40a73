import type { ChangeBus } from '../kernel/event-bus';
import { nextRids } from '../records/computed/link-steps.sql';
import { planOf } from '../records/computed/plan';
import { CHUNK, recomputeRecords } from '../records/computed/recompute';
import { findAttachment } from '../exchange/attachments.sql';
import { dropIndex, listIndexNames, listKeptIndexes } from '../records/indexes/indexes.sql';
import { listKeptTotals } from '../records/totals/totals.sql';
import type { SearchKeeper } from '../records/search/search-keeper';
import { createChangeCollector } from '../records/write/change-collector';
import { openTextIndex } from '../records/write/text-index';
import type { ObjectModel } from '../schema/model';
import type { InTransaction, ReadDb } from '../storage/db';
import { listOrphanFiles, setAside } from './attachment-files';
import type { DoctorDeps } from './check-workspace';
import { listTables } from './doctor.sql';
import type { DerivedCheck } from './finding';
import { addMissingValues, removeExtraValues } from './indexed-values';
import { deleteStrayJobRows } from './job-rows.sql';
import { mendKeptTotal } from './kept-totals';
import { learnWords } from './search-texts';
import { createStructure, listStructures, rebuildIndexesOf } from './structure.sql';
import { recount } from './totals.sql';
import { hasIndexProblem } from './workspace-checks';

export interface MendDeps extends DoctorDeps {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly bus: ChangeBus;
  readonly search: Pick<SearchKeeper, 'rebuild'>;
}

export interface MendRun {
  readonly pause: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
  /** Where files go that belong to nothing. */
  readonly asideFolder: string;
}

/** Makes anew what is derived, in steps, each a transaction of its own. Doing it twice changes nothing more. */
type Mender = (deps: MendDeps, run: MendRun) => Promise<void> | void;

const objectsOf = ({ schema }: MendDeps): readonly ObjectModel[] => {
  const { objectsByKey, links } = schema.current();
  return [...objectsByKey.values(), ...[...links.values()].map(({ object }) => object)];
};

const mendIndexes: Mender = async ({ read, inTransaction, expected, bus }, { pause }) => {
  for (const table of listTables(read)) {
    if (!hasIndexProblem(read, table)) continue;
    inTransaction((db) => rebuildIndexesOf(db, table));
    await pause();
  }
  const present = new Set(listStructures(read).map(({ name }) => name));
  for (const structure of expected) {
    if (structure.type !== 'index' || present.has(structure.name)) continue;
    inTransaction((db) => createStructure(db, structure));
    await pause();
  }
  const built = new Set(listIndexNames(read));
  const kept = new Set(listKeptIndexes(read).map(({ name }) => name));
  inTransaction((db) => {
    for (const name of built) if (!kept.has(name)) dropIndex(db, name);
    for (const name of kept) if (!built.has(name)) dropIndex(db, name);
  });
  // Whoever keeps the indexes of views looks again which of them are missing.
  bus.publish({ topics: ['indexes', 'views'], records: [] });
};

const mendComputed: Mender = async ({ schema, read, inTransaction, bus }, { pause }) => {
  const current = schema.current();
  for (const node of planOf(current).nodes) {
    for (let after: number | undefined = 0; after !== undefined;) {
      const rids: readonly number[] = nextRids(read, node.object.table, after, CHUNK);
      const changes = inTransaction((db) => {
        const collector = createChangeCollector();
        const texts = openTextIndex(db, () => current);
        recomputeRecords(current, db, { collector, texts }, new Map([[node.id, rids]]));
        texts.close();
        return collector.changes();
      });
      if (changes.topics.length > 0) bus.publish(changes);
      after = rids.at(-1);
      await pause();
    }
  }
};

const mendTotals: Mender = async (deps, { pause }) => {
  for (const object of objectsOf(deps)) {
    deps.inTransaction((db) => recount(db, object));
    await pause();
  }
  for (const kept of listKeptTotals(deps.read)) {
    deps.inTransaction((db) => mendKeptTotal(db, deps.schema.current(), kept));
    await pause();
  }
  deps.bus.publish({ topics: ['records', 'workspace'], records: [] });
};

const mendValues: Mender = async (deps, { pause }) => {
  const objects = objectsOf(deps);
  await removeExtraValues(deps, objects, pause);
  await addMissingValues(deps, objects, pause);
};

const mendWords: Mender = async ({ schema, inTransaction }, { pause }) => {
  for (const object of schema.current().objectsByKey.values()) {
    for (let after: number | undefined = 0; after !== undefined;) {
      const from: number = after;
      after = inTransaction((db) => learnWords(db, object, from));
      await pause();
    }
  }
};

const mendOrphans: Mender = ({ read, paths }, { asideFolder }) =>
  setAside(
    paths.files,
    asideFolder,
    listOrphanFiles(paths.files, (sha) => findAttachment(read, sha) !== undefined),
  );

/** Who mends what. */
export const MENDERS: Readonly<Record<DerivedCheck, Mender>> = {
  indexes: mendIndexes,
  computed: mendComputed,
  values: mendValues,
  totals: mendTotals,
  words: mendWords,
  search: async ({ search }, { signal }) => {
    await search.rebuild(signal);
  },
  jobs: ({ inTransaction }) => inTransaction(deleteStrayJobRows),
  orphans: mendOrphans,
};
