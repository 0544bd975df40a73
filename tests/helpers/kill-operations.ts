import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import type { EngineClient } from '@shared/contract/index';
import type { JobId } from '@shared/domain/ids';
import { planFromPreview } from '@shared/domain/import-plan';
import type { RecordSet } from '@shared/domain/query';
import { CallError } from '@shared/wire/call-error';
import { stagePath } from '@main/engine-entry/staged-files';

/** Records of the workspace in which operations are cut short. */
const PEOPLE = 6000;
const IMPORTED = 8000;
const TWINS = 150;

const everyone: RecordSet = { object: 'person' };
const inTrash: RecordSet = { object: 'company', state: 'trash' };

const LOOK_AGAIN_MS = 10;

/** Asks until the answer is yes. Rejects as soon as nobody answers. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await later(LOOK_AGAIN_MS);
};

/** Resolves when nothing runs and nothing waits. */
export const atRest = (client: EngineClient): Promise<void> =>
  until(async () => {
    const { jobs } = await client.jobs.list({ filter: { states: ['ready', 'active', 'delayed'] } });
    // Indexes and totals follow use, at any time.
    return jobs.every(({ queue }) => queue === 'upkeep');
  });

const jobEnded = (client: EngineClient, id: JobId): Promise<void> =>
  until(async () => {
    const { state } = (await client.jobs.get({ id })).job;
    if (state === 'dead') throw new Error('The job failed');
    return state === 'done';
  });

const importRows = async (
  client: EngineClient,
  folder: string,
  object: string,
  rows: readonly string[],
): Promise<void> => {
  const source = path.join(folder, `${object}.csv`);
  await writeFile(source, `${rows.join('\n')}\n`);
  const { file } = await stagePath(path.join(folder, 'staging'), source);
  const preview = await client.exchange.preview({ file, object });
  const { id } = await client.exchange.startImport(
    planFromPreview(preview, { object, createFields: false, matchBy: null }),
  );
  await client.exchange.waitForImport({ id });
};

const companies = (count: number, word: string): readonly string[] => [
  'Name',
  ...Array.from({ length: count }, (_, n) => `${word} ${n}`),
];

/** Fills a workspace with what the operations need, and ends with an edit of everybody that can be undone. */
export const fillForKills = async (client: EngineClient, folder: string): Promise<void> => {
  await client.workspace.update({ name: 'Kills', ownerName: 'Ola Nordmann' });
  await client.schema.createField({ object: 'person', label: 'Code', name: 'code', type: 'text' });
  const person = (n: number, first: string): string => `${first} Lee${n},a${n}@x.example,${n}`;
  await importRows(client, folder, 'person', [
    'Name,Email,Code',
    ...Array.from({ length: PEOPLE }, (_, n) => person(n, 'Ann')),
    ...Array.from({ length: TWINS }, (_, n) => person(n, 'Anna')),
  ]);
  await importRows(client, folder, 'company', companies(PEOPLE / 2, 'Closed'));
  await client.records.delete({ object: 'company', selection: { set: { object: 'company' }, except: [] } });
  await jobEnded(client, (await client.duplicates.scan({ object: 'person' })).jobId);
  await client.backups.create({});
  await client.records.updateMany({
    object: 'person',
    selection: { set: everyone, except: [] },
    values: { jobTitle: 'Clerk' },
  });
};

/** Work that may be cut short at any moment. */
export interface KilledOperation {
  readonly name: string;
  /** Gets ready what is not to be cut short. */
  readonly prepare?: (client: EngineClient) => Promise<unknown>;
  /** Does it; resolves when it was acknowledged. */
  readonly run: (client: EngineClient, folder: string) => Promise<unknown>;
  /** Whether others may write meanwhile without changing what it does. */
  readonly isAlone?: boolean;
}

