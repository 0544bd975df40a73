import { Command } from 'commander';
import { z } from 'zod';
import type { SlowQuery } from '@shared/contract/diagnostics.contract';
import { wholeNumber } from '../arguments';
import { followJob } from '../follow-job';
import { count, printResult } from '../output';
import { type Cli, type Session, withEngine } from '../session';
import { slowQueryText } from '../slow-query-text';
import type { Terminal } from '../terminal';

interface Options {
  readonly threshold?: number;
  readonly forget?: boolean;
  readonly makeIndexes?: boolean;
}

/** Builds each index that would help, once. */
const makeIndexes = async (session: Session, terminal: Terminal, queries: readonly SlowQuery[]): Promise<number> => {
  const wishes = new Map(queries.flatMap(({ index }) => (index ? [[JSON.stringify(index), index] as const] : [])));
  for (const wish of wishes.values()) {
    const { job } = await session.client.schema.makeIndex(wish);
    await followJob(session, terminal, job, z.unknown());
  }
  return wishes.size;
};

export const slowQueriesCommand = (cli: Cli): Command =>
  new Command('slow-queries')
    .description(
      'List the questions that took long: what was asked (without the values of conditions), how long it took, what SQLite did and which index would help.',
    )
    .option('--threshold <ms>', 'keep questions from so many milliseconds on', wholeNumber)
    .option('--make-indexes', 'build the indexes that would help')
    .option('--forget', 'begin the list anew, after it was printed')
    .action(async ({ threshold, forget = false, makeIndexes: isToMake = false }: Options, command: Command) => {
      const { list, made } = await withEngine(cli, command, 'existing', async (session) => {
        const { diagnostics } = session.client;
        if (threshold !== undefined) await diagnostics.setSlowThreshold({ ms: threshold });
        const found = await diagnostics.slowQueries({});
        const built = isToMake ? await makeIndexes(session, cli.terminal, found.queries) : 0;
        if (forget) await diagnostics.forgetSlowQueries({});
        return { list: found, made: built };
      });
      printResult(cli, command, { ...list, indexesMade: made }, () =>
        [
          ...list.queries.map(slowQueryText),
          list.queries.length === 0 ? `No question took ${list.thresholdMs} ms or more` : '',
          isToMake ? `${count(made, 'index', 'indexes')} made` : '',
        ]
          .filter((line) => line !== '')
          .join('\n'),
      );
    });
