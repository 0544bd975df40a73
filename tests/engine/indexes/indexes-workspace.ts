import { expect, vi } from 'vitest';
import type { Sort } from '@shared/domain/query';
import type { KeptIndex } from '@shared/contract/schema.contract';
import type { SavedView } from '@shared/domain/views';
import { listIndexNames } from '@main/engine/records/indexes/indexes.sql';
import { isOrderIndexed } from '@main/engine/records/query/record-places.sql';
import { compileList } from '@main/engine/records/query/record-set';
import { createSchemaRegistry } from '@main/engine/schema/registry';
import { openDatabase } from '@main/engine/storage/open-database';
import { importFile, stage } from '../exchange/exchange-fixture';
import { testEngine, type TestEngine } from '../../helpers/test-engine';

export const sortBy = (field: string, direction: Sort['direction'] = 'asc'): Sort => ({
  field,
  direction,
  nulls: 'last',
});

/** A workspace with tasks enough for an index to be worth while, which is made as soon as it is wanted. */
export const withTasks = async (count = 1200): Promise<TestEngine> => {
  const engine = await testEngine({ indexQuietMs: 0 });
  const { client } = engine;
  // Without the views that a new workspace has: each would have an index of its own.
  for (const { id } of (await client.views.list({})).views) await client.views.delete({ id });
  await client.schema.createField({ object: 'task', label: 'Effort', name: 'effort', type: 'integer' });
  await client.schema.createField({ object: 'task', label: 'Size', name: 'size', type: 'text' });
  const lines = Array.from({ length: count }, (_, n) => `Task ${n},${n % 7 === 0 ? '' : n % 91},size ${n % 13}`);
  await importFile(engine, stage(engine, ['Title,Effort,Size', ...lines].join('\n')), { object: 'task' });
  return engine;
};

export const saveView = ({ client }: TestEngine, ...sort: readonly Sort[]): Promise<SavedView> =>
  client.views.create({ object: 'task', name: 'Mine', settings: { kind: 'table', columns: [], sort: [...sort] } });

export const indexesOf = async ({ client }: TestEngine): Promise<readonly KeptIndex[]> => client.schema.indexes({});

export const untilIndexes = (engine: TestEngine, count: number): Promise<readonly KeptIndex[]> =>
  vi.waitFor(
    async () => {
      const found = await indexesOf(engine);
      expect(found).toHaveLength(count);
      return found;
    },
    { timeout: 15_000, interval: 10 },
  );

/** What is in the file, listed or not. */
export const indexNames = ({ engine }: TestEngine): readonly string[] => {
  const database = openDatabase({ file: engine.databaseFile, mode: 'reader' });
  const names = listIndexNames(database.read);
  database.close();
  return names;
};

/** Whether a list of all tasks in an order is read off an index, as a reader that opens the file now sees it. */
export const isServed = ({ engine, clock }: TestEngine, ...sort: readonly Sort[]): boolean => {
  const database = openDatabase({ file: engine.databaseFile, mode: 'reader' });
  const schema = createSchemaRegistry();
  schema.reload(database.read);
  const deps = { clock, schema, settings: () => ({ timeZone: 'UTC', locale: 'en' }) };
  const answer = isOrderIndexed(database.read, compileList(deps, database.read, { object: 'task', sort: [...sort] }));
  database.close();
  return answer;
};
