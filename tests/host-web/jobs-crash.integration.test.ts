import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { EngineClient } from '@shared/contract/index';
import type { ImportId } from '@shared/domain/ids';
import { planFromPreview } from '@shared/domain/import-plan';
import { stagePath } from '@main/engine-entry/staged-files';
import { startWebHost, type WebHost } from '../helpers/built-product';
import { tempFolder } from '../helpers/temp-folder';
import { connectToWebHost } from '../helpers/web-host-client';

const ROWS = 40_000;

interface Running {
  readonly host: WebHost;
  readonly client: EngineClient;
}

const open = async (folder: string): Promise<Running> => {
  const host = await startWebHost(folder);
  const { client } = await connectToWebHost(host);
  return { host, client };
};

/** Begins to import a file of people. */
const startImport = async (folder: string, { client }: Running): Promise<ImportId> => {
  const source = path.join(tempFolder(), 'people.csv');
  const lines = Array.from({ length: ROWS }, (_, n) => `Ann Lee${n},a${n}@x.example`);
  await writeFile(source, `Name,Email\n${lines.join('\n')}\n`);
  const { file } = await stagePath(path.join(folder, 'staging'), source);
  const preview = await client.exchange.preview({ file, object: 'person' });
  const { id } = await client.exchange.startImport(planFromPreview(preview, { object: 'person', createFields: false }));
  return id;
};

/** Ends the host as a power cut does, once the import has got further than `rows`. */
const killBeyond = async ({ host, client }: Running, id: ImportId, rows: number): Promise<number> => {
  const { rowsRead } = await vi.waitFor(
    async () => {
      const status = await client.exchange.importStatus({ id });
      expect(status.rowsRead).toBeGreaterThan(rows);
      return status;
    },
    { timeout: 30_000, interval: 5 },
  );
  await host.kill();
  return rowsRead;
};

test('an import during which the process is killed goes on from its last whole batch: no row is lost, none is doubled', async () => {
  const folder = tempFolder();
  const first = await open(folder);
  const id = await startImport(folder, first);
  const acknowledged = await killBeyond(first, id, 0);

  const { client, host } = await open(folder);
  const taken = await client.exchange.importStatus({ id });
  const done = await client.exchange.waitForImport({ id });

  expect(acknowledged).toBeLessThan(ROWS);
  expect(taken.rowsRead).toBeGreaterThanOrEqual(acknowledged);
  expect(done).toMatchObject({ state: 'done', rowsRead: ROWS, created: ROWS, rejectedCount: 0 });
  expect((await client.workspace.status({})).counts['person']).toBe(ROWS);
  const { jobs } = await client.jobs.list({ filter: { kind: 'exchange.import' } });
  expect(jobs).toMatchObject([{ state: 'done', crashes: 1, attempt: 1 }]);
  expect((await client.workspace.doctor({})).findings).toEqual([]);
  expect(await host.stop()).toBe(0);
});

test('a job during which the process dies three times is dead; what it did until then is kept, and it can be done again', async () => {
  const folder = tempFolder();
  let running = await open(folder);
  const id = await startImport(folder, running);
  let rows = 0;
  for (let crash = 1; crash <= 3; crash += 1) {
    rows = await killBeyond(running, id, rows);
    running = await open(folder);
  }
  const { client, host } = running;

  const failed = await client.exchange.importStatus({ id });
  const [dead] = (await client.jobs.list({ filter: { kind: 'exchange.import' } })).jobs;
  const { counts } = await client.workspace.status({});
  await client.jobs.retry({ jobs: { ids: dead ? [dead.id] : [] } });
  const done = await client.exchange.waitForImport({ id });

  expect(failed).toMatchObject({ state: 'failed', created: failed.rowsRead });
  expect(failed.rowsRead).toBeGreaterThanOrEqual(rows);
  expect(counts['person']).toBe(failed.created);
  expect(dead).toMatchObject({ state: 'dead', crashes: 3 });
  expect(done).toMatchObject({ state: 'done', created: ROWS });
  expect(await host.stop()).toBe(0);
});
