import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWebServer, type WebServer } from '@main/host-web/web-server';
import { cookieOf, rawRequest, type RawAnswer } from '../helpers/raw-request';

/** The engine's ends of all pipes. */
let enginePorts: MessagePort[];
/** Stands for an engine: sends every frame back. */
const echo = (port: MessagePort) => {
  enginePorts.push(port);
  port.on('message', (frame: unknown) => port.postMessage(frame));
};

let folder: string;
let server: WebServer;
let start: URL;
let port: number;
let hasEngine: boolean;

const get = (pathName: string, headers: Readonly<Record<string, string>> = {}) =>
  rawRequest({ port, path: pathName, headers: { host: `127.0.0.1:${port}`, ...headers } });
const send = (method: string, pathName: string, body: string, headers: Readonly<Record<string, string>>) =>
  rawRequest({
    port,
    path: pathName,
    method,
    body,
    headers: { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, ...headers },
  });
const signIn = async (): Promise<string> => cookieOf(await get(`${start.pathname}${start.search}`));

const openSocket = (headers: Readonly<Record<string, string>>, pathName = '/rpc') =>
  new WebSocket(`ws://127.0.0.1:${port}${pathName}`, { headers });
/** What became of an upgrade: "open", or the status with which it was refused. */
const upgrade = (headers: Readonly<Record<string, string>>, pathName?: string): Promise<number | 'open'> =>
  new Promise((resolve) => {
    const socket = openSocket(headers, pathName);
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outpost-web-'));
  const rendererDir = path.join(folder, 'renderer');
  fs.mkdirSync(path.join(rendererDir, 'assets'), { recursive: true });
  fs.writeFileSync(path.join(rendererDir, 'index.html'), '<!doctype html><title>Outpost</title>');
  fs.writeFileSync(path.join(rendererDir, 'assets/app-1a2b.js'), 'export {}');
  fs.writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  hasEngine = true;
  enginePorts = [];
  const engine = {
    stagingDir: path.join(folder, 'staging'),
    connect: echo,
    ended: new Promise<void>(() => undefined),
    close: () => Promise.resolve(),
  };
  server = await startWebServer({
    rendererDir,
    listen: '127.0.0.1',
    port: 0,
    engine: () => (hasEngine ? engine : undefined),
  });
  start = new URL(server.startUrl());
  port = Number(start.port);
});

