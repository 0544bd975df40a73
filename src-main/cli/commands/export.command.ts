import fs from 'node:fs';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { msg } from '@lingui/core/macro';
import { Command, Option } from 'commander';
import {
  CARD_VERSIONS,
  CSV_DELIMITERS,
  EXPORT_FORMATS,
  Exported,
  type ExportRequest,
} from '@shared/contract/exchange.contract';
import { Filter } from '@shared/domain/query';
import type { SavedView } from '@shared/domain/views';
import { AppError } from '@shared/errors/app-error';
import { dropStaged, findStaged } from '../../engine-entry/staged-files';
import { commaList, parseAs, parseJson } from '../arguments';
import { count, printResult } from '../output';
import { type Cli, globalOptions, type Session, withEngine } from '../session';
import { followJob } from '../follow-job';
import { UsageError } from '../usage-error';

interface Options {
  readonly object?: string;
  readonly view?: string;
  readonly filter?: string;
  readonly fields?: readonly string[];
  readonly format: (typeof EXPORT_FORMATS)[number];
  readonly delimiter?: keyof typeof DELIMITERS;
  readonly bom?: boolean;
  readonly vcardVersion?: (typeof CARD_VERSIONS)[number];
  readonly out?: string;
  readonly archive?: string;
}

/** A tab is hard to give to a shell. */
const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const satisfies Record<
  string,
  (typeof CSV_DELIMITERS)[number]
>;

const findView = async ({ client }: Session, name: string, object: string | undefined): Promise<SavedView> => {
  const { views } = await client.views.list({});
  const wanted = name.toLowerCase();
  const found = views.filter(
    (view) =>
      (view.id === wanted || view.name.toLowerCase() === wanted) && (object === undefined || view.object === object),
  );
  const [view, second] = found;
  if (!view) throw new AppError('not_found', msg`There is no view "${name}"`, { view: name });
  if (second) throw new AppError('invalid_input', msg`Several views are named "${name}": add --object`, { view: name });
  return view;
};

/** The filters of the view and of the command line, both. */
const bothOf = (one: Filter | undefined, other: Filter | undefined): { readonly filter?: Filter } => {
  const filters = [one, other].filter((filter) => filter !== undefined);
  const [only] = filters;
  if (!only) return {};
  return { filter: filters.length === 1 ? only : { and: filters } };
};

/** How the file is to be written. */
const writingOf = ({ format, delimiter, bom, vcardVersion }: Options): Pick<ExportRequest, 'csv' | 'vcardVersion'> => {
  if (format !== 'csv' && (delimiter !== undefined || bom !== undefined))
    throw new UsageError('--delimiter and --bom are for --format csv');
  if (format !== 'vcf' && vcardVersion !== undefined) throw new UsageError('--vcard-version is for --format vcf');
  return {
    ...(format === 'csv' && { csv: { delimiter: DELIMITERS[delimiter ?? 'comma'], byteOrderMark: bom ?? false } }),
    ...(vcardVersion !== undefined && { vcardVersion }),
  };
};

const requestOf = async (session: Session, options: Options): Promise<ExportRequest> => {
  const writing = { format: options.format, ...writingOf(options) };
  const asked =
    options.filter === undefined ? undefined : parseAs(Filter, parseJson(options.filter, '--filter'), '--filter');
  const fields = options.fields ? { fields: [...options.fields] } : {};
  if (options.view === undefined) {
    if (options.object === undefined) throw new UsageError('Give --object or --view');
    return { set: { object: options.object, ...bothOf(asked, undefined) }, ...writing, ...fields };
  }
  const view = await findView(session, options.view, options.object);
  const { filter, sort, columns } = view.settings;
  const shown = columns.filter((column) => !column.isHidden).map((column) => column.field);
  return {
    set: { object: view.object, ...bothOf(filter, asked) },
    sort: [...sort],
    ...writing,
    ...(shown.length > 0 ? { fields: shown } : {}),
    ...fields,
  };
};

