import { msg } from '@lingui/core/macro';
import type { ColumnTarget, FilePreview, FileReading, ImportColumn } from '@shared/contract/exchange.contract';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import type { StagedFileId } from '@shared/domain/ids';
import { misfitLabel, newFieldLabel } from '@shared/domain/import-plan';
import { AppError } from '@shared/errors/app-error';
import { nextTurn } from '../kernel/next-turn';
import type { Clock } from '../kernel/ports';
import type { ObjectModel, SchemaModel } from '../schema/model';
import type { SeenSchema } from '../schema/registry';
import {
  COMPANIONS,
  findMadeField,
  matchColumns,
  type MatchColumn,
  objectScore,
  resolvePath,
} from './column-match.rules';
import {
  type ColumnCounter,
  type ColumnStats,
  createColumnCounter,
  detectDateOrder,
  detectDecimalComma,
  guessType,
} from './column-stats.rules';
import { unguardCell } from './formats/csv-write';
import { fileSize, type ImportFile, detectReading, listSheets, openImportFile } from './import-file';
import { cellContext, parseCell } from './parse-cell';
import { readStageCells } from './stage-cells';
import { stagedName, stagedPath, type StagingDeps } from './staging';

interface PreviewDeps extends StagingDeps {
  readonly clock: Clock;
  readonly schema: SeenSchema;
  readonly settings: () => WorkspaceSettings;
}

/** Files up to this size are read to the end, so that types are chosen from every value; of larger ones this much. */
const MAX_SCAN_BYTES = 50 * 1024 * 1024;
const SHOWN_ROWS = 50;
const SHOWN_CHARS = 200;
const FIT_ROWS = 20_000;
const SLICE_MS = 12;

/** What a caller says of how the file is read; the rest is detected. */
type PartialReading = { readonly [Key in keyof FileReading]?: FileReading[Key] | undefined };

