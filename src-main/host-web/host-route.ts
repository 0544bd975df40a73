import type { IncomingMessage, ServerResponse } from 'node:http';
import { msg } from '@lingui/core/macro';
import { callHost, type HostHandlers } from '@shared/contract/host-handlers';
import { AppError } from '@shared/errors/app-error';
import { sendJson } from './responses';

const MAX_BODY_BYTES = 64 * 1024;

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY_BYTES) throw new AppError('invalid_input', msg`The request is too large`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_input', msg`The request is not JSON`, {}, { cause });
  }
};

/** POST /host/<procedure>: JSON in, JSON out. */
export const answerHostCall = async (
  handlers: HostHandlers,
  procedure: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    throw new AppError('invalid_input', msg`The request is not JSON`);
  }
  sendJson(response, 200, await callHost(handlers, procedure, await readBody(request)));
};
