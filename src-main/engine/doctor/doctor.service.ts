import fs from 'node:fs';
import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { DoctorReport } from '@shared/contract/workspace.contract';
import { AttachmentId } from '@shared/domain/ids';
import { toMessage } from '@shared/messages/message';
import { nextTurn } from '../kernel/next-turn';
import { attachmentPath } from '../exchange/attachments.service';
import { listIndexNames, listKeptIndexes } from '../records/indexes/indexes.sql';
import { isRebuilding } from '../records/search/rebuild-progress';
import { assertMaySet } from '../schema/access';
import type { ObjectModel, SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import { isDamage } from '../storage/storage-failure';
import { countStaleValues } from '../records/computed/count-stale-values';
import { checkIndexedValues } from './indexed-values';
import {
  countDanglingLinks,
  countIndexedGhosts,
  countLostRows,
  countOrphanRows,
  countSearchGhosts,
  countUnlogged,
  countUnsearchable,
  integrityProblems,
  listAttachments,
  listTables,
  readLogState,
  readTotals,
  SEARCH_TABLES,
  tableColumns,
} from './doctor.sql';

type Finding = DoctorReport['findings'][number];

export interface DoctorDeps {
  readonly schema: SeenSchema;
  /** Whether an attachment's content is in the workspace's folder. */
  readonly hasAttachmentFile: (sha: string) => boolean;
}

const finding = (check: string, words: MessageDescriptor, count: number): readonly Finding[] =>
  count === 0 ? [] : [{ check, message: toMessage(words), count }];

const fileFindings = (db: ReadDb, table: string): readonly Finding[] => {
  const problems = integrityProblems(db, table);
  const [first] = problems;
  return first === undefined ? [] : finding('file', msg`The file is damaged: ${first}`, problems.length);
};

const columnFindings = (db: ReadDb, object: ObjectModel): readonly Finding[] => {
  const columns = new Set(tableColumns(db, object.table));
  const expected = ['rid', 'id', ...[...object.fieldsByKey.values()].flatMap((field) => field.columns)];
  const missing = expected.filter((column) => !columns.has(column));
  const { labelPlural } = object.def;
  const some = missing.slice(0, 5).join(', ');
  return finding('columns', msg`${labelPlural}: columns are missing (${some})`, missing.length);
};

const totalsFindings = (db: ReadDb, object: ObjectModel): readonly Finding[] => {
  const { key, labelPlural } = object.def;
  const totals = readTotals(db, object.table, key);
  if (!totals) return [];
  const { keptLive, keptTrashed, live, trashed } = totals;
  const isOff = live !== keptLive || trashed !== keptTrashed;
  const words = msg`${labelPlural}: the totals say ${keptLive} and ${keptTrashed} in the trash, there are ${live} and ${trashed}`;
  return finding('totals', words, isOff ? 1 : 0);
};

const rowFindings = (db: ReadDb, object: ObjectModel): readonly Finding[] => {
  const { key, labelPlural } = object.def;
  return [
    ...finding('rows', msg`${labelPlural}: records have lost their row`, countLostRows(db, object.table, key)),
    ...finding('rows', msg`${labelPlural}: rows belong to no record`, countOrphanRows(db, object.table, key)),
    ...totalsFindings(db, object),
  ];
};

const linkFindings = (db: ReadDb, schema: SchemaModel, object: ObjectModel): readonly Finding[] =>
  [...object.fields.values()].flatMap((field) => {
    const [column] = field.columns;
    const isMorph = field.def.type === 'morphRelation';
    if (column === undefined || (!isMorph && field.def.type !== 'relation')) return [];
    const targetKey = schema.objects.get(field.def.settings.target ?? '')?.def.key ?? '';
    const count = countDanglingLinks(db, { table: object.table, column, isMorph, targetKey });
    return finding(
      'links',
      msg`${object.def.labelPlural}: ${field.def.label} points to records that are not there`,
      count,
    );
  });

const largest = (count: (table: (typeof SEARCH_TABLES)[number]) => number): number =>
  Math.max(...SEARCH_TABLES.map(count));

const searchFindings = (db: ReadDb, unsearched: readonly string[]): readonly Finding[] => [
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

const indexFindings = (db: ReadDb): readonly Finding[] => {
  const present = new Set(listIndexNames(db));
  const kept = listKeptIndexes(db).map(({ name }) => name);
  return [
    ...finding('indexes', msg`Indexes are missing`, kept.filter((name) => !present.delete(name)).length),
    ...finding('indexes', msg`Indexes are left over`, present.size),
  ];
};

const logFindings = (db: ReadDb): readonly Finding[] => {
  const log = readLogState(db);
  if (!log) return finding('log', msg`The workspace has no device`, 1);
  const { rows, firstDseq, lastDseq, dseq, maxT, hlc } = log;
  const holes = firstDseq === null || lastDseq === null ? 0 : lastDseq - firstDseq + 1 - rows;
  return [
    ...finding('log', msg`The change log has holes`, holes),
    ...finding('log', msg`The change log ends elsewhere than the counter says`, (lastDseq ?? 0) === dseq ? 0 : 1),
    ...finding('log', msg`Records are not in the change log`, countUnlogged(db)),
    ...finding('clock', msg`The clock is behind the change log`, maxT !== null && maxT > hlc ? 1 : 0),
  ];
};

const attachmentFindings = (deps: DoctorDeps, db: ReadDb): readonly Finding[] =>
  finding(
    'files',
    msg`Attachments are missing on disk`,
    listAttachments(db).filter((sha) => !deps.hasAttachmentFile(sha)).length,
  );

/**
 * Checks the file, the tables of objects, relations, totals, search, normalised values, the log, the clock and attachments; changes
 * nothing. Gives others a turn between its steps; memory does not grow with the records. What is written while it
 * runs is not taken for a fault.
 */
export const checkWorkspace = async (deps: DoctorDeps, db: ReadDb): Promise<DoctorReport> => {
  const findings: Finding[] = [];
  try {
    await collectFindings(deps, db, findings);
  } catch (cause) {
    // Where SQLite cannot read on, that is the finding.
    if (!isDamage(cause)) throw cause;
    findings.push(...finding('file', msg`The file is damaged: not all of it can be read`, 1));
  }
  return { ok: findings.length === 0, findings };
};

const collectFindings = async (deps: DoctorDeps, db: ReadDb, findings: Finding[]): Promise<void> => {
  const schema = deps.schema.current();
  const links = [...schema.links.values()].map(({ object }) => object);
  const objects = [...schema.objectsByKey.values(), ...links];
  const steps: (() => readonly Finding[])[] = [
    ...listTables(db).map((table) => () => fileFindings(db, table)),
    () => logFindings(db),
    () => indexFindings(db),
    () => searchFindings(db, [...schema.links.keys()]),
    () => attachmentFindings(deps, db),
    ...objects.map((object) => () => columnFindings(db, object)),
  ];
  for (const step of steps) {
    findings.push(...step());
    await nextTurn();
  }
  // Without its columns an object's rows cannot be read.
  const isWhole = findings.every(({ check }) => check !== 'columns');
  for (const object of isWhole ? objects : []) {
    findings.push(...rowFindings(db, object));
    await nextTurn();
    findings.push(...linkFindings(db, schema, object));
    await nextTurn();
  }
  const stale = isWhole ? await countStaleValues(schema, db, nextTurn) : [];
  for (const [{ object, field }, count] of stale) {
    const { labelPlural } = object.def;
    const { label } = field.def;
    findings.push(...finding('computed', msg`${labelPlural}: ${label} holds values that are out of date`, count));
  }
  const differences = await checkIndexedValues(db, isWhole ? objects : [], nextTurn);
  for (const [{ def }, { missing, extra }] of differences) {
    findings.push(
      ...finding('values', msg`${def.labelPlural}: normalised values are missing`, missing),
      ...finding('values', msg`${def.labelPlural}: normalised values are out of date`, extra),
    );
  }
};

/** Checks the open workspace (`checkWorkspace`), whatever the caller sees of it. Errors: `forbidden`. */
export const runDoctor = async (deps: {
  readonly schema: SeenSchema;
  readonly wholeSchema: SeenSchema;
  readonly read: ReadDb;
  readonly paths: { readonly files: string };
}): Promise<DoctorReport> => {
  assertMaySet(deps.schema.current(), 'workspace');
  return checkWorkspace(
    {
      schema: deps.wholeSchema,
      hasAttachmentFile: (sha) => fs.existsSync(attachmentPath(deps.paths.files, AttachmentId.parse(sha))),
    },
    deps.read,
  );
};
