import { z } from 'zod';
import { ApiName, AttachmentId, ImportId, JobId, OperationId, RecordId, StagedFileId } from '../domain/ids';
import { FieldPath, RecordSet, Sort } from '../domain/query';
import { FieldType } from '../domain/schema';
import { Catalogue } from '../messages/catalogue';
import { Message } from '../messages/message';
import { FileValue } from '../domain/values';
import { ChangeFilter } from './history.contract';
import { action, Nothing, query } from './procedure';

export const IMPORT_FORMATS = ['csv', 'xlsx', 'vcf', 'jsonl'] as const;
export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl', 'vcf'] as const;
export const CSV_DELIMITERS = [',', ';', '\t', '|'] as const;
export const CARD_VERSIONS = ['3.0', '4.0'] as const;
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

/** How a file is read; what was detected unless a person said otherwise. */
export const FileReading = z.strictObject({
  format: z.enum(IMPORT_FORMATS),
  encoding: z.enum(ENCODINGS),
  /** csv only: one character. */
  delimiter: z.string().length(1),
  hasHeader: z.boolean(),
  dateOrder: z.enum(DATE_ORDERS),
  decimalComma: z.boolean(),
  /** xlsx only: the name of a sheet; null is the first that has rows. */
  sheet: z.string().max(255).nullable().default(null),
});
export type FileReading = Readonly<z.infer<typeof FileReading>>;

/** What becomes of a column. */
export const ColumnTarget = z.union([
  /** An existing field, or a part of one: "name.first", "address.city". A relation is matched by the target's title. */
  z.strictObject({ kind: z.literal('field'), field: FieldPath }),
  /** A new custom field, made when the import starts. */
  z.strictObject({ kind: z.literal('new'), label: z.string().min(1).max(200), type: FieldType }),
  /** A note linked to the record. */
  z.strictObject({ kind: z.literal('note') }),
  /** Together with all such columns one note linked to the record, a line each. */
  z.strictObject({ kind: z.literal('details') }),
  z.strictObject({ kind: z.literal('skip') }),
]);
export type ColumnTarget = Readonly<z.infer<typeof ColumnTarget>>;

export const ImportColumn = z.object({
  index: z.int(),
  header: z.string(),
  /** First non-empty values, at most five, cut at 200 characters. */
  samples: z.array(z.string()),
  /** What the content looks like. */
  looksLike: FieldType,
  /** 0..100: how many of the sampled values fit `looksLike`. */
  confidence: z.number(),
  isEmpty: z.boolean(),
  /** Every row that was read has a value here. */
  isFilled: z.boolean(),
  /** No value was read twice. Looked at for identifiers and e-mails only. */
  isDistinct: z.boolean(),
  suggestion: ColumnTarget,
  /** The field that its header names, where too few of its values fit it for a suggestion; how many do. */
  misfit: z.object({ field: FieldPath, label: z.string(), filled: z.int(), fits: z.int() }).nullable(),
});
export type ImportColumn = Readonly<z.infer<typeof ImportColumn>>;

export const MAX_FIXES = 1000;
export const MAX_FIX_CHARS = 1000;

/** What a cell says instead of what stands in the file. */
export const CellFix = z.strictObject({
  /** Line of the file where the row starts, from 1. */
  line: z.int().min(1),
  /** Index of the column; a workbook has no more than these. */
  column: z.int().min(0).max(16_383),
  /** Empty: the cell says nothing. */
  text: z.string().max(MAX_FIX_CHARS),
});
export type CellFix = Readonly<z.infer<typeof CellFix>>;

export const ImportPlan = z.strictObject({
  file: StagedFileId,
  object: ApiName,
  reading: FileReading,
  /** By column index; columns not named are skipped. */
  columns: z.array(z.strictObject({ index: z.int().min(0), target: ColumnTarget })).max(5000),
  /** Field whose value tells that a row is a record that exists; null: never. Without it identical rows are recognised by all mapped values. */
  matchBy: FieldPath.nullable(),
  /** When it exists: fill empty fields, replace mapped fields, leave it, or make a second one. */
  whenMatched: z.enum(['fill', 'replace', 'skip', 'create']),
  /**
   * When no record is recognised, but one looks like the row, so that hardly a guess is wrong: make a second one, fill its empty fields, or leave it. Records
   * of the same file are not looked at.
   */
  whenAlike: z.enum(['create', 'fill', 'skip']).default('create'),
  /** Make companies (or other targets) that a relation column names and that do not exist. */
  createTargets: z.boolean().default(true),
  /** Cells that are read as if the file held these texts; of two for one cell the last counts. */
  fixes: z.array(CellFix).max(MAX_FIXES).default([]),
  /** Lines where rows start that are left out; they count as skipped. */
  skippedLines: z.array(z.int().min(1)).max(MAX_FIXES).default([]),
});
export type ImportPlan = Readonly<z.infer<typeof ImportPlan>>;

