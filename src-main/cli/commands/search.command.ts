import { Command } from 'commander';
import { collect, wholeNumber } from '../arguments';
import { printResult } from '../output';
import { type Cli, withEngine } from '../session';

interface Options {
  readonly object?: readonly string[];
  readonly limit: number;
}

export const searchCommand = (cli: Cli): Command =>
  new Command('search')
    .description('Find records by words, e-mail addresses or phone numbers.')
    .argument('<text...>', 'what to look for; words may be cut short')
    .option('--object <name>', 'only this object; may be repeated', collect)
    .option('--limit <n>', 'at most this many, up to 100', wholeNumber, 20)
    .action(async (words: readonly string[], options: Options, command: Command) => {
      const { results } = await withEngine(cli, command, 'existing', ({ client }) =>
        client.search.find({
          text: words.join(' '),
          limit: options.limit,
          ...(options.object ? { objects: [...options.object] } : {}),
        }),
      );
      const found = results.map(({ object, id, title }) => ({ object, id, title }));
      printResult(cli, command, { results: found }, () =>
        results.map((hit) => [hit.object, hit.id, hit.title, hit.subtitle].join('\t')).join('\n'),
      );
    });
