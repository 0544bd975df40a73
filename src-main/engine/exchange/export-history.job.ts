import fs from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { msg } from '@lingui/core/macro';
import { Exported, HistoryExport } from '@shared/contract/exchange.contract';
import type { HistoryChange } from '@shared/contract/history.contract';
import { AppError } from '@shared/errors/app-error';
import { defineJob, type JobRun } from '../jobs/job-definition';
import { exportQueue } from '../jobs/queues';
import { runJob, type RunJobDeps } from '../jobs/run-job';
import { nextTurn } from '../kernel/next-turn';
import type { Clock, Random } from '../kernel/ports';
import { iterateChanges } from '../records/history/list-changes.service';
import { assertMay, may } from '../records/policy/may';
import { getObject } from '../records/query/record-set';
import type { SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import type { ReadDb } from '../storage/db';
import { formatCsvRow, guardCell } from './formats/csv-write';
import { createStaged, removeStaged, type StagingDeps } from './staging';

interface HistoryExportDeps extends StagingDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly schema: SeenSchema;
  readonly read: ReadDb;
}

/** Writes who changed what for somebody who waits for it. */
export const exportHistoryJob = defineJob({
  kind: 'exchange.exportHistory',
  queue: exportQueue,
  payload: HistoryExport,
  result: Exported,
  title: ({ format }) => msg`Export the history as ${format.toUpperCase()}`,
  retry: { attempts: 1 },
  afterRestart: 'fail',
});

type FieldChange = HistoryChange['changes'][number];
type Format = (schema: SchemaModel, change: HistoryChange) => string;

/** Columns of the file, read by people and programs alike: always in English. */
const COLUMNS = [
  'Time',
  'Person',
  'By way of',
  'Action',
  'Change',
  'Object',
  'Record',
  'Record id',
  'Field',
  'Before',
  'After',
  'Action number',
];

/** The texts of a field before and after, as an export of records has them. */
const textsOf = (
  schema: SchemaModel,
  object: string | null,
  { field, before, after }: FieldChange,
): readonly string[] => {
  const model = object === null ? undefined : schema.objects.get(object)?.fields.get(field);
  return [before, after].map((value) => {
    if (value === null) return '';
    if (!model) return guardCell(typeof value === 'string' ? value : JSON.stringify(value), 'text');
    return guardCell(model.rules.formatText(value, { settings: model.def.settings }), model.valueType);
  });
};

const csvLines: Format = (schema, change) => {
  const { operationId, verb, atMs, actor, kind, object, recordId, title, changes } = change;
  const label = object === null ? '' : (schema.objects.get(object)?.def.labelSingular ?? object);
  const head = [new Date(atMs).toISOString(), guardCell(actor.name, 'text'), actor.kind, verb, kind].concat(
    [label, title].map((text) => guardCell(text, 'text')),
    recordId,
  );
  const line = (cells: readonly string[]): string => formatCsvRow([...head, ...cells, String(operationId)]);
  if (changes.length === 0) return line(['', '', '']);
  return changes.map((each) => line([guardCell(each.label, 'text'), ...textsOf(schema, object, each)])).join('');
};

const jsonLine: Format = (_schema, change) => `${JSON.stringify(change)}\n`;

/** Errors: `not_found`; `forbidden` for an object that the caller may not export. */
const assertMayExport = (schema: SchemaModel, { filter }: HistoryExport): void => {
  if (filter.object !== undefined) assertMay(schema, 'export', { model: getObject(schema, filter.object) });
};

const isExported = (schema: SchemaModel, { object }: HistoryChange): boolean =>
  object === null || may(schema, 'export', object);

/** Writes who changed what into a staged file and waits for it. Leaves nothing behind when it fails or the caller leaves. Errors: those of `listChanges`, `forbidden`, `cancelled`, `storage_failed`. */
export const exportHistory = async (
  deps: HistoryExportDeps & RunJobDeps,
  request: HistoryExport,
  signal?: AbortSignal,
): Promise<Exported> => {
  assertMayExport(deps.schema.current(), request);
  return runJob(deps, exportHistoryJob, request, { signal });
};

/** Does `exportHistoryJob`, with the rights of whoever asked, in constant memory: a page of changes at a time, with a turn for others after each. */
export const runExportHistory = async (
  deps: HistoryExportDeps,
  request: HistoryExport,
  run: JobRun,
): Promise<Exported> => {
  const schema = deps.schema.current();
  assertMayExport(schema, request);
  const fileName = `history.${request.format}`;
  const staged = createStaged(deps, fileName);
  const format = request.format === 'csv' ? csvLines : jsonLine;
  let rows = 0;
  async function* text(): AsyncGenerator<string> {
    if (request.format === 'csv') yield formatCsvRow(COLUMNS);
    for (const page of iterateChanges(deps, deps.read, request.filter)) {
      run.signal.throwIfAborted();
      const exported = page.filter((change) => isExported(schema, change));
      rows += exported.length;
      const piece = exported.map((change) => format(schema, change)).join('');
      if (piece !== '') yield piece;
      run.progress(null, msg`${rows} changes`);
      await nextTurn();
    }
  }
  try {
    await pipeline(Readable.from(text(), { objectMode: false }), fs.createWriteStream(staged.path, { mode: 0o600 }));
    return { file: staged.file, fileName, rows, cutCells: 0 };
  } catch (cause) {
    removeStaged(deps, staged.file);
    const isOfDisk = cause instanceof Error && 'syscall' in cause;
    throw isOfDisk ? new AppError('storage_failed', msg`The file could not be written.`, {}, { cause }) : cause;
  }
};
