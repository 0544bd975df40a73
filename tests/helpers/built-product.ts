import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** Where the built entries are: `npm run build` makes them. OUTPOST_ENTRIES names another build, such as an installed one. */
export const ENTRIES = process.env['OUTPOST_ENTRIES'] ?? path.join(import.meta.dirname, '../../out/main');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly stdin?: string;
  /** A file descriptor that stdout goes to instead of into the answer. */
  readonly stdoutTo?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const started = (entry: string, args: readonly string[], { cwd, env, stdoutTo }: RunOptions = {}): ChildProcess => {
  const child = spawn(process.execPath, [path.resolve(ENTRIES, entry), ...args], {
    cwd,
    stdio: ['pipe', stdoutTo ?? 'pipe', 'pipe'],
    env: { ...process.env, OUTPOST_WORKSPACE: '', ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
};

export const exitOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', resolve));

const textOf = (stream: NodeJS.ReadableStream | null): Promise<string> => (stream ? text(stream) : Promise.resolve(''));

/** Starts the command line and lets it run. */
export const startOutpost = (...args: readonly string[]): ChildProcess => started('cli.js', args);

/** Runs the command line to its end. */
export const outpostWith = async (options: RunOptions, ...args: readonly string[]): Promise<Finished> => {
  const child = started('cli.js', args, options);
  child.stdin?.end(options.stdin ?? '');
  const [stdout, stderr, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]);
  return { code, stdout, stderr };
};
export const outpost = (...args: readonly string[]): Promise<Finished> => outpostWith({}, ...args);

/** Runs the command line with --json; its answer, or an error with what it said. */
export const outpostJson = async (...args: readonly string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await outpost('--json', ...args);
  if (code !== 0) throw new Error(`outpost ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
};

export interface WebHost {
  readonly process: ChildProcess;
  readonly startUrl: URL;
  /** Ends it as Ctrl-C or a system that shuts down does. Resolves to the exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it as a power cut does. */
  readonly kill: () => Promise<void>;
  /** What it has written to stderr so far. */
  readonly said: () => string;
}

/** Starts the built web host on a free port. Errors: what it wrote when it ended instead. */
export const startWebHost = (workspace: string, ...args: readonly string[]): Promise<WebHost> =>
  startWebHostFrom('web.js', workspace, ...args);

/** The same from another place than `ENTRIES`. */
export const startWebHostFrom = async (
  entry: string,
  workspace: string,
  ...args: readonly string[]
): Promise<WebHost> => {
  const child = started(entry, ['--workspace', workspace, '--print-url', ...args]);
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const startUrl = await new Promise<URL>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
      if (stdout.includes('\n')) resolve(new URL(stdout.trim()));
    });
    child.once('exit', (code) => reject(new Error(`the web host ended with ${code}: ${stderr}`)));
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exitOf(child);
  };
  return {
    process: child,
    startUrl,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    said: () => stderr,
  };
};
