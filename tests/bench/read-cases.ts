import path from 'node:path';
import type { RecordWindow } from '@shared/domain/query';
import { createSnapshotCache } from '../../src-main/engine/records/read/snapshots';
import { recordWindow } from '../../src-main/engine/records/read/record-window.service';
import { createSchemaRegistry } from '../../src-main/engine/schema/registry';
import { openDatabase } from '../../src-main/engine/storage/open-database';
import { readSettings } from '../../src-main/engine/workspace/settings';
import type { BenchCase, BenchSides } from './bench-case';
import { type Budget, timedRow } from './budget';
import { measure, measureAsync } from './measure';
import { LIFECYCLES } from './people';

export const byName: Pick<RecordWindow, 'object' | 'sort'> = {
  object: 'person',
  sort: [{ field: 'name', direction: 'asc', nulls: 'last' }],
};
const FIELDS = ['name', 'emails', 'phones', 'jobTitle', 'address.city', 'lifecycle', 'rating', 'createdAt'];
const PAGE: Budget = { p50Ms: 0.6, p95Ms: 1.2 };

/** The page as the engine's own thread makes it, without a wire. */
const inEngine = (workspaceDir: string): { readonly page: () => unknown; readonly close: () => void } => {
  const database = openDatabase({ file: path.join(workspaceDir, 'workspace.db'), mode: 'reader' });
  const schema = createSchemaRegistry();
  schema.reload(database.read);
  const deps = {
    clock: { nowMs: () => Date.now() },
    schema,
    settings: () => readSettings(database.read),
    snapshots: createSnapshotCache({ maxBytes: 64_000_000 }),
  };
  return {
    page: () => recordWindow(deps, database.read, { ...byName, fields: FIELDS, offset: 0, limit: 50 }),
    close: database.close,
  };
};

/** Both sides of a question, each asked so many times; `round` makes each time another question. */
interface Question {
  readonly name: string;
  readonly budget: Budget;
  readonly rounds: number;
  readonly ours: (sides: BenchSides, round: number) => Promise<unknown>;
  readonly plainRounds: number;
  readonly plain: (sides: BenchSides, round: number) => unknown;
}

const asCase = ({ name, budget, rounds, ours, plainRounds, plain }: Question): BenchCase => ({
  name,
  run: async (sides) =>
    timedRow(
      name,
      budget,
      await measureAsync(rounds, (round) => ours(sides, round)),
      measure(plainRounds, (round) => plain(sides, round)),
    ),
});

const window = ({ client }: BenchSides, offset: number, fields: string[] = FIELDS, sort = byName.sort) =>
  client.records.window({ object: 'person', sort, fields, offset, limit: 50 });

const sortedBy = (field: string): RecordWindow['sort'] => [{ field, direction: 'asc', nulls: 'last' }];

const spread = (people: number, round: number): number => (round * 7919 * 50) % Math.max(1, people - 50);

const pick = (texts: readonly string[], round: number): string => texts[round % texts.length] ?? '';

/** What is contained, from two in eight to nothing. */
const FRAGMENTS = [
  {
    name: 'common',
    field: 'jobTitle',
    column: 'job_title',
    texts: ['anage', 'ager', 'gine', 'ount', 'perat', 'found', 'lead', 'plant', 'uye', 'nt m'],
  },
  {
    name: 'rare',
    field: 'name.last',
    column: 'last',
    texts: 'abcdefghij'.split('').map((letter) => `uorrel${letter}`),
  },
  {
    name: 'no match',
    field: 'jobTitle',
    column: 'job_title',
    texts: 'abcdefghij'.split('').map((letter) => `zzq${letter}`),
  },
] as const;

const containsCases: readonly BenchCase[] = FRAGMENTS.map(({ name, field, column, texts }) => {
  // Every question is a new one: what somebody types has not been asked before.
  const textAt = (round: number): string => pick(texts, Math.floor(round / LIFECYCLES.length));
  return asCase({
    name: `contains + equals, ${name}`,
    budget: { p50Ms: 2, p95Ms: 4 },
    rounds: 50,
    ours: ({ client }, round) =>
      client.records.window({
        ...byName,
        fields: FIELDS,
        filter: {
          and: [
            { field, op: 'contains', value: textAt(round) },
            { field: 'lifecycle', op: 'is', value: pick(LIFECYCLES, round) },
          ],
        },
        offset: 0,
        limit: 50,
        countLater: true,
      }),
    plainRounds: 20,
    plain: ({ plain }, round) => plain.contains(column, textAt(round), pick(LIFECYCLES, round)),
  });
});

