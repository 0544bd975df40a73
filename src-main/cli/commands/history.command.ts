import path from 'node:path';
import { Command, Option } from 'commander';
import { HISTORY_FORMATS } from '@shared/contract/exchange.contract';
import type {
  ChangeFilter,
  HistoryChange,
  HistoryEntry,
  Operation,
  OperationFilter,
} from '@shared/contract/history.contract';
import { OPERATION_VERBS } from '@shared/contract/history.contract';
import type { EngineClient } from '@shared/contract/index';
import { OperationId, RecordId } from '@shared/domain/ids';
import { dropStaged, findStaged } from '../../engine-entry/staged-files';
import { collect, commaList, parseAs, wholeNumber } from '../arguments';
import { readMoment } from '../moments';
import { describeOperation } from '../operation-text';
import { count, printResult } from '../output';
import { type Cli, findMember, globalOptions, withEngine } from '../session';
import { UsageError } from '../usage-error';
import { deliver } from './export.command';

interface Options {
  readonly object?: string;
  readonly record?: string;
  readonly field?: string;
  readonly by?: readonly string[];
  readonly kind?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly operation?: number;
  readonly changes?: boolean;
  readonly format?: (typeof HISTORY_FORMATS)[number];
  readonly out?: string;
  readonly limit: number;
  readonly cursor?: string;
}

const time = (atMs: number): string => new Date(atMs).toISOString();

const operationLine = (operation: Operation): string =>
  [
    operation.id,
    time(operation.atMs),
    operation.actor.name,
    describeOperation(operation),
    operation.isUndone ? 'undone' : '',
  ]
    .join('\t')
    .trimEnd();

const fieldsLine = (changes: HistoryEntry['changes']): string =>
  changes
    .map(({ label, before, after }) => `${label}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`)
    .join('; ');

const entryLine = ({ atMs, actor, kind, changes }: HistoryEntry): string =>
  [time(atMs), actor.name, kind, fieldsLine(changes)].join('\t');

const changeLine = ({ operationId, atMs, actor, kind, object, title, changes }: HistoryChange): string =>
  [operationId, time(atMs), actor.name, kind, object ?? '', title, fieldsLine(changes)].join('\t');

const recordId = (text: string): RecordId => parseAs(RecordId, text.toLowerCase(), 'The id');

/** What the options mean to the engine. Errors: UsageError for a member, kind or moment that is none. */
const filterOf = async (client: EngineClient, options: Options): Promise<OperationFilter> => {
  const { object, record, by, kind, from, to } = options;
  const members = by && (await Promise.all(by.map((text) => findMember(client, text))));
  const verbs = OPERATION_VERBS.filter((verb) => kind?.includes(verb));
  const unknown = kind?.find((text) => !verbs.some((verb) => verb === text));
  if (unknown !== undefined)
    throw new UsageError(`There is no kind "${unknown}": give some of ${OPERATION_VERBS.join(', ')}`);
  return {
    ...(object !== undefined && { object }),
    ...(record !== undefined && { record: recordId(record) }),
    ...(members && { members: members.map(({ id }) => id) }),
    ...(kind && { verbs }),
    ...(from !== undefined && { fromMs: await readMoment(client, from, '--from') }),
    ...(to !== undefined && { toMs: await readMoment(client, to, '--to', 'end') }),
  };
};

/** As many changes as asked for: a page of a rare filter may be short. */
const readChanges = async (
  client: EngineClient,
  filter: ChangeFilter,
  { limit, cursor }: Pick<Options, 'limit' | 'cursor'>,
): Promise<{ readonly changes: readonly HistoryChange[]; readonly nextCursor: string | null }> => {
  const changes: HistoryChange[] = [];
  let at: string | null | undefined = cursor;
  do {
    const rest = limit - changes.length;
    const page: Awaited<ReturnType<EngineClient['history']['changes']>> = await client.history.changes({
      ...filter,
      limit: rest,
      ...(at === undefined ? {} : { cursor: at }),
    });
    changes.push(...page.changes);
    at = page.nextCursor;
  } while (at !== null && changes.length < limit);
  return { changes, nextCursor: at };
};

