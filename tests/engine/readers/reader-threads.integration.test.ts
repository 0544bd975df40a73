import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import type { RecordId } from '@shared/domain/ids';
import { createEngine } from '@main/engine/create-engine';
import { ENTRIES } from '../../helpers/built-product';
import { testClock } from '../../helpers/test-engine';
import { tempFolder } from '../../helpers/temp-folder';

const READER = path.resolve(ENTRIES, 'reader-worker.js');

/** An engine whose queries are answered by real reader threads. */
const engineWithReaders = async () => {
  const threads: Worker[] = [];
  const failures: unknown[] = [];
  const engine = await createEngine({
    workspaceDir: tempFolder(),
    appVersion: '0.0.0-test',
    ports: {
      clock: testClock(),
      random: { bytes: (length) => randomBytes(length) },
      log: { info: () => undefined, warn: () => undefined, error: (message, cause) => failures.push([message, cause]) },
    },
    spawnReader: () => {
      const thread = new Worker(READER);
      threads.push(thread);
      return thread;
    },
  });
  onTestFinished(() => engine.close());
  return { client: engine.client, threads, failures };
};

const byRating = {
  object: 'person',
  sort: [{ field: 'rating', direction: 'desc' as const }],
  fields: ['name', 'rating'],
};

test('whoever writes reads what they wrote, at once, from every reader', async () => {
  const { client, failures } = await engineWithReaders();
  const filters = Array.from({ length: 6 }, (_, rating) => ({ field: 'rating', op: 'is' as const, value: rating }));
  const count = async (rating: number) =>
    (await client.records.window({ ...byRating, filter: filters[rating], offset: 0, limit: 50 })).total;
  const people: { readonly id: RecordId; rating: number }[] = [];

  for (let step = 0; step < 150; step += 1) {
    const rating = 1 + (step % 5);
    const known = people[step % 7];
    if (step % 3 === 0 && known) {
      await client.records.update({ object: 'person', id: known.id, values: { rating } });
      known.rating = rating;
    } else {
      const { row } = await client.records.create({ object: 'person', values: { name: `P ${step}`, rating } });
      people.push({ id: row.id, rating });
    }
    expect(await count(rating)).toBe(people.filter((person) => person.rating === rating).length);
  }

  const { rows, total } = await client.records.window({ ...byRating, offset: 0, limit: 500 });
  expect(total).toBe(people.length);
  expect(rows.map((row) => row['rating'])).toEqual(people.map(({ rating }) => rating).toSorted((a, b) => b - a));
  expect(failures).toEqual([]);
});

test('a field that was just made can be read and filtered by', async () => {
  const { client } = await engineWithReaders();
  await client.records.query({ object: 'person' });

  const field = await client.schema.createField({ object: 'person', label: 'Shoe size', type: 'integer' });
  await client.records.create({ object: 'person', values: { name: 'Ann', [field.name]: 38 } });

  const page = await client.records.query({
    object: 'person',
    filter: { field: field.name, op: 'gt', value: 30 },
    fields: [field.name],
  });
  expect(page).toMatchObject({ total: 1, rows: [{ [field.name]: 38 }] });
});

test('queries go on when readers die', async () => {
  const { client, threads } = await engineWithReaders();
  await client.records.create({ object: 'person', values: { name: 'Ann' } });
  await client.records.query({ object: 'person' }); // the threads start with the first query

  const asked = Array.from({ length: 10 }, () => client.records.query({ object: 'person' }));
  await Promise.all(threads.map((thread) => thread.terminate()));

  for (const page of await Promise.all(asked)) expect(page.total).toBe(1);
  expect((await client.records.query({ object: 'person' })).total).toBe(1);
  expect(threads.length).toBeGreaterThan(2);
});

test('an error of a query arrives with its code and detail', async () => {
  const { client } = await engineWithReaders();

  await expect(
    client.records.query({ object: 'person', filter: { field: 'nothing', op: 'isEmpty' } }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
    data: { field: 'nothing', object: 'person' },
  });
});
