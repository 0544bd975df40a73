import type { ServerResponse } from 'node:http';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { formatMessage } from '@shared/messages/format-message';
import { contentPolicy } from '@shared/domain/content-policy';
import { AppError, HTTP_STATUS } from '@shared/errors/app-error';
import { toFailure } from '@shared/errors/failure';

/** On every answer. `host` has passed the guard, so it may stand in a header. */
export const setSecurityHeaders = (response: ServerResponse, host: string): void => {
  // 'self' covers WebSockets of the same host in Chromium and Firefox, not in every Safari.
  response.setHeader('content-security-policy', contentPolicy([`ws://${host}`]));
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  response.setHeader('cache-control', 'no-store');
};

export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
};

/** A failure with its code and the status that goes with it; what is no AppError shows nothing of itself. */
export const sendError = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) return void response.destroy();
  sendJson(response, error instanceof AppError ? HTTP_STATUS[error.code] : 500, toFailure(error));
};

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>` +
  `<body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;

const sendPage = (
  response: ServerResponse,
  status: number,
  { title, text }: Readonly<Record<'title' | 'text', MessageDescriptor>>,
): void => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page(formatMessage(title), formatMessage(text)));
};

export const sendSignInPage = (response: ServerResponse): void =>
  sendPage(response, 401, {
    title: msg`This browser is not signed in to Outpost`,
    text: msg`Open the link that Outpost printed in the terminal where it was started. A link works once and for ten minutes: for a new one press Enter in that terminal, or start Outpost again.`,
  });

export const sendRefused = (response: ServerResponse, verdict: 'wrong host' | 'wrong origin'): void =>
  sendPage(response, 403, {
    title: msg`Outpost refused this request`,
    text:
      verdict === 'wrong host'
        ? msg`The request came under a name that is not this machine's.`
        : msg`The request came from a page of another site.`,
  });
