import { Command } from 'commander';
import { type DuplicateGroup, MergeAllResult, ScanResult } from '@shared/contract/duplicates.contract';
import { CERTAIN, LIKELY } from '@shared/domain/duplicates';
import { RecordId } from '@shared/domain/ids';
import { formatMessage } from '@shared/messages/format-message';
import { collect, parseAs, readValues, wholeNumber } from '../arguments';
import { followJob } from '../follow-job';
import { count, printResult } from '../output';
import { type Cli, withEngine } from '../session';
import { UsageError } from '../usage-error';

const recordId = (text: string): RecordId => parseAs(RecordId, text.toLowerCase(), 'The id');

const score = (text: string): number => {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new UsageError('A score is between 0 and 1');
  return value;
};

const scanCommand = (cli: Cli): Command =>
  new Command('scan')
    .description('Look through all records of an object for duplicates. Changes nothing.')
    .argument('<object>', 'API name of the object, such as person')
    .action(async (object: string, _options: unknown, command: Command) => {
      const result = await withEngine(cli, command, 'existing', async (session) => {
        const { jobId } = await session.client.duplicates.scan({ object });
        return followJob(session, cli.terminal, jobId, ScanResult);
      });
      printResult(
        cli,
        command,
        result,
        () => `${count(result.records, 'record')}, ${count(result.pairs, 'pair')} that may be the same`,
      );
    });

const groupLines = ({ score: likeliest, records, pairs }: DuplicateGroup): string => {
  const why = pairs[0]?.reasons.map(({ kind, field }) => `${kind} (${field})`).join(', ') ?? '';
  return [likeliest.toFixed(2), why, ...records.map(({ id, title }) => `${id} ${title}`)].join('\t');
};

interface ListOptions {
  readonly minScore: number;
  readonly dismissed?: true;
  readonly limit: number;
}

const listCommand = (cli: Cli): Command =>
  new Command('list')
    .description('List groups of records that may be the same, the likeliest first.')
    .argument('<object>')
    .option('--min-score <score>', 'from this score on; 1 is certain', score, LIKELY)
    .option('--dismissed', 'those that somebody said are not the same')
    .option('--limit <n>', 'at most this many groups, up to 200', wholeNumber, 50)
    .action(async (object: string, { minScore, dismissed, limit }: ListOptions, command: Command) => {
      const state = dismissed ? 'dismissed' : 'open';
      const page = await withEngine(cli, command, 'existing', ({ client }) =>
        client.duplicates.list({ object, state, limit, minScore: dismissed ? 0 : minScore }),
      );
      printResult(cli, command, page, () => page.groups.map(groupLines).join('\n'));
    });

interface MergeOptions {
  readonly all?: true;
  readonly minScore: number;
  readonly into?: string;
  readonly take?: readonly string[];
  readonly set?: readonly string[];
}

const takenFrom = (pairs: readonly string[] = []): Record<string, RecordId> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`--take takes field=id, not "${pair}"`);
      return [pair.slice(0, at), recordId(pair.slice(at + 1))];
    }),
  );

const mergeAll = (cli: Cli, command: Command, object: string, minScore: number): Promise<MergeAllResult> =>
  withEngine(cli, command, 'existing', async (session) => {
    const { jobId } = await session.client.duplicates.mergeAll({ object, minScore });
    return followJob(session, cli.terminal, jobId, MergeAllResult);
  });

const mergeCommand = (cli: Cli): Command =>
  new Command('merge')
    .description('Make one record of several, or with --all of every group that a scan found.')
    .argument('<object>')
    .argument('[id...]', 'records that are the same')
    .option('--into <id>', 'the one that stays; else the one that holds most')
    .option('--take <field=id>', 'the record whose value a field takes; may be repeated', collect)
    .option('--set <field=value>', 'a value that none of them has; may be repeated', collect)
    .option('--all', 'every group from --min-score on, as one action')
    .option('--min-score <score>', 'with --all', score, CERTAIN)
    .action(async (object: string, ids: readonly string[], options: MergeOptions, command: Command) => {
      if (ids.length > 0 === (options.all === true)) throw new UsageError('Give ids of records, or --all');
      if (options.all) {
        const result = await mergeAll(cli, command, object, options.minScore);
        printResult(cli, command, result, () =>
          [
            `${count(result.groups, 'group')}: ${count(result.merged, 'record')} merged`,
            ...result.refused.map(({ id, title, reason }) => `left alone\t${id}\t${title}\t${formatMessage(reason)}`),
          ].join('\n'),
        );
        return;
      }
      const values = options.set ? await readValues(undefined, options.set) : {};
      const input = { object, ids: ids.map(recordId), take: takenFrom(options.take), values };
      const result = await withEngine(cli, command, 'existing', ({ client }) =>
        client.records.merge({ ...input, ...(options.into === undefined ? {} : { into: recordId(options.into) }) }),
      );
      printResult(cli, command, result, () => `${count(result.mergedCount, 'record')} merged into ${result.row.id}`);
    });

const dismissCommand = (cli: Cli): Command =>
  new Command('dismiss')
    .description('Say that records are not the same; later scans remember it.')
    .argument('<object>')
    .argument('<id...>')
    .action(async (object: string, ids: readonly string[], _options: unknown, command: Command) => {
      const input = { object, ids: ids.map(recordId) };
      const result = await withEngine(cli, command, 'existing', ({ client }) => client.duplicates.dismiss(input));
      printResult(cli, command, result, () => `${count(result.pairs, 'pair')} dismissed`);
    });

export const duplicatesCommand = (cli: Cli): Command =>
  new Command('duplicates')
    .description('Find records that may be the same, and merge them.')
    .addCommand(scanCommand(cli))
    .addCommand(listCommand(cli))
    .addCommand(mergeCommand(cli))
    .addCommand(dismissCommand(cli));