const changeFilterOf = async (client: EngineClient, options: Options): Promise<ChangeFilter> => {
  const { field, operation } = options;
  return {
    ...(await filterOf(client, options)),
    ...(field !== undefined && { field }),
    ...(operation !== undefined && { operationId: parseAs(OperationId, operation, '--operation') }),
  };
};

const exportChanges = async (
  cli: Cli,
  command: Command,
  options: Options,
  format: (typeof HISTORY_FORMATS)[number],
): Promise<void> => {
  const { out } = options;
  const { json } = globalOptions(command);
  if (json && out === undefined) throw new UsageError('With --json give --out: stdout is for one of them');
  const rows = await withEngine(cli, command, 'existing', async ({ client, stagingDir }) => {
    const made = await client.exchange.exportHistory({ filter: await changeFilterOf(client, options), format });
    const staged = await findStaged(stagingDir, made.file);
    await deliver(staged.path, out);
    await dropStaged(stagingDir, made.file);
    return made.rows;
  });
  if (json) cli.terminal.out(`${JSON.stringify({ rows, out: path.resolve(out ?? '') })}\n`);
  else if (out !== undefined) cli.terminal.note(`${count(rows, 'change')} written to ${out}`);
};

const isOfChanges = ({ changes, operation, field }: Options): boolean =>
  changes === true || operation !== undefined || field !== undefined;

const assertFits = (object: string | undefined, id: string | undefined, options: Options): void => {
  if (object === undefined) return;
  if (id === undefined) throw new UsageError('Give an object and an id, or neither');
  const { limit: _limit, cursor: _cursor, ...others } = options;
  if (Object.values(others).some((value) => value !== undefined))
    throw new UsageError('With an object and an id no filter can be given: use --record');
};

export const historyCommand = (cli: Cli): Command =>
  new Command('history')
    .description('List what was done in the workspace, what it changed, or the changes of one record, newest first.')
    .argument('[object]', 'API name of the object, with an id')
    .argument('[id]')
    .option('--record <id>', 'only what touched this record')
    .option('--object <name>', 'only what was about this object, by its API name')
    .option('--field <name>', 'only changes of this field of the object')
    .option(
      '--by <member>',
      'only what this member did, by id, e-mail address or name; may be given several times',
      collect,
    )
    .addOption(new Option('--kind <a,b,...>', `only these kinds: ${OPERATION_VERBS.join(', ')}`).argParser(commaList))
    .option('--from <time>', 'only what began at this day or moment or later, in the zone of the workspace')
    .option('--to <time>', 'only what began before this moment, or at this day or before')
    .option('--operation <n>', 'what this action changed, record by record', wholeNumber)
    .option('--changes', 'list what was changed, record by record, rather than actions')
    .addOption(
      new Option('--format <format>', 'write everything that was changed, to stdout or --out').choices(HISTORY_FORMATS),
    )
    .option('--out <file>', 'with --format: write into this file; with --json the answer is {rows, out}')
    .option('--limit <n>', 'at most this many, up to 100', wholeNumber, 50)
    .option('--cursor <cursor>', 'nextCursor of the page before')
    .action(async (object: string | undefined, id: string | undefined, options: Options, command: Command) => {
      assertFits(object, id, options);
      const page = { limit: options.limit, ...(options.cursor === undefined ? {} : { cursor: options.cursor }) };
      if (object !== undefined && id !== undefined) {
        const ref = { object, id: recordId(id), ...page };
        const result = await withEngine(cli, command, 'existing', ({ client }) => client.history.record(ref));
        return printResult(cli, command, result, () => result.entries.map(entryLine).join('\n'));
      }
      if (options.format !== undefined) return exportChanges(cli, command, options, options.format);
      if (options.out !== undefined) throw new UsageError('--out goes with --format');
      if (!isOfChanges(options)) {
        const result = await withEngine(cli, command, 'existing', async ({ client }) =>
          client.history.operations({ ...(await filterOf(client, options)), ...page }),
        );
        return printResult(cli, command, result, () => result.operations.map(operationLine).join('\n'));
      }
      const result = await withEngine(cli, command, 'existing', async ({ client }) =>
        readChanges(client, await changeFilterOf(client, options), options),
      );
      return printResult(cli, command, result, () => result.changes.map(changeLine).join('\n'));
    });
