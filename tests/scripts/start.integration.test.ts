import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exitOf } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';

const ROOT = path.join(import.meta.dirname, '../..');

/** Runs a script of the project and collects what it says. */
const run = (script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = ROOT) => {
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts', script), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', OUTPOST_HOST: '', OUTPOST_WORKSPACE: '', ...env },
  });
  // Asked, not killed: the script ends what it has started.
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exitOf(child);
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString('utf8');
  });
  return { child, said };
};

const start = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  run('start.mjs', ['--workspace', tempFolder(), '--print-url', ...args], env);

const START_URL = /^http:\/\/127\.0\.0\.1:\d+\/start\?token=/m;
const isServing = async (said: { readonly out: string }) => {
  await expect.poll(() => said.out, { timeout: 60_000 }).toMatch(START_URL);
};

/** A folder with a program in Electron's place. */
const fakeElectron = (script: string): Readonly<Record<string, string>> => {
  const folder = tempFolder();
  fs.writeFileSync(path.join(folder, 'electron'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { ELECTRON_OVERRIDE_DIST_PATH: folder };
};

test('--host web serves the app without a word about Electron and ends cleanly', async () => {
  const { child, said } = start(['--host', 'web']);
  await isServing(said);

  child.kill('SIGTERM');

  expect(await exitOf(child)).toBe(0);
  expect(said.err).not.toContain('Electron');
});

test.runIf(process.platform === 'linux')('without a display it says so in one line and serves the app', async () => {
  const { said } = start([]);

  await isServing(said);

  expect(said.err.match(/^\[start\] Electron cannot run here: there is no display.*$/m)).not.toBeNull();
});

test.runIf(process.platform === 'linux')('when Electron ends at once, the web host takes over', async () => {
  const { said } = start(['--host=electron'], fakeElectron('exit 127'));

  await isServing(said);

  expect(said.err).toContain('it ended at once with code 127');
});

test.runIf(process.platform === 'linux')(
  'Electron is given the app and the arguments, and its exit code is passed on',
  async () => {
    const { child, said } = start(['--host', 'electron'], fakeElectron('echo "$@"; exit 0'));

    expect(await exitOf(child)).toBe(0);
    expect(said.out).toContain(ROOT);
    expect(said.out).toContain('--workspace');
  },
);

test('when Electron is not there and may not be fetched, the web host takes over', async () => {
  const env = { ELECTRON_OVERRIDE_DIST_PATH: tempFolder(), ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
  const { said } = start(['--host', 'electron'], env);

  await isServing(said);

  expect(said.err).toContain('downloading is switched off');
});

test('a host that does not exist is wrong usage', async () => {
  const { child, said } = start(['--host', 'tablet']);

  expect(await exitOf(child)).toBe(2);
  expect(said.err).toContain('web or electron');
});

test('the outpost command works in the folder of its caller', async () => {
  const folder = tempFolder();
  fs.writeFileSync(path.join(folder, 'people.csv'), 'Name\nAda Lovelace\n');
  const { child, said } = run(
    'outpost.mjs',
    ['--workspace', 'ws', '--json', 'import', 'people.csv', '--object', 'person'],
    {},
    folder,
  );

  expect(await exitOf(child)).toBe(0);
  expect(JSON.parse(said.out)).toMatchObject({ created: 1 });
  expect(fs.existsSync(path.join(folder, 'ws/workspace.db'))).toBe(true);
});