/** Walks over the rows of a file without holding up other calls. */
const eachRow = async (
  file: ImportFile,
  limit: { readonly rows: number; readonly bytes: number; readonly signal?: AbortSignal | undefined },
  work: (cells: readonly string[]) => void,
): Promise<boolean> => {
  let sliceEnd = performance.now() + SLICE_MS;
  let count = 0;
  for (let row = file.next(); row; row = file.next()) {
    if (row.reason === undefined && row.cells.some((cell) => cell !== '')) {
      work(row.cells);
      count += 1;
    }
    if (count >= limit.rows || file.bytesRead() > limit.bytes) return false;
    if (count % 64 === 0 && performance.now() > sliceEnd) {
      await nextTurn();
      limit.signal?.throwIfAborted();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  return true;
};

/** Cells as an import will see them. */
const asImported = (cells: readonly string[], { format }: FileReading): readonly string[] =>
  format === 'csv' ? cells.map(unguardCell) : cells;

interface Scan {
  readonly headers: readonly string[];
  readonly stats: readonly ColumnStats[];
  readonly rows: readonly (readonly string[])[];
  readonly count: number;
  readonly isWhole: boolean;
  readonly bytesRead: number;
}

const scanFile = async (filePath: string, reading: FileReading, signal: AbortSignal | undefined): Promise<Scan> => {
  const file = await openImportFile(filePath, reading);
  try {
    const counters: ColumnCounter[] = file.headers.map((header) => createColumnCounter(header));
    const rows: (readonly string[])[] = [];
    let count = 0;
    const isWhole = await eachRow(file, { rows: Infinity, bytes: MAX_SCAN_BYTES, signal }, (row) => {
      count += 1;
      const cells = asImported(row, reading);
      if (rows.length < SHOWN_ROWS) rows.push(cells.map((cell) => cell.slice(0, SHOWN_CHARS)));
      // Without a header the widest row says how many columns there are.
      if (!reading.hasHeader) while (counters.length < cells.length) counters.push(createColumnCounter(''));
      for (const [i, counter] of counters.entries()) counter.add(cells[i] ?? '');
    });
    const headers = counters.map((_, i) => file.headers[i] ?? '');
    return {
      headers,
      stats: counters.map((counter) => counter.stats()),
      rows,
      count,
      isWhole,
      bytesRead: file.bytesRead(),
    };
  } finally {
    file.close();
  }
};

const dateOrderOf = (locale: string): FileReading['dateOrder'] =>
  /^en-(?:US|PH)$|^en$/i.test(locale) ? 'mdy' : /^(?:zh|ja|ko|hu|lt|sv|fr-CA)/i.test(locale) ? 'ymd' : 'dmy';

/** Types that a few values which do not fit must not cost their place: the rows with those are reported. */
const FORGIVING: ReadonlySet<string> = new Set(['emails', 'phones']);
/** Types that take any text. */
const OPEN: ReadonlySet<string> = new Set([
  'text',
  'longText',
  'richText',
  'fullName',
  'select',
  'multiSelect',
  'array',
  'autoNumber',
  'relation',
  'relations',
  'files',
]);

type Misfit = NonNullable<ImportColumn['misfit']>;

interface Fitting {
  readonly targets: readonly ColumnTarget[];
  /** By column, those whose suggestion was taken back. */
  readonly misfits: ReadonlyMap<number, Misfit>;
}

/** Takes back suggestions whose field refuses too many of the values: nothing of a column may be lost by default. */
const keepFitting = async (
  deps: PreviewDeps,
  filePath: string,
  reading: FileReading,
  object: ObjectModel,
  targets: readonly ColumnTarget[],
): Promise<Fitting> => {
  const checked = targets.flatMap((target, index) => {
    const place = target.kind === 'field' ? resolvePath(object, target.field) : undefined;
    const isChecked = place && (place.part === undefined || place.field.def.type === 'stage');
    return place && isChecked && !OPEN.has(place.field.def.type)
      ? [{ index, field: place.field, part: place.part, filled: 0, fits: 0 }]
      : [];
  });
  const stageColumns = checked.filter(({ field }) => field.def.type === 'stage');
  if (checked.length === 0) return { targets, misfits: new Map() };
  const context = cellContext(deps.settings(), deps.schema.current().members, deps.clock.nowMs(), reading);
  const file = await openImportFile(filePath, reading);
  try {
    await eachRow(file, { rows: FIT_ROWS, bytes: MAX_SCAN_BYTES }, (row) => {
      const cells = asImported(row, reading);
      for (const column of checked) {
        const cell = cells[column.index]?.trim() ?? '';
        if (cell === '') continue;
        column.filled += 1;
        if (column.field.def.type === 'stage' || parseCell(column.field, cell, context).ok) column.fits += 1;
      }
      const [stage] = stageColumns;
      if (!stage) return;
      const filled = stageColumns.flatMap((column) => {
        const text = cells[column.index]?.trim() ?? '';
        return text === '' ? [] : [{ column, part: column.part, text }];
      });
      const read = readStageCells(stage.field, filled, context);
      if (!read.ok) read.cell.column.fits -= 1;
    });
  } finally {
    file.close();
  }
  const refused = new Set(
    checked
      .filter(({ field, filled, fits }) => fits < filled * (FORGIVING.has(field.def.type) ? 0.6 : 0.95))
      .map(({ index }) => index),
  );
  const refusedFields = new Set(
    checked.filter(({ index, part }) => part === undefined && refused.has(index)).map(({ field }) => field.def.name),
  );
  const misfits = new Map(
    checked
      .filter(({ index, part }) => part === undefined && refused.has(index))
      .map(({ index, field: { def }, filled, fits }): [number, Misfit] => [
        index,
        { field: def.name, label: def.label, filled, fits },
      ]),
  );
  const kept = targets.map((target, index): ColumnTarget => {
    // A currency goes where its amount goes, a pipeline where its stage goes.
    const place = target.kind === 'field' ? resolvePath(object, target.field) : undefined;
    const isCompanion = place?.part !== undefined && COMPANIONS[place.field.def.type]?.includes(place.part) === true;
    const isAlone = isCompanion && refusedFields.has(place.field.def.name);
    return refused.has(index) || isAlone ? { kind: 'skip' } : target;
  });
  return { targets: kept, misfits };
};

/** Columns that found no place and for which an import of the same file has made a field. */
const findMade = (
  object: ObjectModel,
  columns: readonly MatchColumn[],
  { targets, misfits }: Fitting,
): readonly ColumnTarget[] => {
  const taken = new Set(
    targets.flatMap((target) => (target.kind === 'field' ? [target.field.split('.')[0] ?? ''] : [])),
  );
  return targets.map((target, index) => {
    const column = columns[index];
    if (target.kind !== 'skip' || !column) return target;
    const label = newFieldLabel(column.header, index);
    const field = findMadeField(object, misfits.has(index) ? misfitLabel(label) : label, taken);
    if (!field) return target;
    taken.add(field.def.name);
    return { kind: 'field', field: field.def.name };
  });
};

const bestObject = (schema: SchemaModel, columns: readonly MatchColumn[]): ObjectModel => {
  const scored = [...schema.objects.values()].map((object) => ({ object, score: objectScore(object, columns) }));
  const [first, ...rest] = scored;
  if (!first) throw new AppError('not_found', msg`The workspace has no objects.`);
  return rest.reduce((best, each) => (each.score > best.score ? each : best), first).object;
};

/**
 * Reads a staged file and proposes what its columns mean. `reading` overrides what is detected.
 * Errors: `not_found` for the file or the object; `invalid_input` for a file without content.
 */
export const previewFile = async (
  deps: PreviewDeps,
  input: {
    readonly file: StagedFileId;
    readonly object?: string | undefined;
    readonly reading?: PartialReading | undefined;
  },
  signal?: AbortSignal,
): Promise<FilePreview> => {
  const filePath = stagedPath(deps, input.file);
  const sizeBytes = fileSize(filePath);
  if (sizeBytes === 0) throw new AppError('invalid_input', msg`The file is empty.`);
  const schema = deps.schema.current();
  const asked = input.object === undefined ? undefined : schema.objects.get(input.object);
  if (input.object !== undefined && !asked)
    throw new AppError('not_found', msg`There is no such object.`, { object: input.object });

  const known = input.reading ?? {};
  const structure = await detectReading(filePath, known, signal);
  const firstScan = await scanFile(filePath, { ...structure, dateOrder: 'ymd', decimalComma: false }, signal);
  if (firstScan.stats.length === 0) throw new AppError('invalid_input', msg`The file has no rows that can be read.`);
  const reading: FileReading = {
    ...structure,
    dateOrder: known.dateOrder ?? detectDateOrder(firstScan.stats, dateOrderOf(deps.settings().locale)),
    decimalComma: known.decimalComma ?? detectDecimalComma(firstScan.stats, structure.format),
  };
  // The numbers of a workbook are written as its texts are.
  const isRewritten = reading.format === 'xlsx' && reading.decimalComma;
  const scan = isRewritten ? await scanFile(filePath, reading, signal) : firstScan;

  const columns = scan.stats.map((stats, i): MatchColumn => {
    const header = scan.headers[i] ?? '';
    const { type, confidence } = guessType(stats, header, reading);
    // Of a file that was not read to the end nobody knows that the rest fits too.
    return { header, stats, looksLike: type, confidence: scan.isWhole ? confidence : Math.min(confidence, 99) };
  });
  const object = asked ?? bestObject(schema, columns);
  const fitting = await keepFitting(deps, filePath, reading, object, matchColumns(object, columns));
  const made = findMade(object, columns, fitting);
  const { targets } = made.some((target, i) => target !== fitting.targets[i])
    ? await keepFitting(deps, filePath, reading, object, made)
    : fitting;

  return {
    file: input.file,
    fileName: stagedName(deps, input.file),
    sizeBytes,
    reading,
    sheets: [...(await listSheets(filePath, structure))],
    columns: columns.map(({ header, stats, looksLike, confidence }, index): ImportColumn => ({
      index,
      header,
      samples: [...stats.samples],
      looksLike,
      confidence,
      isEmpty: stats.filled === 0,
      isFilled: stats.filled === scan.count && scan.count > 0,
      isDistinct: stats.isDistinct,
      suggestion: targets[index] ?? { kind: 'skip' },
      misfit: fitting.misfits.get(index) ?? null,
    })),
    rows: scan.rows.map((cells) => [...cells]),
    rowCount: scan.isWhole ? scan.count : Math.round((scan.count * sizeBytes) / Math.max(1, scan.bytesRead)),
    isEstimate: !scan.isWhole,
    suggestedObject: object.def.name,
  };
};
