import { cpSync } from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';
import type { EngineClient } from '@shared/contract/index';
import type { RecordId } from '@shared/domain/ids';
import { startWebHost, type WebHost } from './built-product';
import { atRest, type KilledOperation, lookAt } from './kill-operations';
import { tempFolder } from './temp-folder';
import { connectToWebHost } from './web-host-client';

interface Opened {
  readonly host: WebHost;
  readonly client: EngineClient;
}

export const openHost = async (folder: string): Promise<Opened> => {
  const host = await startWebHost(folder);
  const { client } = await connectToWebHost(host);
  return { host, client };
};

const copyOf = (workspace: string): string => {
  const folder = tempFolder();
  cpSync(workspace, folder, { recursive: true });
  return folder;
};

/** An operation that was left alone. */
export interface Undisturbed {
  /** What people saw before it, and after it. */
  readonly before: unknown;
  readonly after: unknown;
  readonly ms: number;
}

/** A restore starts the engine anew: until the next one answers. */
const whenBack = async (folder: string, host: WebHost): Promise<Opened> => {
  await host.stop();
  return openHost(folder);
};

/** Lets an operation come to its end in a copy of a workspace. */
export const runUndisturbed = async (workspace: string, operation: KilledOperation): Promise<Undisturbed> => {
  const folder = copyOf(workspace);
  const first = await openHost(folder);
  await operation.prepare?.(first.client);
  const before = await lookAt(first.client);
  const startedMs = performance.now();
  await operation.run(first.client, folder);
  const ms = performance.now() - startedMs;
  const { client, host } = await whenBack(folder, first.host);
  await atRest(client);
  const after = await lookAt(client);
  await host.stop();
  return { before, after, ms };
};

/** What a process that was killed left to the next one. */
export interface AfterKill {
  /** Whether the operation had answered. */
  readonly isAcknowledged: boolean;
  /** Notes that were acknowledged meanwhile, and how many of them are there. */
  readonly acknowledged: number;
  readonly kept: number;
  readonly seen: unknown;
  readonly findings: unknown;
}

/** Makes notes one after the other until the line is lost; those that were acknowledged. */
const writeBeside = async (client: EngineClient, into: RecordId[]): Promise<void> => {
  try {
    for (;;) into.push((await client.records.create({ object: 'note', values: { title: 'Beside' } })).row.id);
  } catch {
    // The process is gone.
  }
};

const countKept = async (client: EngineClient, ids: readonly RecordId[]): Promise<number> => {
  const found = await Promise.allSettled(ids.map((id) => client.records.get({ object: 'note', id })));
  return found.filter(({ status }) => status === 'fulfilled').length;
};

export interface Moments {
  /** Of the operation. */
  readonly killAfterMs: number;
  /** Of the process that takes it up, once that answers; undefined: that one is left alone. */
  readonly killAgainAfterMs: number | undefined;
}

/** Kills the process at a moment of an operation, opens the workspace again and waits until it is at rest. */
export const killDuring = async (
  workspace: string,
  operation: KilledOperation,
  { killAfterMs, killAgainAfterMs }: Moments,
): Promise<AfterKill> => {
  const folder = copyOf(workspace);
  const { client, host } = await openHost(folder);
  await operation.prepare?.(client);
  const notes: RecordId[] = [];
  const beside = operation.isAlone ? Promise.resolve() : writeBeside(client, notes);
  let isAcknowledged = false;
  const running = operation.run(client, folder).then(
    () => {
      isAcknowledged = true;
    },
    () => undefined,
  );
  await later(killAfterMs);
  await host.kill();
  await Promise.all([running, beside]);
  if (killAgainAfterMs !== undefined) {
    const second = await openHost(folder);
    await later(killAgainAfterMs);
    await second.host.kill();
  }
  const next = await openHost(folder);
  await atRest(next.client);
  const after = {
    isAcknowledged,
    acknowledged: notes.length,
    kept: await countKept(next.client, notes),
    seen: await lookAt(next.client),
    findings: (await next.client.workspace.doctor({})).findings,
  };
  await next.host.stop();
  return after;
};
