import fs from 'node:fs';
import path from 'node:path';
import { msg } from '@lingui/core/macro';
import { Command } from 'commander';
import { AppError } from '@shared/errors/app-error';
import { runEntry } from '../run-entry';
import { type Cli, globalOptions } from '../session';

/** Built beside the rest, but no part of the installed app. */
const ENTRY = 'bench.js';

export const benchCommand = (cli: Cli): Command =>
  new Command('bench')
    .description(
      'Measure against hand-written SQL with 1,000,000 people, in a workspace of its own that is removed again.',
    )
    .option('--quick', 'with 100,000 people')
    .action(async ({ quick }: { readonly quick?: boolean }, command: Command) => {
      if (!fs.existsSync(path.resolve(cli.entriesDir, ENTRY))) {
        throw new AppError('unsupported', msg`The benchmark needs the sources of Outpost`);
      }
      process.exitCode = await runEntry(cli, ENTRY, [
        ...(quick ? ['--quick'] : []),
        ...(globalOptions(command).json ? ['--json'] : []),
      ]);
    });
