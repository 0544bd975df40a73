import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { contentPolicy } from '@shared/domain/content-policy';
import { createRendererFiles } from '../engine-entry/renderer-files';

const SCHEME = 'app';
export const APP_ORIGIN = `${SCHEME}://outpost`;

/** Whether an address is the app's own page. */
export const isAppUrl = (url: string): boolean => url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);

/** Must run before the app is ready. */
export const declareAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);

/** Serves the built renderer as app://outpost/…, with the same policy as the web host; nothing else has an address there. */
export const serveApp = (rendererDir: string): void => {
  const fileAt = createRendererFiles(rendererDir);
  protocol.handle(SCHEME, async (request) => {
    const file = isAppUrl(request.url) ? fileAt(new URL(request.url).pathname) : undefined;
    if (!file) return new Response('Not found', { status: 404 });
    return new Response(new Uint8Array(await readFile(file.path)), {
      headers: {
        'content-type': file.mediaType,
        'content-security-policy': contentPolicy([]),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      },
    });
  });
};