/** What was decided beside the columns when a file of the same shape was imported. */
export const RememberedChoices = ImportPlan.pick({
  matchBy: true,
  whenMatched: true,
  whenAlike: true,
  createTargets: true,
}).extend({ atMs: z.number() });
export type RememberedChoices = Readonly<z.infer<typeof RememberedChoices>>;

export const FilePreview = z.object({
  file: StagedFileId,
  fileName: z.string(),
  sizeBytes: z.int(),
  reading: FileReading,
  /** xlsx only: the workbook's sheets. */
  sheets: z.array(z.string()),
  columns: z.array(ImportColumn),
  /** First rows as text, at most 50, cells cut at 200 characters. */
  rows: z.array(z.array(z.string())),
  /** Rows in the file; an estimate for large files. */
  rowCount: z.int(),
  isEstimate: z.boolean(),
  /** API name of the object that the columns fit best. */
  suggestedObject: z.string(),
  /** Set where the suggestions are what somebody decided for a file with the same columns. */
  remembered: RememberedChoices.nullable(),
});
export type FilePreview = Readonly<z.infer<typeof FilePreview>>;

export const CellProblem = z.object({
  /** Line of the file where the row starts, from 1. */
  line: z.int(),
  /** Header of the column, or null for the row as a whole. */
  column: z.string().nullable(),
  /** Index of the column, or null for the row as a whole. */
  index: z.int().nullable(),
  /** Cut at 200 characters. */
  value: z.string(),
  /** The cell is longer than `value`. */
  isCut: z.boolean(),
  /** What the cell was most likely meant to say, as a text that its field takes; null where that is not certain enough. */
  suggestion: z.string().nullable(),
  reason: Message,
});
export type CellProblem = Readonly<z.infer<typeof CellProblem>>;

/** What an import would do with the first 2,000 rows, or with all of them. */
export const ImportCheck = z.object({
  checkedRows: z.int(),
  /** No row is left that was not tried. */
  isWhole: z.boolean(),
  creates: z.int(),
  updates: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  /** Rows that would not be brought in. */
  rejected: z.int(),
  newTargets: z.int(),
  /** Names of the fields that would be made. */
  newFields: z.array(z.string()),
  /** Of the first `alikeOf` rows, how many look like a record that exists without being recognised as it. */
  alike: z.int(),
  alikeOf: z.int(),
  problems: z.array(CellProblem),
  problemsByColumn: z.array(z.object({ index: z.int(), count: z.int() })),
});
export type ImportCheck = Readonly<z.infer<typeof ImportCheck>>;

export const ImportStatus = z.object({
  id: ImportId,
  object: z.string(),
  fileName: z.string(),
  state: z.enum(['running', 'paused', 'done', 'cancelled', 'failed']),
  /** 0..1 by bytes read. */
  progress: z.number(),
  rowsRead: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  skipped: z.int(),
  rejectedCount: z.int(),
  createdFields: z.array(z.string()),
  createdTargets: z.int(),
  /** Estimate, null until it is known. */
  secondsLeft: z.number().nullable(),
  startedAtMs: z.number(),
  /** Undoes the whole import; set once a row was written. */
  operationId: OperationId.nullable(),
  /** Member who started it; null from before there were members. */
  startedBy: RecordId.nullable().default(null),
  /** What stopped a failed import, for a person to read. */
  failure: Message.nullable(),
});
export type ImportStatus = Readonly<z.infer<typeof ImportStatus>>;

/** A row that was not brought in, with what is wrong with it: one reason or more. */
export const RejectedRow = z.object({ line: z.int(), reasons: z.array(Message), cells: z.array(z.string()) });
export type RejectedRow = Readonly<z.infer<typeof RejectedRow>>;

const importRef = z.strictObject({ id: ImportId });

export const ExportRequest = z.strictObject({
  set: RecordSet,
  sort: z.array(Sort).max(8).optional(),
  /** Default: all fields of the object. */
  fields: z.array(FieldPath).max(300).optional(),
  format: z.enum(EXPORT_FORMATS),
  csv: z
    .strictObject({
      delimiter: z.enum(CSV_DELIMITERS).default(','),
      /** Excel takes a file for UTF-8 only when it begins with one. */
      byteOrderMark: z.boolean().default(false),
    })
    .optional(),
  /** Default: 3.0, which every address book reads. */
  vcardVersion: z.enum(CARD_VERSIONS).optional(),
});
export type ExportRequest = Readonly<z.infer<typeof ExportRequest>>;

/** A staged file of records. */
export const Exported = z.object({
  file: StagedFileId,
  fileName: z.string(),
  rows: z.int(),
  /** Texts that were longer than a cell of a spreadsheet may be, and were cut. */
  cutCells: z.int(),
});
export type Exported = Readonly<z.infer<typeof Exported>>;

export const HISTORY_FORMATS = ['csv', 'jsonl'] as const;

