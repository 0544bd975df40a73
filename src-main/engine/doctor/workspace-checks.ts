import { msg } from '@lingui/core/macro';
import { findAttachment } from '../exchange/attachments.sql';
import { listIndexNames, listKeptIndexes } from '../records/indexes/indexes.sql';
import { isRebuilding } from '../records/search/rebuild-progress';
import { SEARCH_TABLES, type SearchTable } from '../records/search/segments.sql';
import type { KeptTotal } from '../records/totals/total.rules';
import { objectTable, type SchemaModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import { fileState, listOrphanFiles } from './attachment-files';
import {
  countIndexedGhosts,
  countSearchGhosts,
  countUnlogged,
  countUnsearchable,
  integrityProblems,
  listAttachments,
  readLogState,
} from './doctor.sql';
import { finding, type Finding } from './finding';
import { countBrokenJobs, countStrayJobRows } from './job-rows.sql';
import { isTrueTotal } from './kept-totals';
import { countFutureStamps, countStrayChanges, countTurnedStamps } from './log.sql';
import { countBrokenKeys, listRecordTables, listStructures, type Structure } from './structure.sql';

/** An index that disagrees with its table. */
const INDEX_PROBLEM = /missing from index|wrong # of entries in index|non-unique entry in index/;
/** What FTS5 says of its own tables. */
const SEARCH_PROBLEM = /inverted index/;

/** Whether an index of a table disagrees with it. */
export const hasIndexProblem = (db: ReadDb, table: string): boolean =>
  integrityProblems(db, table).some((problem) => INDEX_PROBLEM.test(problem));

/** A table and its indexes, page by page. */
export const fileFindings = (db: ReadDb, table: string): readonly Finding[] => {
  const problems = integrityProblems(db, table);
  const ofIndexes = problems.filter((problem) => INDEX_PROBLEM.test(problem));
  const ofSearch = problems.filter((problem) => SEARCH_PROBLEM.test(problem));
  const others = problems.filter((problem) => !ofIndexes.includes(problem) && !ofSearch.includes(problem));
  const [first = ''] = others;
  return [
    ...finding('file', msg`The file is damaged: ${first}`, others.length),
    ...finding('indexes', msg`Indexes of ${table} disagree with their table`, ofIndexes.length),
    ...finding('search', msg`${table} is damaged`, ofSearch.length),
  ];
};

/** Tables and indexes against those that this data model should have. */
export const structureFindings = (
  db: ReadDb,
  schema: SchemaModel,
  expected: readonly Structure[],
): readonly Finding[] => {
  const present = new Set(listStructures(db).map(({ name }) => name));
  const missing = expected.filter(({ name }) => !present.has(name));
  const tables = missing.filter(({ type }) => type === 'table').map(({ name }) => name);
  const some = tables.slice(0, 5).join(', ');
  const known = new Set([...schema.objectsByKey.keys(), ...schema.links.keys()].map(objectTable));
  return [
    ...finding('tables', msg`Tables are missing (${some})`, tables.length),
    ...finding('indexes', msg`Indexes of tables are missing`, missing.length - tables.length),
    ...finding(
      'tables',
      msg`Tables belong to no object`,
      listRecordTables(db).filter((name) => !known.has(name)).length,
    ),
    ...finding('links', msg`Foreign keys are broken`, countBrokenKeys(db)),
  ];
};

const largest = (count: (table: SearchTable) => number): number => Math.max(...SEARCH_TABLES.map(count));

/** The tables of search against the records that there are. */
export const searchFindings = (db: ReadDb, unsearched: readonly string[]): readonly Finding[] => [
  // What is being written anew is not there yet.
  ...(isRebuilding(db)
    ? []
    : finding(
        'search',
        msg`Records cannot be found by search`,
        largest((table) => countUnsearchable(db, table, unsearched)),
      )),
  ...finding(
    'search',
    msg`Search finds records that are gone`,
    largest((table) => countSearchGhosts(db, table)),
  ),
  ...finding('values', msg`Normalised values belong to records that are gone`, countIndexedGhosts(db)),
];

/** Indexes that follow use. */
export const indexFindings = (db: ReadDb): readonly Finding[] => {
  const present = new Set(listIndexNames(db));
  const kept = listKeptIndexes(db).map(({ name }) => name);
  return [
    ...finding('indexes', msg`Indexes are missing`, kept.filter((name) => !present.delete(name)).length),
    ...finding('indexes', msg`Indexes are left over`, present.size),
  ];
};

/** The change log: no holes, stamps that rise, nothing without its action. */
export const logFindings = (db: ReadDb): readonly Finding[] => {
  const log = readLogState(db);
  if (!log) return finding('log', msg`The workspace has no device`, 1);
  const { rows, firstDseq, lastDseq, dseq, maxT, hlc } = log;
  const holes = firstDseq === null || lastDseq === null ? 0 : lastDseq - firstDseq + 1 - rows;
  return [
    ...finding('log', msg`The change log has holes`, holes),
    ...finding('log', msg`The change log ends elsewhere than the counter says`, (lastDseq ?? 0) === dseq ? 0 : 1),
    ...finding('log', msg`Records are not in the change log`, countUnlogged(db)),
    ...finding('log', msg`The stamps of the change log do not rise`, countTurnedStamps(db)),
    ...finding('log', msg`Changes belong to no action`, countStrayChanges(db)),
    ...finding('clock', msg`The clock is behind the change log`, maxT !== null && maxT > hlc ? 1 : 0),
    ...finding('clock', msg`The clock is behind the stamps of records`, countFutureStamps(db)),
  ];
};

/** Kept totals against counting. */
export const keptTotalFindings = (db: ReadDb, schema: SchemaModel, kept: KeptTotal): readonly Finding[] => {
  const label = schema.objectsByKey.get(kept.obj)?.def.labelPlural ?? kept.obj;
  return finding(
    'totals',
    msg`${label}: a kept total is not what counting gives`,
    isTrueTotal(db, schema, kept) ? 0 : 1,
  );
};

/** Rows of the job queue. */
export const jobFindings = (db: ReadDb): readonly Finding[] => [
  ...finding('jobs', msg`Attempts and logs belong to no job`, countStrayJobRows(db)),
  ...finding('rows', msg`Jobs cannot be read`, countBrokenJobs(db)),
];

/** Attachments against the files on disk, by the hash of their content. */
export const attachmentFindings = async (
  db: ReadDb,
  folder: string,
  pause: () => Promise<void>,
): Promise<readonly Finding[]> => {
  const counts = { missing: 0, changed: 0, whole: 0 };
  const attachments = listAttachments(db);
  for (const attachment of attachments) {
    counts[await fileState(folder, attachment, pause)] += 1;
    await pause();
  }
  const orphans = listOrphanFiles(folder, (sha) => findAttachment(db, sha) !== undefined);
  return [
    ...finding('files', msg`Attachments are missing on disk`, counts.missing),
    ...finding('files', msg`Attachments are not what they were when they were kept`, counts.changed),
    ...finding('orphans', msg`Files on disk belong to no attachment`, orphans.length),
  ];
};
