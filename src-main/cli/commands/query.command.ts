import { Command } from 'commander';
import { z } from 'zod';
import { AggregateQuery, RecordQuery } from '@shared/domain/query';
import { parseAs, parseJson, readText } from '../arguments';
import { printJson } from '../output';
import { type Cli, withEngine } from '../session';

const isAggregate = (query: unknown): boolean =>
  z.looseObject({ aggregates: z.array(z.unknown()) }).safeParse(query).success;

export const queryCommand = (cli: Cli): Command =>
  new Command('query')
    .description('Ask for records in the query language, as JSON. Prints JSON.')
    .argument('[json]', 'the query; "-" reads it from stdin')
    .option('--file <path>', 'read the query from a file')
    .addHelpText(
      'after',
      `
A page has 20 records unless "page": {"limit": n} says otherwise, at most 100; "nextCursor" of the answer, given as
"page": {"limit": n, "cursor": "..."}, asks for the next one. A query with "aggregates" answers {groups, isTruncated}.

Example:
  outpost query '{"object":"person","filter":{"field":"company.name","op":"contains","value":"acme"}}'`,
    )
    .action(async (json: string | undefined, options: { readonly file?: string }, command: Command) => {
      const query = parseJson(await readText(json, options.file), 'The query');
      const ask = isAggregate(query) ? parseAs(AggregateQuery, query, 'The query') : undefined;
      const page = ask ? undefined : parseAs(RecordQuery, query, 'The query');
      const answer = await withEngine(cli, command, 'existing', async ({ client }) => {
        if (ask) return client.records.aggregate(ask);
        return page ? client.records.query(page) : undefined;
      });
      printJson(cli, command, answer);
    });
