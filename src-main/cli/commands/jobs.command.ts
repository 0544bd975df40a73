import { Command } from 'commander';
import { type Job, type JobSelection, JobState } from '@shared/contract/jobs.contract';
import { JobId } from '@shared/domain/ids';
import { formatMessage } from '@shared/messages/format-message';
import type { EngineClient } from '@shared/contract';
import { parseAs, wholeNumber } from '../arguments';
import { count, printResult } from '../output';
import { type Cli, withEngine } from '../session';
import { UsageError } from '../usage-error';

interface Filter {
  readonly state?: string[];
  readonly queue?: string;
}

const jobLine = ({ id, state, queue, title, attempt, maxAttempts, createdAtMs, failure }: Job): string =>
  [
    id,
    state,
    queue,
    new Date(createdAtMs).toISOString(),
    `${attempt}/${maxAttempts}`,
    formatMessage(title),
    failure ? formatMessage(failure) : '',
  ]
    .join('\t')
    .trimEnd();

const toFilter = ({ state, queue }: Filter) => ({
  ...(state === undefined ? {} : { states: state.map((each) => parseAs(JobState, each, 'The state')) }),
  ...(queue === undefined ? {} : { queue }),
});

const withFilter = (command: Command): Command =>
  command
    .option('--state <state...>', 'delayed, ready, active, paused, done, dead or cancelled')
    .option('--queue <name>', 'jobs of this queue');

const toId = (text: string): JobId => parseAs(JobId, Number(text), 'The job');

const listCommand = (cli: Cli): Command =>
  withFilter(new Command('list').description('List background work, newest first.'))
    .option('--limit <n>', 'at most this many, up to 200', wholeNumber, 50)
    .action(async ({ limit, ...filter }: Filter & { readonly limit: number }, command: Command) => {
      const result = await withEngine(cli, command, 'existing', ({ client }) =>
        client.jobs.list({ filter: toFilter(filter), limit }),
      );
      printResult(cli, command, result, () => result.jobs.map(jobLine).join('\n'));
    });

const inspectCommand = (cli: Cli): Command =>
  new Command('inspect')
    .description('Show all that is known of one job.')
    .argument('<job>', 'number of the job')
    .action(async (text: string, _options: unknown, command: Command) => {
      const id = toId(text);
      const detail = await withEngine(cli, command, 'existing', ({ client }) => client.jobs.get({ id }));
      printResult(cli, command, detail, () =>
        [
          jobLine(detail.job),
          `given\t${detail.payload}`,
          ...(detail.result === null ? [] : [`answered\t${detail.result}`]),
          ...detail.attempts.map(
            ({ outcome, startedAtMs, failure }) =>
              `${outcome}\t${new Date(startedAtMs).toISOString()}\t${formatMessage(failure)}`,
          ),
          ...detail.log.map((line) => `log\t${new Date(line.atMs).toISOString()}\t${line.text}`),
        ].join('\n'),
      );
    });

interface Change {
  readonly name: 'retry' | 'cancel' | 'discard';
  readonly description: string;
  readonly done: string;
  readonly call: (client: EngineClient, jobs: JobSelection) => Promise<{ changed: number }>;
}

const CHANGES: readonly Change[] = [
  {
    name: 'retry',
    description: 'Have jobs that failed or were cancelled done again.',
    done: 'to be done again',
    call: (client, jobs) => client.jobs.retry({ jobs }),
  },
  {
    name: 'cancel',
    description: 'Cancel jobs that have not ended.',
    done: 'cancelled',
    call: (client, jobs) => client.jobs.cancel({ jobs }),
  },
  {
    name: 'discard',
    description: 'Forget jobs that have ended.',
    done: 'discarded',
    call: (client, jobs) => client.jobs.discard({ jobs }),
  },
];

const changeCommand = (cli: Cli, { name, description, done, call }: Change): Command =>
  withFilter(
    new Command(name).description(description).argument('[job...]', 'numbers of jobs; else give a filter'),
  ).action(async (ids: readonly string[], filter: Filter, command: Command) => {
    const found = toFilter(filter);
    if (ids.length > 0 === Object.keys(found).length > 0) throw new UsageError('Give numbers of jobs, or a filter');
    const jobs = ids.length > 0 ? { ids: ids.map(toId) } : { filter: found };
    const result = await withEngine(cli, command, 'existing', ({ client }) => call(client, jobs));
    printResult(cli, command, result, () => `${count(result.changed, 'job')} ${done}`);
  });

export const jobsCommand = (cli: Cli): Command => {
  const command = new Command('jobs')
    .description('Look after the work that goes on in the background.')
    .addCommand(listCommand(cli))
    .addCommand(inspectCommand(cli));
  for (const change of CHANGES) command.addCommand(changeCommand(cli, change));
  return command;
};
