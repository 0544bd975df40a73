import type { RepairReport } from '@shared/contract/diagnostics.contract';
import type { DoctorReport } from '@shared/contract/workspace.contract';
import { formatMessage } from '@shared/messages/format-message';
import { Command } from 'commander';
import { printResult } from '../output';
import { type Cli, type Session, withEngine } from '../session';
import type { Terminal } from '../terminal';

type Findings = DoctorReport['findings'];

const toWords = (findings: Findings) => findings.map((each) => ({ ...each, message: formatMessage(each.message) }));

const lines = (findings: Findings, mark: string): readonly string[] =>
  findings.map(({ check, message, count }) => `${mark}${check}: ${formatMessage(message)} (${count})`);

/** Shows how far the work is, and cancels it at Ctrl-C. Errors: `cancelled`, those of the work. */
const watched = async <T>(
  { client, onInterrupt }: Session,
  terminal: Terminal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const stop = new AbortController();
  const over = new AbortController();
  onInterrupt(() => stop.abort());
  const show = async (): Promise<void> => {
    for await (const { active } of await client.jobs.watch({}, { signal: over.signal })) {
      const job = active.find(({ kind }) => kind.startsWith('doctor.'));
      if (job && job.progress !== null) terminal.status(`${Math.floor(job.progress * 100)} %`);
    }
  };
  // It ends with the work, or with the engine.
  void show().catch(() => undefined);
  try {
    return await work(stop.signal);
  } finally {
    over.abort();
    terminal.status('');
  }
};

const inWords = ({ ok, findings }: DoctorReport): string =>
  ok ? 'The workspace is sound' : lines(findings, '').join('\n');

const check = async (cli: Cli, command: Command): Promise<boolean> => {
  const report = await withEngine(cli, command, 'existing', (session) =>
    watched(session, cli.terminal, (signal) => session.client.workspace.doctor({}, { signal })),
  );
  const { ok, findings } = report;
  printResult(cli, command, { ok, findings: toWords(findings) }, () => inWords(report));
  return ok;
};

const repair = async (cli: Cli, command: Command): Promise<boolean> => {
  const { report, mended, folder }: RepairReport = await withEngine(cli, command, 'existing', (session) =>
    watched(session, cli.terminal, (signal) => session.client.diagnostics.repair({}, { signal })),
  );
  const { ok, findings } = report;
  printResult(cli, command, { ok, findings: toWords(findings), mended: toWords(mended), folder }, () =>
    [
      ...lines(mended, 'mended  '),
      ...(folder === null ? [] : [`What there was before is in ${folder}`]),
      inWords(report),
    ].join('\n'),
  );
  return ok;
};

export const doctorCommand = (cli: Cli): Command =>
  new Command('doctor')
    .description(
      'Check the workspace: file, indexes, search, totals, computed fields, log, relations, attachments. Changes nothing without --repair. Exit code 0 when all is sound, 1 when something is (still) wrong.',
    )
    .option(
      '--repair',
      'make anew what is derived and wrong, after a copy of the database; records, log and attachments are never changed',
    )
    .action(async ({ repair: isRepair = false }: { readonly repair?: boolean }, command: Command) => {
      const isSound = await (isRepair ? repair(cli, command) : check(cli, command));
      if (!isSound) process.exitCode = 1;
    });
