import { msg } from '@lingui/core/macro';
import type { DoctorReport } from '@shared/contract/workspace.contract';
import { countStaleValues } from '../records/computed/count-stale-values';
import type { ComputedNode } from '../records/computed/plan';
import { isRecomputing } from '../records/computed/recompute.job';
import { listKeptTotals } from '../records/totals/totals.sql';
import type { ObjectModel, SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import { isDamage } from '../storage/storage-failure';
import { listTables } from './doctor.sql';
import { finding, type Finding, type Watch } from './finding';
import { checkIndexedValues } from './indexed-values';
import { columnFindings, linkFindings, rowFindings, stageFindings, textFindings } from './record-checks';
import type { Structure } from './structure.sql';
import {
  attachmentFindings,
  fileFindings,
  indexFindings,
  jobFindings,
  keptTotalFindings,
  logFindings,
  searchFindings,
  structureFindings,
} from './workspace-checks';

export interface DoctorDeps {
  /** With nothing left out. */
  readonly schema: SeenSchema;
  readonly paths: { readonly files: string };
  /** What tables and indexes there should be. */
  readonly expected: readonly Structure[];
}

type Step = () => readonly Finding[] | Promise<readonly Finding[]>;

const workspaceSteps = (deps: DoctorDeps, db: ReadDb, schema: SchemaModel, { pause }: Watch): readonly Step[] => [
  ...listTables(db).map((table) => () => fileFindings(db, table)),
  () => structureFindings(db, schema, deps.expected),
  () => logFindings(db),
  () => indexFindings(db),
  () => searchFindings(db, [...schema.links.keys()]),
  () => jobFindings(db),
  () => attachmentFindings(db, deps.paths.files, pause),
];

const computedFindings = async (db: ReadDb, schema: SchemaModel, { pause }: Watch): Promise<readonly Finding[]> => {
  // What is still being worked out is not wrong.
  const stale = isRecomputing(db) ? new Map<ComputedNode, number>() : await countStaleValues(schema, db, pause);
  return [...stale].flatMap(([{ object, field }, count]) => {
    const { labelPlural } = object.def;
    const { label } = field.def;
    return finding('computed', msg`${labelPlural}: ${label} holds values that are out of date`, count);
  });
};

const valueFindings = async (
  db: ReadDb,
  objects: readonly ObjectModel[],
  { pause }: Watch,
): Promise<readonly Finding[]> => {
  const differences = await checkIndexedValues(db, objects, pause);
  return [...differences].flatMap(([{ def }, { missing, extra }]) => [
    ...finding('values', msg`${def.labelPlural}: normalised values are missing`, missing),
    ...finding('values', msg`${def.labelPlural}: normalised values are out of date`, extra),
  ]);
};

const recordSteps = (
  db: ReadDb,
  schema: SchemaModel,
  objects: readonly ObjectModel[],
  watch: Watch,
): readonly Step[] => [
  ...objects.flatMap((object): readonly Step[] => [
    () => rowFindings(db, object),
    () => linkFindings(db, schema, object),
    () => stageFindings(db, object),
    ...(object.linkEnds ? [] : [() => textFindings(db, object, watch.pause)]),
  ]),
  ...listKeptTotals(db).map((kept) => () => keptTotalFindings(db, schema, kept)),
  () => computedFindings(db, schema, watch),
  () => valueFindings(db, objects, watch),
];

const runSteps = async (steps: readonly Step[], findings: Finding[], watch: Watch, from: number): Promise<void> => {
  for (const [at, step] of steps.entries()) {
    findings.push(...(await step()));
    watch.progress(from + (at + 1) / steps.length / 2);
    await watch.pause();
  }
};

const collectFindings = async (deps: DoctorDeps, db: ReadDb, findings: Finding[], watch: Watch): Promise<void> => {
  const schema = deps.schema.current();
  const links = [...schema.links.values()].map(({ object }) => object);
  const objects = [...schema.objectsByKey.values(), ...links];
  const tables = new Set(listTables(db));
  // Without its table and columns an object's rows cannot be read.
  const columns = objects.flatMap((object) => columnFindings(db, object));
  findings.push(...columns);
  const isWhole = columns.length === 0 && objects.every(({ table }) => tables.has(table));
  await runSteps(workspaceSteps(deps, db, schema, watch), findings, watch, 0);
  await runSteps(isWhole ? recordSteps(db, schema, objects, watch) : [], findings, watch, 0.5);
};

/**
 * Checks the file, the tables of objects, relations, totals, search, normalised values, computed fields, the log, the clock, jobs and attachments;
 * changes nothing. Gives others a turn between its steps; memory does not grow with the records. What is written while it
 * runs is not taken for a fault.
 */
export const checkWorkspace = async (deps: DoctorDeps, db: ReadDb, watch: Watch): Promise<DoctorReport> => {
  const findings: Finding[] = [];
  try {
    await collectFindings(deps, db, findings, watch);
  } catch (cause) {
    // Where SQLite cannot read on, that is the finding.
    if (!isDamage(cause)) throw cause;
    findings.push(...finding('file', msg`The file is damaged: not all of it can be read`, 1));
  }
  return { ok: findings.length === 0, findings };
};