afterEach(async () => {
  await server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('signing in', () => {
  test('the token of the start address signs one browser in and then is spent', async () => {
    const first = await get(`${start.pathname}${start.search}`);
    const second = await get(`${start.pathname}${start.search}`);

    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(/^outpost_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test('without a session every address answers 401 and a page that says how to get a link', async () => {
    const answers = [
      await get('/'),
      await get('/assets/app-1a2b.js'),
      await get('/staged/x'),
      await get('/start?token=x'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(answers[0]?.body).toContain('link');
  });

  test('a session opens the page and its files; what is neither is not found', async () => {
    const cookie = await signIn();

    const page = await get('/', { cookie });
    const script = await get('/assets/app-1a2b.js', { cookie });
    const other = await get('/o/person', { cookie });

    expect(page).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(other.status).toBe(404);
  });

  test('a made-up cookie is no session', async () => {
    const answer = await get('/', { cookie: `outpost_${port}=${'x'.repeat(43)}` });

    expect(answer.status).toBe(401);
  });
});

describe('strangers', () => {
  test('a request for another host is refused, whatever it knows', async () => {
    const cookie = await signIn();

    const answers: readonly RawAnswer[] = [
      await get('/', { cookie, host: 'evil.example' }),
      await get('/', { cookie, host: `evil.example:${port}` }),
      await get('/', { cookie, host: '127.0.0.1' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  test('a request of another origin is refused, and so is a write that names none', async () => {
    const cookie = await signIn();

    const foreign = await get('/', { cookie, origin: 'http://evil.example' });
    const opaque = await get('/', { cookie, origin: 'null' });
    const nameless = await rawRequest({
      port,
      path: '/host/info',
      method: 'POST',
      body: '{}',
      headers: { host: `127.0.0.1:${port}`, cookie, 'content-type': 'application/json' },
    });

    expect([foreign.status, opaque.status, nameless.status]).toEqual([403, 403, 403]);
  });

  test('a socket needs the right origin, a session and the right path', async () => {
    const cookie = await signIn();
    const origin = `http://127.0.0.1:${port}`;

    expect(await upgrade({ cookie, origin })).toBe('open');
    expect(await upgrade({ cookie })).toBe(403);
    expect(await upgrade({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await upgrade({ cookie, origin, host: `evil.example:${port}` })).toBe(403);
    expect(await upgrade({ origin })).toBe(401);
    expect(await upgrade({ cookie, origin }, '/other')).toBe(404);
  });

  test('no path leads out of the folder of the app', async () => {
    const cookie = await signIn();
    const paths = [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%5c..%5csecret.txt',
      '//etc/passwd.txt',
      '/secret.txt%00.js',
    ];

    const answers = await Promise.all(paths.map((each) => get(each, { cookie })));

    expect(answers.filter(({ body }) => body.includes('secret') && !body.includes('code'))).toEqual([]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toEqual([]);
  });

  test('a broken address ends in an error, not in the end of the host', async () => {
    const cookie = await signIn();

    const broken = await get('//', { cookie });
    const after = await get('/', { cookie });

    expect(broken.status).toBeGreaterThanOrEqual(400);
    expect(after.status).toBe(200);
  });

  test('every answer carries the headers that keep other sites out', async () => {
    const answer = await get('/');

    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/script-src 'self';/);
  });
});

describe('the pipe to the engine', () => {
  const connect = async (): Promise<WebSocket> => {
    const socket = openSocket({ cookie: await signIn(), origin: `http://127.0.0.1:${port}` });
    await new Promise((resolve) => socket.once('open', resolve));
    return socket;
  };

  test('frames go through unchanged in both directions, text and binary', async () => {
    const socket = await connect();
    const received: (string | readonly number[])[] = [];
    const both = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer, isBinary) => {
        received.push(isBinary ? [...data] : data.toString('utf8'));
        if (received.length === 2) resolve();
      });
    });

    socket.send('{"i":"ü"}');
    socket.send(new Uint8Array([0, 255, 1]));
    await both;

    expect(received).toEqual(['{"i":"ü"}', [0, 255, 1]]);
    socket.terminate();
  });

  test('a frame above 8 MB ends the connection with 1009 and nothing else', async () => {
    const socket = await connect();
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));

    socket.send('x'.repeat(8 * 1024 * 1024 + 1));

    expect(await closed).toBe(1009);
    expect(await upgrade({ cookie: 'none', origin: `http://127.0.0.1:${port}` })).toBe(401);
  });

  test('a lost engine closes the sockets with 1012, and so does connecting meanwhile', async () => {
    const socket = await connect();
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    start = new URL(server.startUrl());

    hasEngine = false;
    for (const enginePort of enginePorts) enginePort.close();
    const second = await connect();
    const secondClosed = await new Promise<number>((resolve) => second.once('close', resolve));

    expect(await closed).toBe(1012);
    expect(secondClosed).toBe(1012);
  });
});

describe('files and host calls', () => {
  test('an uploaded file is staged under its plain name and comes back as a download', async () => {
    const cookie = await signIn();

    const staged = await send('PUT', `/stage?name=${encodeURIComponent('../../Kontakte "ü".csv')}`, 'a,b\n1,2\n', {
      cookie,
    });
    const file = JSON.parse(staged.body) as {
      readonly file: string;
      readonly fileName: string;
      readonly sizeBytes: number;
    };
    const back = await get(`/staged/${file.file}?name=${encodeURIComponent(file.fileName)}`, { cookie });

    expect(file).toMatchObject({ fileName: 'Kontakte "ü".csv', sizeBytes: 8 });
    expect(back.body).toBe('a,b\n1,2\n');
    expect(back.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Kontakte ___.csv"; filename*=UTF-8''Kontakte%20%22%C3%BC%22.csv`,
    });
  });

  test('a download names a staged file by its id only', async () => {
    const cookie = await signIn();

    const answers = await Promise.all(
      ['/staged/..%2f..%2fsecret.txt', '/staged/', `/staged/${'0'.repeat(36)}`].map((each) => get(each, { cookie })),
    );

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  test('a file announced as larger than 2 GB is refused before it is read', async () => {
    const cookie = await signIn();

    const answer = await send('PUT', '/stage?name=big.csv', '', { cookie, 'content-length': String(3 * 1024 ** 3) });

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid_input' });
  });

  test('host procedures answer JSON, failures their code and status', async () => {
    const cookie = await signIn();
    const call = (name: string, body: string) =>
      send('POST', `/host/${name}`, body, { cookie, 'content-type': 'application/json' });

    const info = await call('info', '{}');
    const failures = [
      await call('stagePath', '{"path":"/etc/passwd"}'),
      await call('openExternal', '{"url":1}'),
      await call('__proto__', '{}'),
      await call('info', '{'),
    ];

    expect(JSON.parse(info.body)).toEqual({ kind: 'web', platform: process.platform });
    expect(failures.map(({ status, body }) => [status, (JSON.parse(body) as { code: string }).code])).toEqual([
      [501, 'unsupported'],
      [400, 'invalid_input'],
      [404, 'not_found'],
      [400, 'invalid_input'],
    ]);
  });

  test('while the engine restarts, files wait with `offline`', async () => {
    const cookie = await signIn();
    hasEngine = false;

    const answer = await send('PUT', '/stage?name=a.csv', 'a', { cookie });

    expect(answer.status).toBe(503);
  });
});
