import { Command } from 'commander';
import { runEntry } from '../run-entry';
import { type Cli, globalOptions } from '../session';

interface Options {
  readonly port?: string;
  readonly listen?: string;
  readonly open: boolean;
  readonly printUrl?: boolean;
}

const option = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [name, value];
const flag = (name: string, isSet: boolean): readonly string[] => (isSet ? [name] : []);

export const serveCommand = (cli: Cli): Command =>
  new Command('serve')
    .description('Serve the app to a browser on this machine, until Ctrl-C. Makes the workspace when there is none.')
    .option('--port <n>', 'port; any free one when not given')
    .option('--listen <address>', 'address to listen on (default: 127.0.0.1, this machine only)')
    .option('--no-open', 'do not open a browser')
    .option('--print-url', 'print the address alone on a line, for programs')
    .action(async (options: Options, command: Command) => {
      process.exitCode = await runEntry(cli, 'web.js', [
        ...option('--workspace', globalOptions(command).workspace),
        ...option('--port', options.port),
        ...option('--listen', options.listen),
        ...flag('--no-open', !options.open),
        ...flag('--print-url', options.printUrl === true),
      ]);
    });
