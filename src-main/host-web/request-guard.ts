import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import os from 'node:os';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const EVERYWHERE = new Set(['0.0.0.0', '::']);

const inUrl = (address: string): string => (isIP(address) === 6 ? `[${address}]` : address);

const networkAddresses = (): readonly string[] =>
  Object.values(os.networkInterfaces())
    .flatMap((each) => each ?? [])
    .toSorted((a, b) => Number(a.internal) - Number(b.internal) || a.family.localeCompare(b.family))
    .map(({ address }) => inUrl(address).toLowerCase());

/** The name to show to a person: of a host that listens everywhere, one that others in the network can use. */
export const shownHostName = (listen: string): string =>
  EVERYWHERE.has(listen) ? (networkAddresses()[0] ?? '127.0.0.1') : inUrl(listen);

/** The names under which a browser may reach a host that listens on `listen`. */
export const allowedHostNames = (listen: string): readonly string[] => {
  if (!EVERYWHERE.has(listen)) return [...LOOPBACK, inUrl(listen).toLowerCase()];
  return [...LOOPBACK, ...networkAddresses(), os.hostname().toLowerCase()];
};

export type GuardVerdict = 'ok' | 'wrong host' | 'wrong origin';

/**
 * Any web page may send requests to this machine. A page that got here by a name of its own (DNS rebinding) has the
 * wrong Host; a page of another site has the wrong Origin. Reading without an Origin is what browsers do when a person
 * opens a page; writing and upgrades must name theirs.
 */
export const createRequestGuard =
  (hostNames: readonly string[], port: number) =>
  (request: IncomingMessage, isUpgrade: boolean): GuardVerdict => {
    const host = request.headers.host?.toLowerCase() ?? '';
    const isKnown = hostNames.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
    if (!isKnown) return 'wrong host';
    const { origin } = request.headers;
    const isReading = !isUpgrade && (request.method === 'GET' || request.method === 'HEAD');
    if (origin === undefined) return isReading ? 'ok' : 'wrong origin';
    return origin.toLowerCase() === `http://${host}` ? 'ok' : 'wrong origin';
  };