/** All actions, newest first, but for the notes that others write meanwhile. */
async function* actionsOf(client: EngineClient) {
  for (let cursor: string | undefined; ;) {
    const page = await client.history.operations({ limit: 100, cursor });
    yield* page.operations.filter(({ object }) => object !== 'note');
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

/** Takes back the newest action on people. */
const undoNewest = async (client: EngineClient): Promise<void> => {
  for await (const { object, id } of actionsOf(client))
    if (object === 'person') return void (await client.history.undo({ operationId: id }));
  throw new Error('There is no action to undo');
};

/** Everything slow, as people ask for it. */
export const KILLED_OPERATIONS: readonly KilledOperation[] = [
  { name: 'an import', run: (client, folder) => importRows(client, folder, 'company', companies(IMPORTED, 'New')) },
  {
    name: 'a merge',
    run: async (client) => {
      const { rows } = await client.records.query({ ...everyone, fields: ['name'], page: { limit: 50 } });
      await client.records.merge({ object: 'person', ids: rows.map(({ id }) => id) });
    },
  },
  {
    name: 'a merge of all duplicates',
    run: async (client) => jobEnded(client, (await client.duplicates.mergeAll({ object: 'person' })).jobId),
  },
  {
    name: 'a bulk edit',
    run: (client) =>
      client.records.updateMany({
        object: 'person',
        selection: { set: everyone, except: [] },
        values: { jobTitle: 'Director' },
      }),
  },
  {
    name: 'a bulk delete',
    run: (client) => client.records.delete({ object: 'person', selection: { set: everyone, except: [] } }),
  },
  {
    name: 'a bulk restore',
    run: (client) => client.records.restore({ object: 'company', selection: { set: inTrash, except: [] } }),
  },
  {
    name: 'a purge',
    run: (client) => client.records.purge({ object: 'company', selection: { set: inTrash, except: [] } }),
  },
  {
    name: 'a new field that numbers every record',
    run: async (client) => {
      await client.schema.createField({ object: 'person', label: 'No', name: 'no', type: 'autoNumber' });
      await atRest(client);
    },
  },
  {
    name: 'a field that becomes one of another type',
    run: (client) => client.schema.convertField({ object: 'person', name: 'code', to: 'integer' }),
  },
  {
    name: 'a formula over every record',
    run: (client) =>
      client.schema.createField({
        object: 'person',
        label: 'Twice',
        name: 'twice',
        type: 'formula',
        settings: { expression: 'code + code' },
      }),
  },
  { name: 'a backup', run: (client) => client.backups.create({}) },
  {
    name: 'a restore of a backup',
    isAlone: true,
    run: async (client) => {
      const [backup] = (await client.backups.list({})).backups;
      if (backup) await client.backups.restore({ name: backup.name });
    },
  },
  { name: 'an undo', run: undoNewest },
  {
    name: 'a redo',
    isAlone: true,
    prepare: undoNewest,
    run: (client) => client.history.redo({}),
  },
];

/** A machine that is busy may take longer than a question is given. */
const patiently = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'timeout') throw error;
    }
  }
};

const lookOnce = async (client: EngineClient): Promise<unknown> => {
  const { counts, trashCounts } = await client.workspace.status({});
  const { objects } = await client.schema.get({});
  const person = objects.find(({ name }) => name === 'person');
  const fields = person?.fields
    .filter(({ type, isSystem, deletedAtMs }) => type !== 'relations' && !isSystem && deletedAtMs === null)
    .map(({ name, type }) => ({ name, type }));
  const counted = await client.records.aggregate({
    ...everyone,
    aggregates: (fields ?? []).map(({ name }) => ({ fn: 'countFilled' as const, field: name })),
  });
  const actions: unknown[] = [];
  for await (const { object, verb, count, isUndone } of actionsOf(client))
    actions.push({ object, verb, count, isUndone });
  const titles = await client.records.distinct({ ...everyone, field: 'jobTitle' });
  return {
    live: [counts['person'], counts['company']],
    trash: [trashCounts['person'], trashCounts['company']],
    fields,
    filled: counted.groups[0]?.values,
    titles: titles.values.map(({ value, count }) => [value, count]),
    history: actions,
  };
};

/** What people see of the workspace, but for the notes that others write meanwhile. */
export const lookAt = (client: EngineClient): Promise<unknown> => patiently(() => lookOnce(client));
