import { Command } from 'commander';
import { backupCommand } from './commands/backup.command';
import { benchCommand } from './commands/bench.command';
import { compareCommand } from './commands/compare.command';
import { doctorCommand } from './commands/doctor.command';
import { encryptionCommand } from './commands/encryption.command';
import { exportCommand } from './commands/export.command';
import { historyCommand } from './commands/history.command';
import { importCommand } from './commands/import.command';
import { duplicatesCommand } from './commands/duplicates.command';
import { jobsCommand } from './commands/jobs.command';
import { metricsCommand } from './commands/metrics.command';
import { memberCommand } from './commands/member.command';
import { queryCommand } from './commands/query.command';
import { recordCommand } from './commands/record.command';
import { referenceCommand } from './commands/reference.command';
import { restoreCommand } from './commands/restore.command';
import { roleCommand } from './commands/role.command';
import { sampleDataCommand } from './commands/sample-data.command';
import { schemaCommand } from './commands/schema.command';
import { searchCommand } from './commands/search.command';
import { serveCommand } from './commands/serve.command';
import { slowQueriesCommand } from './commands/slow-queries.command';
import { redoCommand, undoCommand } from './commands/undo.command';
import type { Cli } from './session';

const inheritSettings = (parent: Command): void => {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    inheritSettings(command);
  }
};

/** The whole command line. Wrong usage throws: nothing here ends the process. */
export const createProgram = (cli: Cli, version: string): Command => {
  const program = new Command('outpost')
    .description('Drive an Outpost workspace without a window.')
    .version(version)
    .option('--workspace <dir>', 'folder of the workspace (default: OUTPOST_WORKSPACE, else the one the app opens)')
    .option('--as <member>', 'see and do what this member may (id, e-mail address or name)')
    .option('--json', 'print one JSON document on stdout')
    .exitOverride()
    .configureOutput({ writeOut: cli.terminal.out, writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: true });
  const commands = [
    serveCommand(cli),
    importCommand(cli),
    exportCommand(cli),
    queryCommand(cli),
    recordCommand(cli),
    searchCommand(cli),
    undoCommand(cli),
    redoCommand(cli),
    historyCommand(cli),
    duplicatesCommand(cli),
    jobsCommand(cli),
    schemaCommand(cli),
    memberCommand(cli),
    roleCommand(cli),
    sampleDataCommand(cli),
    backupCommand(cli),
    restoreCommand(cli),
    encryptionCommand(cli),
    doctorCommand(cli),
    metricsCommand(cli),
    slowQueriesCommand(cli),
    compareCommand(cli),
    benchCommand(cli),
  ];
  for (const command of commands) program.addCommand(command);
  program.addCommand(referenceCommand(cli, program), { hidden: true });
  inheritSettings(program);
  return program;
};
