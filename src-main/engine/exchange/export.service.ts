import { once } from 'node:events';
import fs from 'node:fs';
import { msg } from '@lingui/core/macro';
import { z } from 'zod';
import { ExportRequest } from '@shared/contract/exchange.contract';
import { StagedFileId } from '@shared/domain/ids';
import type { FieldDef } from '@shared/domain/schema';
import type { Row } from '@shared/domain/values';
import { AppError } from '@shared/errors/app-error';
import { defineJob, type JobRun } from '../jobs/job-definition';
import { exportQueue } from '../jobs/queues';
import { runJob, type RunJobDeps } from '../jobs/run-job';
import { nextTurn } from '../kernel/next-turn';
import type { Clock, Random } from '../kernel/ports';
import { iterateRecords } from '../records/query/select-records.service';
import type { ReadRecordDeps } from '../records/query/record-set';
import { assertMay } from '../records/policy/may';
import { resolvePath } from '../records/query/field-path';
import type { ObjectModel, SchemaModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import { cardFields, toCardContent } from './card-content';
import { formatCsvRow, guardCell } from './formats/csv-write';
import { formatJsonLine } from './formats/jsonl-write';
import { formatCard } from './formats/vcard-write';
import { createStaged, removeStaged, type StagingDeps } from './staging';

interface ExportDeps extends ReadRecordDeps, StagingDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly read: ReadDb;
  readonly paths: StagingDeps['paths'] & { readonly files: string };
}

const SLICE_MS = 12;
/** How rows are written: what comes first, and each row. */
interface Writer {
  readonly fields: readonly string[];
  readonly head: string;
  readonly row: (row: Row) => string;
}

const ownFields = (object: ObjectModel): readonly string[] =>
  [...object.fields.values()].filter(({ def }) => !def.isSystem && !def.isHidden).map(({ def }) => def.name);

/** "Company" for a field, "Company Industry" for one of a related record; two columns never share a name. */
const headings = (schema: SchemaModel, object: ObjectModel, paths: readonly string[]): readonly string[] => {
  const used = new Set<string>();
  return paths.map((path) => {
    const labels: string[] = [];
    let at: ObjectModel | undefined = object;
    for (const name of path.split('.')) {
      const def: FieldDef | undefined = at?.fields.get(name)?.def;
      labels.push(def?.label ?? name);
      at = def?.settings.target === undefined ? undefined : schema.objects.get(def.settings.target);
    }
    const heading = labels.join(' ');
    const own = used.has(heading) ? `${heading} (${path})` : heading;
    used.add(own);
    return own;
  });
};

const csvWriter = (schema: SchemaModel, object: ObjectModel, paths: readonly string[]): Writer => {
  const leaves = paths.map((path) => resolvePath(schema, object, path).leaf);
  return {
    fields: paths,
    head: formatCsvRow(headings(schema, object, paths).map((heading) => guardCell(heading, 'text'))),
    row: (row) =>
      formatCsvRow(
        leaves.map(({ path, type, rules, settings }) =>
          guardCell(rules.formatText(row[path] ?? null, { settings }), type),
        ),
      ),
  };
};

const createWriter = (deps: ExportDeps, request: ExportRequest): Writer => {
  const schema = deps.schema.current();
  const object = schema.objects.get(request.set.object);
  if (!object) throw new AppError('not_found', msg`There is no such object.`, { object: request.set.object });
  assertMay(schema, 'export', { model: object });
  if (request.format === 'csv') return csvWriter(schema, object, request.fields ?? ownFields(object));
  if (request.format === 'jsonl') {
    const fields = request.fields ?? [...ownFields(object), 'createdAt', 'updatedAt'];
    return { fields, head: '', row: formatJsonLine };
  }
  return {
    fields: cardFields(object),
    head: '',
    row: (row) => formatCard(toCardContent(deps.read, schema, object, deps.paths.files, row)),
  };
};

const Exported = z.object({ file: StagedFileId, fileName: z.string(), rows: z.int() });
type Exported = z.infer<typeof Exported>;

/** Writes a file for somebody who waits for it: once they are gone, nobody wants it. */
export const exportJob = defineJob({
  kind: 'exchange.export',
  queue: exportQueue,
  payload: ExportRequest,
  result: Exported,
  title: ({ set, format }) => msg`Export ${set.object} as ${format.toUpperCase()}`,
  retry: { attempts: 1 },
  afterRestart: 'fail',
});

/**
 * Writes the records of a set into a staged file, in constant memory: CSV with a row of labels (RFC 4180, UTF-8), JSON lines, or
 * vCard 3.0. Leaves nothing behind when it fails or the caller leaves. Errors: `not_found`, `invalid_input`, `forbidden`, `cancelled`.
 */
export const exportRecords = async (
  deps: ExportDeps & RunJobDeps,
  request: ExportRequest,
  signal?: AbortSignal,
): Promise<Exported> => {
  // What cannot be is refused before it is a job.
  createWriter(deps, request);
  return runJob(deps, exportJob, request, { signal });
};

/** Does `exportJob`, with the rights of whoever asked. */
export const runExportJob = async (deps: ExportDeps, request: ExportRequest, run: JobRun): Promise<Exported> => {
  const writer = createWriter(deps, request);
  const object = deps.schema.current().objects.get(request.set.object);
  const fileName = `${object?.def.labelPlural ?? request.set.object}.${request.format}`;
  const staged = createStaged(deps, fileName);
  const out = fs.createWriteStream(staged.path, { mode: 0o600 });
  const failed = once(out, 'error').then(([cause]: unknown[]) => {
    throw new AppError('storage_failed', msg`The file could not be written.`, {}, { cause });
  });
  // Only the race below looks at it; without a listener a late error would end the process.
  failed.catch(() => undefined);
  try {
    let rows = 0;
    let text = writer.head;
    let sliceEnd = performance.now() + SLICE_MS;
    for (const row of iterateRecords(deps, deps.read, { ...request, fields: writer.fields })) {
      text += writer.row(row);
      rows += 1;
      if (text.length < 65_536 && performance.now() < sliceEnd) continue;
      run.signal.throwIfAborted();
      run.progress(null, msg`${rows} rows`);
      if (!out.write(text)) await Promise.race([once(out, 'drain'), failed]);
      text = '';
      await nextTurn();
      sliceEnd = performance.now() + SLICE_MS;
    }
    out.end(text);
    await Promise.race([once(out, 'finish'), failed]);
    return { file: staged.file, fileName, rows };
  } catch (cause) {
    out.destroy();
    removeStaged(deps, staged.file);
    throw cause;
  }
};
