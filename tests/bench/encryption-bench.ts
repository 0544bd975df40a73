import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { EngineClient } from '@shared/contract/index';
import { RecordId } from '@shared/domain/ids';
import { connectEngine } from '../../src-main/engine-entry/engine-client';
import { createKeyHolder, type KeyHolder } from '../../src-main/engine-entry/key-holder';
import type { RunningEngine } from '../../src-main/engine-entry/running-engine';
import { startEngineThread } from '../../src-main/engine-entry/start-engine-thread';
import type { BenchOptions } from './bench-case';
import { type BenchRow, rateRow, timedRow } from './budget';
import { writeCompanies, writePeople } from './csv-files';
import { growSchema } from './custom-fields';
import { importFile } from './import-file';
import { summarize } from './measure';
import { byName } from './read-cases';

const FIELDS = ['name', 'emails', 'phones', 'jobTitle', 'address.city', 'lifecycle', 'rating', 'createdAt'];
const WORDS = ['anna', 'schmidt', 'engineer', 'lead', 'manager', 'berlin', 'found', 'plant'];

const FRAGMENTS = ['anage', 'ager', 'gine', 'ount', 'perat', 'found', 'lead', 'plant', 'uye', 'nt m'];

interface Side {
  readonly client: EngineClient;
  readonly engine: RunningEngine<MessagePort>;
  readonly close: () => Promise<void>;
}

const open = async (folder: string, name: string, entriesDir: string, keys: KeyHolder): Promise<Side> => {
  const start = { workspaceDir: path.join(folder, name), appVersion: 'bench', hasReaders: true };
  const engine = await startEngineThread(entriesDir, start, keys);
  const line = connectEngine(engine);
  return {
    client: line.client,
    engine,
    close: async () => {
      line.close();
      await engine.close();
    },
  };
};

const openEncrypted = async ({ folder, entriesDir }: BenchOptions, keys: KeyHolder): Promise<Side> => {
  const plain = await open(folder, 'encrypted', entriesDir, keys);
  await plain.client.encryption.prepare({ passphrase: 'of the benchmark' });
  await plain.client.encryption.turnOn({ remember: false });
  await plain.engine.ended;
  return open(folder, 'encrypted', entriesDir, keys);
};

interface Question {
  readonly name: string;
  readonly rounds: number;
  readonly ask: (client: EngineClient, round: number, ids: readonly RecordId[]) => Promise<unknown>;
}

const QUESTIONS = (people: number): readonly Question[] => [
  {
    name: 'page of 50, jump to any place',
    rounds: 300,
    ask: (client, round) =>
      client.records.window({ ...byName, fields: FIELDS, offset: (round * 395_950) % (people - 50), limit: 50 }),
  },
  {
    name: 'page by a filter on text that is contained',
    rounds: 60,
    ask: (client, round) =>
      client.records.query({
        object: 'person',
        filter: { field: 'jobTitle', op: 'contains', value: FRAGMENTS[round % FRAGMENTS.length] },
        page: { limit: 50 },
      }),
  },
  {
    name: 'search',
    rounds: 200,
    ask: (client, round) => client.search.find({ text: WORDS[round % WORDS.length] ?? '', limit: 20 }),
  },
  {
    name: 'total of a filter that reads every record',
    rounds: 10,
    ask: (client, round) =>
      client.records.query({
        object: 'person',
        filter: { field: 'score', op: 'gt', value: round },
        page: { limit: 1 },
      }),
  },
  {
    name: 'edit one field',
    rounds: 500,
    ask: (client, round, ids) => {
      const id = ids[round % ids.length];
      if (id === undefined) throw new Error('No record to edit');
      return client.records.update({ object: 'person', id, values: { jobTitle: `Title ${round}` } });
    },
  },
  { name: 'backup', rounds: 3, ask: (client) => client.backups.create({}) },
];

/** What encryption costs: the same rows in a workspace with it and in one without, asked the same in turn. Ratios are to the one without. */
export const benchEncryption = async (options: BenchOptions): Promise<readonly BenchRow[]> => {
  const { folder, entriesDir, people, companies, say } = options;
  const keys = createKeyHolder({});
  const plain = await open(folder, 'plain', entriesDir, createKeyHolder({}));
  const encrypted = await openEncrypted(options, keys);
  const companiesCsv = path.join(folder, 'companies.csv');
  const peopleCsv = path.join(folder, 'people.csv');
  await writeCompanies(companiesCsv, companies);
  await writePeople(peopleCsv, people, companies);
  const fill = async ({ client, engine }: Side): Promise<number> => {
    await growSchema(client);
    await importFile(client, engine.stagingDir, companiesCsv, 'company');
    return importFile(client, engine.stagingDir, peopleCsv, 'person');
  };
  say('Importing');
  // At the same time: what else the machine does slows both.
  const [oursMs, othersMs] = await Promise.all([fill(encrypted), fill(plain)]);
  const rows: BenchRow[] = [rateRow('import', 0, people, oursMs, othersMs)];
  for (const { name, rounds, ask } of QUESTIONS(people)) {
    say(name);
    const ours: number[] = [];
    const others: number[] = [];
    const page = (client: EngineClient) =>
      client.records.window({ ...byName, fields: ['name'], offset: 100, limit: 50 });
    const idsOf = async ({ client }: Side) => (await page(client)).rows.map(({ id }) => RecordId.parse(id));
    const sides = [
      { side: encrypted, ids: await idsOf(encrypted), times: ours },
      { side: plain, ids: await idsOf(plain), times: others },
    ];
    const warmUps = Math.min(5, rounds);
    for (let round = 0; round < rounds + warmUps; round += 1) {
      for (const { side, ids, times } of round % 2 === 0 ? sides : sides.toReversed()) {
        const start = performance.now();
        await ask(side.client, round, ids);
        if (round >= warmUps) times.push(performance.now() - start);
      }
    }
    rows.push(timedRow(name, {}, summarize(ours), summarize(others)));
  }
  await encrypted.close();
  await plain.close();
  return rows;
};
