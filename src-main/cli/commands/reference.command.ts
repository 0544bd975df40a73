import { Command } from 'commander';
import { renderReference } from '../reference';
import type { Cli } from '../session';

/** What `npm run docs:cli` writes into docs/cli.md. */
export const referenceCommand = (cli: Cli, program: Command): Command =>
  new Command('reference').description('Print the reference of all commands as Markdown.').action(() => {
    cli.terminal.out(renderReference(program));
  });
