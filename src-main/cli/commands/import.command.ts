import fs from 'node:fs';
import { msg } from '@lingui/core/macro';
import { Command, Option } from 'commander';
import {
  DATE_ORDERS,
  ENCODINGS,
  type FilePreview,
  type FileReading,
  type ImportPlan,
  type ImportStatus,
} from '@shared/contract/exchange.contract';
import { AppError } from '@shared/errors/app-error';
import { formatMessage } from '@shared/messages/format-message';
import { workspaceFolder } from '../../engine-entry/workspace-location';
import { stagePath } from '../../engine-entry/staged-files';
import { planFromPreview } from '@shared/domain/import-plan';
import { collect } from '../arguments';
import { readColumnMap, resolveField, toColumnMap, withColumns } from '../import-choices';
import { followImport, listRejected } from '../import-progress';
import { count, printResult } from '../output';
import { type Cli, globalOptions, type Session, withEngine } from '../session';
import { UsageError } from '../usage-error';

const WHEN_MATCHED = { update: 'replace', fill: 'fill', skip: 'skip', create: 'create' } as const;

interface Options {
  readonly object?: string;
  readonly match?: string;
  readonly whenMatched?: keyof typeof WHEN_MATCHED;
  readonly createFields?: boolean;
  readonly createTargets: boolean;
  readonly column?: readonly string[];
  readonly delimiter?: string;
  readonly encoding?: (typeof ENCODINGS)[number];
  readonly dateOrder?: (typeof DATE_ORDERS)[number];
  readonly header: boolean;
  readonly sheet?: string;
  readonly whenAlike?: ImportPlan['whenAlike'];
  readonly map?: string;
  readonly dryRun?: boolean;
}