/** A copy beside it first: a command that is cut short leaves nothing under the name that was asked for. What is no plain file, such as a pipe, is written straight. */
const copyInto = async (file: string, out: string): Promise<void> => {
  const there = await stat(out).catch(() => undefined);
  if (there && !there.isFile()) return pipeline(fs.createReadStream(file), fs.createWriteStream(out));
  const part = `${out}.part`;
  try {
    await copyFile(file, part);
    await rename(part, out);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
};

/** Into a file, or to stdout. Errors: `storage_failed`. */
export const deliver = async (file: string, out: string | undefined): Promise<void> => {
  if (out !== undefined) {
    try {
      return await copyInto(file, out);
    } catch (cause) {
      const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
      throw new AppError('storage_failed', msg`${out} cannot be written${why}`, { out }, { cause });
    }
  }
  return pipeline(fs.createReadStream(file), process.stdout, { end: false });
};

/** Into its place where that is on the same disk, which takes no time; else as a copy. */
const moveTo = async (file: string, out: string): Promise<void> => {
  try {
    await rename(file, out);
  } catch {
    await deliver(file, out);
  }
};

const exportWhole = async (cli: Cli, command: Command, archive: string): Promise<void> => {
  const made = await withEngine(cli, command, 'existing', async ({ client, stagingDir }) => {
    const result = await client.exchange.exportArchive({});
    const staged = await findStaged(stagingDir, result.file);
    await moveTo(staged.path, archive);
    await dropStaged(stagingDir, result.file);
    return result;
  });
  const { lines, files, missingFiles } = made;
  const result = { archive: path.resolve(archive), lines, files, missingFiles };
  printResult(cli, command, result, () => `${count(lines, 'line')} and ${count(files, 'file')} written to ${archive}`);
  if (missingFiles > 0) cli.terminal.note(`${count(missingFiles, 'attachment')} had no content any more`);
};

const assertAlone = (options: Options): void => {
  const { object, view, filter, fields, out } = options;
  if ([object, view, filter, fields, out].some((option) => option !== undefined))
    throw new UsageError('--archive is the whole workspace: it takes no other option');
};

export const exportCommand = (cli: Cli): Command =>
  new Command('export')
    .description(
      'Write records as CSV, spreadsheet (XLSX), JSON lines or vCard, to stdout or into a file; or the whole workspace into an archive.',
    )
    .option('--object <name>', 'all records of this object')
    .option('--view <name>', 'the records, order and columns of a saved view, by name or id')
    .option('--filter <json>', 'only those that match, in the query language')
    .option('--fields <a,b,...>', 'these fields, in this order', commaList)
    .addOption(new Option('--format <format>', 'how to write them').choices(EXPORT_FORMATS).default('csv'))
    .addOption(new Option('--delimiter <mark>', 'csv: what parts the cells (comma)').choices(Object.keys(DELIMITERS)))
    .option('--bom', 'csv: begin with a byte order mark, by which Excel knows UTF-8')
    .addOption(new Option('--vcard-version <version>', 'vcf: 3.0 unless told').choices(CARD_VERSIONS))
    .option('--out <file>', 'write into this file; with --json the answer is {rows, cutCells, out}')
    .option(
      '--archive <file>',
      'write everything into this file: data model, records, history, files; "import" reads it',
    )
    .action(async (options: Options, command: Command) => {
      if (options.archive !== undefined) {
        assertAlone(options);
        return exportWhole(cli, command, options.archive);
      }
      const { json } = globalOptions(command);
      if (options.object === undefined && options.view === undefined)
        throw new UsageError('Give --object, --view or --archive');
      if (options.format === 'xlsx' && options.out === undefined)
        throw new UsageError('Give --out: a spreadsheet is no text for a terminal');
      if (json && options.out === undefined) throw new UsageError('With --json give --out: stdout is for one of them');
      const { rows, cutCells } = await withEngine(cli, command, 'existing', async (session) => {
        const { job } = await session.client.exchange.startExport(await requestOf(session, options));
        const made = await followJob(session, cli.terminal, job, Exported);
        const staged = await findStaged(session.stagingDir, made.file);
        await deliver(staged.path, options.out);
        await dropStaged(session.stagingDir, made.file);
        return made;
      });
      if (json) cli.terminal.out(`${JSON.stringify({ rows, cutCells, out: path.resolve(options.out ?? '') })}\n`);
      else if (options.out !== undefined) cli.terminal.note(`${count(rows, 'record')} written to ${options.out}`);
      if (cutCells > 0) cli.terminal.note(`${count(cutCells, 'text')} longer than a cell of a spreadsheet may be, cut`);
    });
