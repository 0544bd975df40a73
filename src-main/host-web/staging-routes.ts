import fs from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { msg } from '@lingui/core/macro';
import { StagedFileId } from '@shared/domain/ids';
import { AppError } from '@shared/errors/app-error';
import { findStaged, MAX_STAGED_BYTES, plainFileName, stageStream } from '../engine-entry/staged-files';
import { sendJson } from './responses';

/** PUT /stage?name=…: the body becomes a staged file. */
export const receiveStaged = async (
  stagingDir: string,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> => {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > MAX_STAGED_BYTES) {
    throw new AppError('invalid_input', msg`The file is larger than Outpost can take`, { maxBytes: MAX_STAGED_BYTES });
  }
  sendJson(response, 200, await stageStream(stagingDir, request, name));
};

/** RFC 6266: a name for old browsers in ASCII, the real one beside it. */
const disposition = (fileName: string): string => {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const real = encodeURIComponent(fileName).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${real}`;
};

/** GET /staged/<id>?name=…: always a download, never shown in the page's origin. */
export const sendStaged = async (
  stagingDir: string,
  response: ServerResponse,
  id: string,
  name: string | null,
): Promise<void> => {
  const parsed = StagedFileId.safeParse(id);
  if (!parsed.success) throw new AppError('not_found', msg`There is no such file`);
  const staged = await findStaged(stagingDir, parsed.data);
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': staged.sizeBytes,
    'content-disposition': disposition(plainFileName(name ?? staged.fileName)),
  });
  await pipeline(fs.createReadStream(staged.path), response);
};
