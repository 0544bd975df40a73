import fs from 'node:fs';
import path from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface RendererFile {
  readonly path: string;
  readonly mediaType: string;
  /** Its name carries a hash of its content: it never changes. */
  readonly isImmutable: boolean;
}

// Not readdir's own recursion: inside an asar archive it is not to be relied on.
const listFiles = (folder: string): readonly string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    return entry.isDirectory() ? listFiles(place) : [place];
  });

/**
 * The built renderer by URL path. Only what was in the folder at the start has an address, so no path leads out of it.
 * Places inside the app are in the fragment of the address, which no server sees: the page is "/" alone.
 */
export const createRendererFiles = (folder: string): ((urlPath: string) => RendererFile | undefined) => {
  const fileByUrl = new Map(
    listFiles(folder).map((file) => {
      const url = `/${path.relative(folder, file).split(path.sep).join('/')}`;
      const mediaType = MEDIA_TYPES[path.extname(file)] ?? 'application/octet-stream';
      return [url, { path: file, mediaType, isImmutable: url.startsWith('/assets/') }] as const;
    }),
  );
  return (urlPath) => fileByUrl.get(urlPath === '/' ? '/index.html' : urlPath);
};
