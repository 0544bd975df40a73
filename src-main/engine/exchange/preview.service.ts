import { msg } from '@lingui/core/macro';
import type { ColumnTarget, FilePreview, FileReading, ImportColumn } from '@shared/contract/exchange.contract';
import type { StagedFileId } from '@shared/domain/ids';
import { misfitLabel, newFieldLabel } from '@shared/domain/import-plan';
import { AppError } from '@shared/errors/app-error';
import type { ObjectModel, SchemaModel } from '../schema/model';
import type { ReadDb } from '../storage/db';
import { applyMemory, choicesOf, recallColumns } from './column-memory';
import { findMadeField, matchColumns, type MatchColumn, objectScore } from './column-match.rules';
import {
  type ColumnCounter,
  type ColumnStats,
  createColumnCounter,
  detectDateOrder,
  detectDecimalComma,
  guessType,
} from './column-stats.rules';
import { fileSize, detectReading, listSheets, openImportFile } from './import-file';
import { knownProgram } from './known-exports.rules';
import { type CellDeps, type Fitting, keepFitting } from './keep-fitting';
import { asImported, eachRow, MAX_SCAN_BYTES } from './scan-rows';
import { stagedName, stagedPath, type StagingDeps } from './staging';

type PreviewDeps = StagingDeps & CellDeps & { readonly read: ReadDb };

const SHOWN_ROWS = 50;
const SHOWN_CHARS = 200;

/** What a caller says of how the file is read; the rest is detected. */
type PartialReading = { readonly [Key in keyof FileReading]?: FileReading[Key] | undefined };

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

/** Of exports whose columns are known nothing is left out: what has no field goes into a note. */
const keepDetails = (target: ColumnTarget, isKept: boolean): ColumnTarget =>
  target.kind === 'skip' && isKept ? { kind: 'details' } : target;

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
    readonly recall: boolean;
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
  const kept = input.recall ? recallColumns(deps.read, scan.headers) : undefined;
  const object = asked ?? schema.objects.get(kept?.object ?? '') ?? bestObject(schema, columns);
  const memory = kept?.object === object.def.name ? kept : undefined;
  const fitting = await keepFitting(deps, filePath, reading, object, matchColumns(object, columns));
  const made = findMade(object, columns, fitting);
  const { targets } = made.some((target, i) => target !== fitting.targets[i])
    ? await keepFitting(deps, filePath, reading, object, made)
    : fitting;
  const isKnown = knownProgram(scan.headers) !== undefined;
  const suggestions = targets.map((target, i) => keepDetails(target, isKnown && (columns[i]?.stats.filled ?? 0) > 0));
  const shown = memory ? applyMemory(memory, object, suggestions) : suggestions;

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
      suggestion: shown[index] ?? { kind: 'skip' },
      misfit: fitting.misfits.get(index) ?? null,
    })),
    rows: scan.rows.map((cells) => [...cells]),
    rowCount: scan.isWhole ? scan.count : Math.round((scan.count * sizeBytes) / Math.max(1, scan.bytesRead)),
    isEstimate: !scan.isWhole,
    suggestedObject: object.def.name,
    remembered: memory ? choicesOf(memory, object) : null,
  };
};
