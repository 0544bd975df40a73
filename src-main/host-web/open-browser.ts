import { spawn } from 'node:child_process';

/** The program that opens an address in the person's browser, or undefined where nobody would see it. */
const opener = (): readonly [string, ...string[]] | undefined => {
  if (process.platform === 'darwin') return ['open'];
  // The empty argument is the window's title, which `start` takes first when an address is quoted.
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  const hasDisplay = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  return hasDisplay ? ['xdg-open'] : undefined;
};

/** Opens an address of our own making. Resolves to false when that is not possible here. */
export const openBrowser = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const found = opener();
    if (!found) return resolve(false);
    const [command, ...args] = found;
    const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
