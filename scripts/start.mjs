// Starts the app: Electron where it can run, else the web host. Same data, same screens.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureBuild } from './ensure-build.mjs';
import { findNode, root } from './find-node.mjs';

const HOSTS = ['web', 'electron'];
const say = (line) => console.error(`[start] ${line}`);

/** The host that was asked for, and what is left for it. */
function readArguments(args) {
  const rest = [...args];
  let host = process.env.OUTPOST_HOST || undefined;
  const at = rest.findIndex((arg) => arg === '--host' || arg.startsWith('--host='));
  if (at >= 0) {
    const [flag] = rest.splice(at, 1);
    host = flag === '--host' ? rest.splice(at, 1)[0] : flag.slice('--host='.length);
  }
  if (host !== undefined && !HOSTS.includes(host)) {
    say(`--host takes web or electron, not "${host}"`);
    process.exit(2);
  }
  return { host, rest };
}

/** Electron's program, fetched once when it is not there; or the reason why there is none. */
function findElectron() {
  const require = createRequire(import.meta.url);
  let folder;
  try {
    folder = path.dirname(require.resolve('electron/package.json'));
  } catch {
    return { why: 'the electron package is not installed' };
  }
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const program = path.join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist'),
    names[process.platform] ?? 'electron',
  );
  if (fs.existsSync(program)) return { program };
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD || process.env.npm_config_offline)
    return { why: 'its program is not installed and downloading is switched off' };
  say('fetching Electron, once');
  const fetched = spawnSync(findNode(), [path.join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: Number(process.env.OUTPOST_ELECTRON_DOWNLOAD_MS ?? 180_000),
    encoding: 'utf8',
  });
  if (fs.existsSync(program)) return { program };
  const reason = (fetched.stderr || fetched.error?.message || 'unknown error').trim().split('\n')[0];
  return { why: `its program could not be downloaded (${reason})` };
}

function forward(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}

function startWeb(args, why) {
  if (why)
    say(`Electron cannot run here: ${why}. Starting the web host instead: same data, same screens, in your browser.`);
  const child = spawn(findNode(), [path.join(root, 'out/main/web.js'), ...args], { stdio: 'inherit' });
  forward(child);
  child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 0)));
}

const EARLY_END_MS = 5_000;

function startElectron(program, args) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) say('running as root: the sandbox of Chromium is off');
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const startedAtMs = Date.now();
  const child = spawn(program, [...(isRoot ? ['--no-sandbox'] : []), root, ...args], { stdio: 'inherit', env });
  forward(child);
  let isFallen = false;
  const fallBack = (why) => {
    if (isFallen) return;
    isFallen = true;
    startWeb(args, why);
  };
  child.on('error', (error) => fallBack(`it did not start (${error.message})`));
  child.on('exit', (code, signal) => {
    if (isFallen) return;
    if (code && Date.now() - startedAtMs < EARLY_END_MS) fallBack(`it ended at once with code ${code}`);
    else process.exit(signal ? 0 : (code ?? 0));
  });
}

const { host, rest } = readArguments(process.argv.slice(2));
ensureBuild();
const hasNoDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
if (host === 'web') startWeb(rest);
else if (hasNoDisplay && host !== 'electron')
  startWeb(rest, 'there is no display (DISPLAY and WAYLAND_DISPLAY are unset)');
else {
  const { program, why } = findElectron();
  if (program) startElectron(program, rest);
  else startWeb(rest, why);
}
