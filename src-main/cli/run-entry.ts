import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Cli } from './session';

/** Runs a program that stands beside this one in a process of its own, on this terminal. Resolves to its exit code. */
export const runEntry = (cli: Cli, name: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.resolve(cli.entriesDir, name), ...args], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