const readingOf = ({ delimiter, encoding, dateOrder, header, sheet }: Options): Partial<FileReading> => {
  const character = delimiter === 'tab' ? '\t' : delimiter;
  if (character !== undefined && character.length !== 1)
    throw new UsageError('--delimiter takes one character, or "tab"');
  return {
    ...(character === undefined ? {} : { delimiter: character }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(header ? {} : { hasHeader: false }),
    ...(sheet === undefined ? {} : { sheet }),
  };
};

/** Columns with content that go nowhere. */
const leftOut = (plan: ImportPlan, preview: FilePreview): readonly string[] => {
  const used = new Set(plan.columns.filter(({ target }) => target.kind !== 'skip').map(({ index }) => index));
  return preview.columns.filter(({ index, isEmpty }) => !isEmpty && !used.has(index)).map(({ header }) => header);
};

const planImport = async (
  cli: Cli,
  session: Session,
  file: string,
  options: Options,
): Promise<{ readonly plan: ImportPlan; readonly preview: FilePreview }> => {
  const { client } = session;
  const staged = await stagePath(session.stagingDir, file);
  const preview = await client.exchange.preview({
    file: staged.file,
    reading: readingOf(options),
    ...(options.object === undefined ? {} : { object: options.object }),
  });
  const object = options.object ?? preview.suggestedObject;
  const schema = await client.schema.get({});
  const plan = planFromPreview(preview, { object, createFields: options.createFields === true });
  const matchBy = options.match === undefined ? {} : { matchBy: resolveField(schema, object, options.match) };
  const whenMatched = options.whenMatched === undefined ? {} : { whenMatched: WHEN_MATCHED[options.whenMatched] };
  const whenAlike = options.whenAlike ?? 'create';
  const asked = { ...plan, ...matchBy, ...whenMatched, whenAlike, createTargets: options.createTargets };
  const mapped = options.map === undefined ? [] : readColumnMap(options.map, preview);
  const final = withColumns(asked, preview, schema, [...mapped, ...(options.column ?? [])]);
  const skipped = leftOut(final, preview);
  if (skipped.length > 0) cli.terminal.note(`left out: ${skipped.join(', ')} (--create-fields or --column keeps them)`);
  return { plan: final, preview };
};

/** Tries the whole file and says what an import would do. */
const tryImport = async (cli: Cli, command: Command, file: string, options: Options): Promise<void> => {
  const { check, map } = await withEngine(cli, command, 'create', async (session) => {
    const { plan, preview } = await planImport(cli, session, file, options);
    return { check: await session.client.exchange.check({ ...plan, rows: 'all' }), map: toColumnMap(plan, preview) };
  });
  const problems = check.problems.map(({ line, column, value, reason }) => ({
    line,
    column,
    value,
    reason: formatMessage(reason),
  }));
  const { creates, updates, unchanged, skipped, rejected, newTargets, newFields } = check;
  const result = { creates, updates, unchanged, skipped, rejected, newTargets, newFields, map, problems };
  printResult(cli, command, result, () =>
    [
      `${count(creates, 'record')} would be created, ${updates} updated, ${unchanged} unchanged, ${skipped} skipped, ${rejected} rejected`,
      ...(newTargets > 0 ? [`${count(newTargets, 'related record')} would be created`] : []),
      ...(newFields.length > 0 ? [`new fields: ${newFields.join(', ')}`] : []),
      ...Object.entries(map).map(([header, target]) => `${header} -> ${target}`),
    ].join('\n'),
  );
  for (const { line, column, reason } of problems)
    cli.terminal.note(`line ${line}: ${column === null ? '' : `${column}: `}${reason}`);
};

const inWords = (ended: ImportStatus): string =>
  [
    `${count(ended.created, 'record')} created, ${ended.updated} updated, ${ended.unchanged} unchanged, ${ended.skipped} skipped`,
    ...(ended.createdTargets > 0 ? [`${count(ended.createdTargets, 'related record')} created`] : []),
    ...(ended.createdFields.length > 0 ? [`new fields: ${ended.createdFields.join(', ')}`] : []),
  ].join('\n');

/** The engine is loaded for it alone: other commands have it in a thread of its own. */
const importWhole = async (cli: Cli, command: Command, file: string): Promise<void> => {
  const { importArchiveFile } = await import('../../engine-entry/archives');
  const folder = workspaceFolder(globalOptions(command).workspace);
  const result = await importArchiveFile(file, folder, (read, inAll) =>
    cli.terminal.status(`${Math.floor((read / Math.max(1, inAll)) * 100)} % of ${count(inAll, 'line')}`),
  );
  printResult(
    cli,
    command,
    result,
    () => `${count(result.lines, 'line')} and ${count(result.files, 'file')} brought in`,
  );
};

export const importCommand = (cli: Cli): Command =>
  new Command('import')
    .description(
      'Bring in an Excel workbook, a CSV or a vCard file, or a FILE.archive into an empty workspace. Makes the workspace when there is none. Ctrl-C stops it; what is done stays.',
    )
    .argument('<file>')
    .option(
      '--object <name>',
      'what the rows are, such as person or company; when not given, what the columns fit best',
    )
    .option('--match <field>', 'a row whose value is in this field of a record is that record, such as email')
    .addOption(
      new Option('--when-matched <what>', 'update replaces the fields of the file, fill those that are empty').choices(
        Object.keys(WHEN_MATCHED),
      ),
    )
    .addOption(
      new Option(
        '--when-alike <what>',
        'a row that --match does not recognise but that looks like one record: create another (default), fill its empty fields, or skip the row',
      ).choices(['create', 'fill', 'skip']),
    )
    .option('--dry-run', 'say what would become of every row and column, and change nothing')
    .option('--create-fields', 'make a field for every column that fits none')
    .option('--no-create-targets', 'do not make companies that the file names and that do not exist')
    .option(
      '--column <header=field>',
      'put this column there: a field, note, details (one note a row for all such columns), new or skip; may be repeated',
      collect,
    )
    .option('--map <file>', 'a JSON object of headers and where they go, as --dry-run --json answers it in "map"')
    .option('--delimiter <character>', 'instead of the one that was detected; "tab" for a tabulator')
    .addOption(new Option('--encoding <name>', 'instead of the one that was detected').choices(ENCODINGS))
    .addOption(new Option('--date-order <order>', 'how to read 03/04/2025').choices(DATE_ORDERS))
    .option('--no-header', 'the first row holds values')
    .option('--sheet <name>', 'which sheet of a workbook; when not given, the first that has rows')
    .action(async (file: string, options: Options, command: Command) => {
      // Looked for before a workspace is made for it.
      if (!fs.existsSync(file)) throw new AppError('not_found', msg`There is no file ${file}`, { file });
      if (file.endsWith('.archive')) return importWhole(cli, command, file);
      if (options.dryRun === true) return tryImport(cli, command, file, options);
      const { ended, rejected } = await withEngine(cli, command, 'create', async (session) => {
        const { plan } = await planImport(cli, session, file, options);
        const started = await session.client.exchange.startImport(plan);
        const status = await followImport(session, cli.terminal, started.id);
        return { ended: status, rejected: status.rejectedCount > 0 ? await listRejected(session, status.id) : [] };
      });
      const told = rejected.map(({ line, reasons }) => ({
        line,
        reason: reasons.map(formatMessage).join('; '),
      }));
      const { created, updated, unchanged, skipped, createdFields } = ended;
      const result = {
        created,
        updated,
        unchanged,
        skipped,
        rejected: told,
        createdFields,
      };
      printResult(cli, command, result, () => inWords(ended));
      for (const { line, reason } of told) cli.terminal.note(`line ${line}: ${reason}`);
    });
