import { formatMessage } from '@shared/messages/format-message';
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
      const { ok } = report;
      const findings = report.findings.map((each) => ({ ...each, message: formatMessage(each.message) }));
      printResult(cli, command, { ok, findings }, () =>
        ok
          ? 'The workspace is sound'
          : findings.map((each) => `${each.check}: ${each.message} (${each.count})`).join('\n'),
      );
      if (!ok) process.exitCode = 1;
    });
