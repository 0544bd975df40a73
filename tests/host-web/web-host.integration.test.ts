import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { ENTRIES, exitOf, outpost, outpostJson, startWebHost, startWebHostFrom } from '../helpers/built-product';
import { rawRequest } from '../helpers/raw-request';
import { tempFolder } from '../helpers/temp-folder';
import { connectToWebHost, reconnectToWebHost } from '../helpers/web-host-client';

const ROOT = path.join(import.meta.dirname, '../..');

const closeOf = async (socket: WebSocket): Promise<unknown> => {
  const [code] = (await once(socket, 'close')) as readonly unknown[];
  return code;
};

test('a signed-in browser gets the built page and works on the workspace', async () => {
  const host = await startWebHost(tempFolder());
  const { client, cookie, port } = await connectToWebHost(host);

  const page = await rawRequest({ port, path: '/', headers: { host: `127.0.0.1:${port}`, cookie } });
  const { row } = await client.records.create({ object: 'person', values: { name: 'Ada Lovelace' } });
  const { results } = await client.search.find({ text: 'lovel' });

  expect(page.body).toContain('<div id="root">');
  expect(results).toMatchObject([{ object: 'person', id: row.id, title: 'Ada Lovelace' }]);
});

test('errors keep their code over the wire', async () => {
  const { client } = await connectToWebHost(await startWebHost(tempFolder()));

  await expect(client.records.query({ object: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(client.records.create({ object: 'person', values: { shoeSize: 3 } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('frames that are no calls leave the engine alive and the line usable', async () => {
  const host = await startWebHost(tempFolder());
  const { client, socket } = await connectToWebHost(host);
  const frames = ['', 'garbage', 'null', '[]', '{}', '[7]', '["x","records.query",{}]', '[1,2,3]', '[2,"no.call",{}]'];

  for (const frame of frames) socket.send(frame);
  socket.send(new Uint8Array([0xff, 0x00, 0xff]));
  socket.send(`${'['.repeat(100_000)}`);
  const { isSetUp } = await client.workspace.status({});

  expect(isSetUp).toBe(false);
  expect(host.said()).not.toContain('stopped');
});

test('an oversized frame ends its own line only', async () => {
  const host = await startWebHost(tempFolder());
  const { client, socket, cookie, port } = await connectToWebHost(host);
  await client.workspace.status({});

  socket.send('x'.repeat(9 * 1024 * 1024));

  expect(await closeOf(socket)).toBe(1009);
  const page = await rawRequest({ port, path: '/', headers: { host: `127.0.0.1:${port}`, cookie } });
  expect(page.status).toBe(200);
});

test('names of prototypes in a call are field names that do not exist', async () => {
  const { client } = await connectToWebHost(await startWebHost(tempFolder()));
  const values = JSON.parse('{"name":"Eve","__proto__":{"polluted":true}}') as Record<string, never>;
  const create = (input: Record<string, never>) => client.records.create({ object: 'person', values: input });

  await create(values).catch(() => undefined);
  await expect(create({ constructor: { prototype: 1 } } as never)).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(client.records.query({ object: '__proto__' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(client.records.query({ object: 'constructor' })).rejects.toMatchObject({ code: 'not_found' });

  const { rows } = await client.records.query({ object: 'person' });
  expect(rows.some((row) => 'polluted' in row)).toBe(false);
});

test('a second Outpost on the same workspace is told so', async () => {
  const folder = tempFolder();
  const host = await startWebHost(folder);

  const second = await outpost('--workspace', folder, 'search', 'x');
  const third = startWebHost(folder);

  expect(second).toMatchObject({ code: 1, stdout: '' });
  expect(second.stderr).toMatch(/^error conflict: /);
  await expect(third).rejects.toThrow('error conflict: ');
  expect(await host.stop()).toBe(0);
});

test('a shutdown loses nothing and frees the workspace', async () => {
  const folder = tempFolder();
  const host = await startWebHost(folder);
  const { client, socket } = await connectToWebHost(host);
  await client.records.create({ object: 'company', values: { name: 'Analytical Engines' } });
  const closed = closeOf(socket);

  const code = await host.stop();

  expect(code).toBe(0);
  await closed;
  expect(await outpostJson('--workspace', folder, 'query', '{"object":"company"}')).toMatchObject({ total: 1 });
});

test('what was acknowledged before kill -9 in a burst of edits is there afterwards, and doctor is content', async () => {
  const folder = tempFolder();
  const host = await startWebHost(folder);
  const { client } = await connectToWebHost(host);
  const acknowledged: string[] = [];
  const created = (n: number) =>
    client.records.create({ object: 'person', values: { name: `Person ${n}`, emails: [`p${n}@example.org`] } });

  const burst = Array.from({ length: 600 }, (_, n) =>
    created(n).then(
      ({ row }) => acknowledged.push(row.id),
      () => undefined,
    ),
  );
  while (acknowledged.length < 150) await new Promise((resolve) => setTimeout(resolve, 1));
  await host.kill();
  await Promise.all(burst);

  const second = await connectToWebHost(await startWebHost(folder));
  const { total } = await second.client.records.query({ object: 'person' });
  for (const id of acknowledged) {
    const row = await second.client.records.get({ object: 'person', id: id as never });
    expect(row.id).toBe(id);
  }
  expect(total).toBeGreaterThanOrEqual(acknowledged.length);
  expect(await second.client.workspace.doctor({})).toEqual({ ok: true, findings: [] });
});

/** A copy of the built product whose engine throws where nobody catches it as soon as the file `crash` is there. */
const crashingBuild = (): { readonly web: string; readonly crash: () => void } => {
  const folder = tempFolder();
  const trigger = path.join(folder, 'crash');
  fs.cpSync(path.dirname(ENTRIES), path.join(folder, 'out'), { recursive: true });
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  fs.appendFileSync(
    path.join(folder, 'out/main/engine-worker.js'),
    `\nimport { existsSync, unlinkSync } from 'node:fs';
setInterval(() => {
  if (!existsSync(${JSON.stringify(trigger)})) return;
  unlinkSync(${JSON.stringify(trigger)});
  throw new Error('crash on purpose');
}, 10);\n`,
  );
  return { web: path.join(folder, 'out/main/web.js'), crash: () => fs.writeFileSync(trigger, '') };
};

test('an engine that crashes is started again; the tab connects again and finds what was acknowledged', async () => {
  const { web, crash } = crashingBuild();
  const host = await startWebHostFrom(web, tempFolder());
  const line = await connectToWebHost(host);
  const { row } = await line.client.records.create({ object: 'person', values: { name: 'Ada Lovelace' } });

  crash();
  const code = await closeOf(line.socket);
  await expect.poll(host.said).toContain('The engine runs again.');
  const again = await reconnectToWebHost(line);

  expect(code).toBe(1012);
  expect((await again.client.records.get({ object: 'person', id: row.id })).id).toBe(row.id);
  await again.client.records.create({ object: 'person', values: { name: 'Grace Hopper' } });
});

test('an engine that keeps crashing is given up with a clear line', async () => {
  const { web, crash } = crashingBuild();
  const host = await startWebHostFrom(web, tempFolder());

  const crashing = setInterval(crash, 20);
  const code = await exitOf(host.process);
  clearInterval(crashing);

  expect(code).toBe(1);
  expect(host.said()).toMatch(/^error internal: .*The engine/m);
});

test('wrong arguments are wrong usage', async () => {
  await expect(startWebHost(tempFolder(), '--port', 'many')).rejects.toThrow('ended with 2: error invalid_input');
  await expect(startWebHost(tempFolder(), '--nonsense')).rejects.toThrow('ended with 2');
});
