import { Command } from 'commander';
import { printResult } from '../output';
import { type Cli, withEngine } from '../session';

export const doctorCommand = (cli: Cli): Command =>
  new Command('doctor')
    .description(
      'Check the workspace: file, indexes, search, log, relations. Changes nothing. Exit code 1 when something is wrong.',
    )
    .action(async (_options: unknown, command: Command) => {
      const report = await withEngine(cli, command, 'existing', ({ client }) => client.workspace.doctor({}));
      const { ok, findings } = report;
      printResult(cli, command, { ok, findings }, () =>
        ok
          ? 'The workspace is sound'
          : findings.map((each) => `${each.check}: ${each.message} (${each.count})`).join('\n'),
      );
      if (!ok) process.exitCode = 1;
    });
