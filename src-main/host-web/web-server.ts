import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MessagePort } from 'node:worker_threads';
import { msg } from '@lingui/core/macro';
import { AppError } from '@shared/errors/app-error';
import { createRendererFiles } from '../engine-entry/renderer-files';
import type { EngineSupervisor } from '../engine-entry/supervise-engine';
import { webHostHandlers } from './host-procedures';
import { answerHostCall } from './host-route';
import { allowedHostNames, createRequestGuard, shownHostName } from './request-guard';
import { sendError, sendRefused, sendSignInPage, setSecurityHeaders } from './responses';
import { createRpcServer } from './rpc-server';
import { createSignIn } from './sign-in';
import { receiveStaged, sendStaged } from './staging-routes';
import { sendFile } from './static-files';

export interface WebServer {
  /** A new address that signs one browser in. */
  readonly startUrl: () => string;
  readonly close: () => Promise<void>;
}

export interface WebServerOptions {
  readonly rendererDir: string;
  readonly listen: string;
  readonly port: number;
  readonly engine: () => ReturnType<EngineSupervisor<MessagePort>['current']>;
}

const listening = (server: http.Server, { port, listen }: WebServerOptions): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const { code, message } = cause;
      const words =
        code === 'EADDRINUSE'
          ? msg`Port ${port} on ${listen} is used by another program`
          : msg`Port ${port} on ${listen} cannot be used (${message})`;
      reject(new AppError('conflict', words, { port }, { cause }));
    });
    server.listen(port, listen, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address);
    });
  });

/** Serves the built renderer and a pipe to the engine to browsers that were signed in. */
export const startWebServer = async (options: WebServerOptions): Promise<WebServer> => {
  const server = http.createServer({ requestTimeout: 0, headersTimeout: 15_000 });
  const { port } = await listening(server, options);

  const guard = createRequestGuard(allowedHostNames(options.listen), port);
  const signIn = createSignIn(`outpost_${port}`);
  const fileAt = createRendererFiles(options.rendererDir);
  const rpc = createRpcServer((enginePort) => {
    const engine = options.engine();
    if (engine) engine.connect(enginePort);
    else enginePort.close();
  });

  const stagingDir = (): string => {
    const engine = options.engine();
    if (!engine) throw new AppError('offline', msg`Outpost is restarting its engine`);
    return engine.stagingDir;
  };

  const start = (url: URL, request: IncomingMessage, response: ServerResponse) => {
    const cookie = signIn.redeem(url.searchParams.get('token') ?? '');
    if (cookie !== undefined) response.setHeader('set-cookie', cookie);
    else if (!signIn.hasSession(request.headers.cookie)) return sendSignInPage(response);
    response.writeHead(303, { location: '/' }).end();
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://outpost');
    const [, first = '', second = ''] = url.pathname.split('/');
    const method = request.method ?? 'GET';
    const isReading = method === 'GET' || method === 'HEAD';
    if (url.pathname === '/start' && method === 'GET') return start(url, request, response);
    if (!signIn.hasSession(request.headers.cookie)) return sendSignInPage(response);
    if (url.pathname === '/stage' && method === 'PUT') {
      return receiveStaged(stagingDir(), request, response, url.searchParams.get('name') ?? 'file');
    }
    if (first === 'staged' && method === 'GET') {
      return sendStaged(stagingDir(), response, second, url.searchParams.get('name'));
    }
    if (first === 'host' && method === 'POST') return answerHostCall(webHostHandlers, second, request, response);
    const file = isReading ? fileAt(url.pathname) : undefined;
    if (file) return sendFile(file, method === 'HEAD', response);
    throw new AppError('not_found', msg`There is nothing here`);
  };

  server.on('request', (request, response) => {
    const verdict = guard(request, false);
    setSecurityHeaders(response, verdict === 'wrong host' ? `127.0.0.1:${port}` : (request.headers.host ?? ''));
    if (verdict === 'ok') answer(request, response).catch((error: unknown) => sendError(response, error));
    else sendRefused(response, verdict);
  });
  const upgradeRefusal = (request: IncomingMessage): string | undefined => {
    if (guard(request, true) !== 'ok') return '403 Forbidden';
    if (!signIn.hasSession(request.headers.cookie)) return '401 Unauthorized';
    return request.url === '/rpc' ? undefined : '404 Not Found';
  };
  server.on('upgrade', (request, stream, head) => {
    const refusal = upgradeRefusal(request);
    if (refusal === undefined) rpc.upgrade(request, stream, head);
    else stream.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\n\r\n`);
  });

  return {
    startUrl: () => `http://${shownHostName(options.listen)}:${port}/start?token=${signIn.issueToken()}`,
    close: async () => {
      rpc.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
