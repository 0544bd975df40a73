import fs from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { RendererFile } from '../engine-entry/renderer-files';

export const sendFile = async (file: RendererFile, isHead: boolean, response: ServerResponse): Promise<void> => {
  if (file.isImmutable) response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  response.writeHead(200, { 'content-type': file.mediaType, 'content-length': fs.statSync(file.path).size });
  if (isHead) response.end();
  else await pipeline(fs.createReadStream(file.path), response);
};