const CITIES = ['Bergen', 'Lyon', 'Osaka'];
const COMMON_WORDS = ['mar', 'engineer', 'hannah', 'ber'];
const rareWord = (round: number): string => `quorrel${pick('abcdefghij'.split(''), round)}`;

export const READ_CASES: readonly BenchCase[] = [
  {
    name: 'page of 50 with exact total, in the engine',
    run: async ({ plain, options }) => {
      const own = inEngine(path.join(options.folder, 'workspace'));
      const row = timedRow(
        'page of 50 with exact total, in the engine',
        { ratio: 1.5 },
        measure(300, () => own.page()),
        measure(300, () => plain.page()),
      );
      own.close();
      return Promise.resolve(row);
    },
  },
  asCase({
    name: 'page of 50 with exact total, at the client',
    budget: PAGE,
    rounds: 300,
    ours: (sides) => window(sides, 0),
    plainRounds: 300,
    plain: ({ plain }) => plain.page(),
  }),
  asCase({
    name: 'page of 50 sorted by a custom field, at the client',
    budget: PAGE,
    rounds: 300,
    ours: (sides) => window(sides, 0, FIELDS, sortedBy('score')),
    plainRounds: 300,
    plain: ({ plain }) => plain.pageByScore(),
  }),
  ...containsCases,
  asCase({
    name: 'any position of a sorted view',
    budget: PAGE,
    rounds: 300,
    ours: (sides, round) => window(sides, spread(sides.options.people, round)),
    plainRounds: 30,
    plain: ({ plain, options }, round) => plain.at(spread(options.people, round)),
  }),
  asCase({
    name: "page with the company's name",
    budget: PAGE,
    rounds: 300,
    ours: (sides) => window(sides, 0, [...FIELDS, 'company']),
    plainRounds: 300,
    plain: ({ plain }) => plain.pageWithCompany(),
  }),
  asCase({
    name: "sorted by the company's name",
    budget: PAGE,
    rounds: 300,
    ours: (sides) => window(sides, 0, [...FIELDS, 'company'], sortedBy('company')),
    plainRounds: 20,
    plain: ({ plain }) => plain.sortedByCompany(),
  }),
  asCase({
    name: 'search as you type, rare word',
    budget: { p50Ms: 0.5 },
    rounds: 300,
    ours: ({ client }, round) => client.search.find({ text: rareWord(round), limit: 20 }),
    plainRounds: 300,
    plain: ({ plain }, round) => plain.search(rareWord(round)),
  }),
  asCase({
    name: 'search as you type, common word',
    budget: { p50Ms: 2, p95Ms: 5 },
    rounds: 200,
    ours: ({ client }, round) => client.search.find({ text: pick(COMMON_WORDS, round), limit: 20 }),
    plainRounds: 8,
    plain: ({ plain }, round) => plain.search(pick(COMMON_WORDS, round)),
  }),
  asCase({
    name: 'count and sum by a select field, whole object',
    budget: { p50Ms: 0.5 },
    rounds: 50,
    ours: ({ client }) =>
      client.records.aggregate({
        object: 'person',
        groupBy: ['lifecycle'],
        aggregates: [{ fn: 'count' }, { fn: 'sum', field: 'rating' }],
      }),
    plainRounds: 12,
    plain: ({ plain }) => plain.countAll(),
  }),
  asCase({
    name: 'count and sum by a select field, with a filter',
    budget: { ratio: 1.3 },
    rounds: 12,
    ours: ({ client }, round) =>
      client.records.aggregate({
        object: 'person',
        filter: { field: 'address.city', op: 'is', value: pick(CITIES, round) },
        groupBy: ['lifecycle'],
        aggregates: [{ fn: 'count' }, { fn: 'sum', field: 'rating' }],
      }),
    plainRounds: 12,
    plain: ({ plain }, round) => plain.countBy(pick(CITIES, round)),
  }),
];