/** Who changed what, as a file. */
export const HistoryExport = z.strictObject({ filter: ChangeFilter, format: z.enum(HISTORY_FORMATS) });
export type HistoryExport = Readonly<z.infer<typeof HistoryExport>>;

/** A staged archive of the whole workspace. */
export const ArchiveMade = z.object({
  file: StagedFileId,
  fileName: z.string(),
  lines: z.int(),
  files: z.int(),
  /** Attachments whose content the workspace had lost. */
  missingFiles: z.int(),
});
export type ArchiveMade = Readonly<z.infer<typeof ArchiveMade>>;

/** What an archive has brought. */
export const ArchiveTaken = z.object({ lines: z.int(), files: z.int() });
export type ArchiveTaken = Readonly<z.infer<typeof ArchiveTaken>>;

/** Kind of the job that brings an archive in. */
export const IMPORT_ARCHIVE_JOB = 'exchange.importArchive';

/** Files in and out: preview, import, export, attachments. */
export const exchangeContract = {
  /** Reads the start of a staged file and proposes what its columns mean. `reading` overrides what is detected. */
  preview: action({
    input: z.strictObject({
      file: StagedFileId,
      object: ApiName.optional(),
      reading: FileReading.partial().optional(),
      /** Suggest what was decided when a file with the same columns was last imported. */
      recall: z.boolean().default(false),
    }),
    output: FilePreview,
  }),
  /**
   * Carries an import out and takes it back. `rows: 'all'` says exactly what an import would do; nothing else is written meanwhile, so that it is for files of which the caller knows
   * that they are not large, or for a program that has the workspace to itself.
   */
  check: action({ input: ImportPlan.extend({ rows: z.enum(['first', 'all']).default('first') }), output: ImportCheck }),
  startImport: action({ input: ImportPlan, output: ImportStatus }),
  importStatus: query({ input: importRef, output: ImportStatus, reads: ['imports'] }),
  /** Imports of this run of the engine and finished ones, newest first, at most 50. */
  listImports: query({ input: Nothing, output: z.object({ imports: z.array(ImportStatus) }), reads: ['imports'] }),
  pauseImport: action({ input: importRef, output: ImportStatus }),
  resumeImport: action({ input: importRef, output: ImportStatus }),
  /** Stops it. What is done stays unless `undo` is set. */
  cancelImport: action({ input: importRef.extend({ undo: z.boolean() }), output: ImportStatus }),
  /** Resolves when the import has ended or is paused. */
  waitForImport: action({ input: importRef, output: ImportStatus }),
  rejectedRows: query({
    input: importRef.extend({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(100) }),
    output: z.object({ rows: z.array(RejectedRow), total: z.int() }),
    reads: ['imports'],
  }),
  /** Writes the rejected rows with their reasons as CSV into the staging folder, in the words of the catalogue or else in English. */
  exportRejected: action({
    input: importRef.extend({ catalogue: Catalogue.optional() }),
    output: z.object({ file: StagedFileId, fileName: z.string() }),
  }),
  /** Streams records into a staged file, which the host then hands to the person. */
  export: action({ input: ExportRequest, output: Exported }),
  /** The same as a job that somebody watches and cancels by its number; what it answers is in `jobs.get`. */
  startExport: action({ input: ExportRequest, output: z.object({ job: JobId }) }),
  /**
   * Writes who changed what into a staged file, the newest first: CSV with a line for each field, or JSON lines as `history.changes` answers them. Of objects that the caller may not export
   * nothing is written. Errors: `forbidden` where the filter names such an object.
   */
  exportHistory: action({ input: HistoryExport, output: Exported }),
  /** Writes the whole workspace with its history and files into a staged archive (docs/archive-format.md). Errors: `forbidden` for whoever may not change the workspace. */
  exportArchive: action({ input: Nothing, output: ArchiveMade }),
  /** The same as a job that somebody watches and cancels by its number; what it answers is in `jobs.get`. */
  startArchiveExport: action({ input: Nothing, output: z.object({ job: JobId }) }),
  /** Whether the workspace is empty, so that an archive may come in. */
  mayImportArchive: query({ input: Nothing, output: z.object({ may: z.boolean() }), reads: ['records', 'schema'] }),
  /**
   * Has an archive take the place of this workspace, which must be empty, at the restart that follows at once. Errors: `forbidden` for whoever may not change the workspace, `conflict` where
   * it is not empty, `invalid_input` with the file and line of the archive that does not fit, `version_too_new`.
   */
  importArchive: action({ input: z.strictObject({ file: StagedFileId }), output: ArchiveTaken }),
  /** Keeps a staged file as an attachment of the workspace; its type is sniffed. Errors: `invalid_input` above 50 MB. */
  attach: action({ input: z.strictObject({ file: StagedFileId, name: z.string().max(500) }), output: FileValue }),
  /** An attachment's bytes, base64; at most 10 MB. */
  attachment: query({
    input: z.strictObject({ id: AttachmentId }),
    output: z.object({ mime: z.string(), base64: z.string() }),
    reads: [],
  }),
};
