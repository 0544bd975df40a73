import fs from 'node:fs';
import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { readAppVersion } from '../engine-entry/app-version';
import { givenPassphrase } from '../engine-entry/given-passphrase';
import { createKeyHolder } from '../engine-entry/key-holder';
import { startEngineThread } from '../engine-entry/start-engine-thread';
import { superviseEngine } from '../engine-entry/supervise-engine';
import { workspaceFolder } from '../engine-entry/workspace-location';
import { parseWebHostArguments, type WebHostArguments } from './arguments';
import { openBrowser } from './open-browser';
import { startWebServer, type WebServer } from './web-server';

const say = (line: string) => void process.stderr.write(`${line}\n`);

const fail = (error: unknown): never => {
  const code = error instanceof AppError ? error.code : 'internal';
  say(`error ${code}: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(code === 'invalid_input' ? 2 : 1);
};

const isOpenToOthers = (listen: string): boolean => !['127.0.0.1', 'localhost', '::1'].includes(listen);

const announce = async (server: WebServer, { isPrintingUrl, isOpening, listen }: WebHostArguments): Promise<void> => {
  const url = server.startUrl();
  if (isPrintingUrl) return void process.stdout.write(`${url}\n`);
  const isOpened = isOpening && (await openBrowser(url));
  process.stdout.write(`Outpost is running: ${url}\n`);
  if (isOpenToOthers(listen))
    say('Others in your network can reach it. The line is not encrypted: use it only where you trust the network.');
  say(isOpened ? 'It opens in your browser. Ctrl-C stops it.' : 'Open this address in a browser. Ctrl-C stops it.');
};

const run = async () => {
  const args = parseWebHostArguments(process.argv.slice(2));
  const workspaceDir = workspaceFolder(args.workspace);
  const rendererDir = path.join(import.meta.dirname, '../renderer');
  if (!fs.existsSync(path.join(rendererDir, 'index.html'))) {
    throw new AppError('not_found', msg`The app is not built yet: run "npm run build"`);
  }
  const start = { workspaceDir, appVersion: readAppVersion(import.meta.dirname), hasReaders: true };

  const passphrase = givenPassphrase('OUTPOST_PASSPHRASE');
  const keys = createKeyHolder({ askPassphrase: () => Promise.resolve(passphrase) });

  const engine = await superviseEngine<MessagePort>({
    start: () => startEngineThread(import.meta.dirname, start, keys),
    onLost: () => say('The engine stopped; it is being started again.'),
    onRestarted: () => say('The engine runs again.'),
    onGaveUp: (error) =>
      fail(error ?? new AppError('internal', msg`The engine keeps stopping. See logs/outpost.log in the workspace.`)),
  });
  const server = await startWebServer({ ...args, rendererDir, engine: engine.current }).catch(
    async (error: unknown) => {
      await engine.close();
      throw error;
    },
  );

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await server.close();
    await engine.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  if (process.stdin.isTTY) process.stdin.on('data', () => process.stdout.write(`${server.startUrl()}\n`));
  await announce(server, args);
};

run().catch(fail);
