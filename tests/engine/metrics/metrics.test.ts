import { expect, test } from 'vitest';
import { addToHistogram, BUCKET_BOUNDS_MS, newHistogram, percentile } from '@main/engine/metrics/histogram.rules';
import { testEngine } from '../../helpers/test-engine';

test('a percentile is never less than the truth, and at most twice of it', () => {
  const histogram = newHistogram();
  const times = Array.from({ length: 1000 }, (_, at) => (at + 1) / 7);
  for (const ms of times) addToHistogram(histogram, ms);

  for (const share of [0.01, 0.5, 0.95, 0.99, 1]) {
    const truth = times[Math.ceil(times.length * share) - 1] ?? 0;
    expect(percentile(histogram, share)).toBeGreaterThanOrEqual(truth);
    expect(percentile(histogram, share)).toBeLessThanOrEqual(truth * 2);
  }
});

test.each([0, 0.0001, ...BUCKET_BOUNDS_MS, 1e9])(
  '%s ms is counted in a bucket whose bound it does not exceed',
  (ms) => {
    const histogram = newHistogram();

    addToHistogram(histogram, ms);

    const at = histogram.buckets.indexOf(1);
    expect(BUCKET_BOUNDS_MS[at] ?? Infinity).toBeGreaterThanOrEqual(ms);
    expect(BUCKET_BOUNDS_MS[at - 1] ?? -1).toBeLessThan(ms);
  },
);

test('nothing was called, and no time is told', () => {
  expect(percentile(newHistogram(), 0.95)).toBe(0);
});

test('calls are counted by procedure, with their errors, commits and no values', async () => {
  const { client } = await testEngine();
  const before = await client.diagnostics.metrics({});
  await client.records.create({ object: 'company', values: { name: 'Zephyrine' } });
  await client.records.create({ object: 'company', values: { nonsense: 1 } }).catch(() => undefined);

  const metrics = await client.diagnostics.metrics({});

  expect(metrics.calls.find(({ path }) => path === 'records.create')).toMatchObject({ count: 2, errors: 1 });
  // What follows a write in the background may commit too.
  expect(metrics.commits).toBeGreaterThan(before.commits);
  expect(metrics.changes).toBeGreaterThan(before.changes);
  expect(metrics.databaseBytes).toBeGreaterThan(0);
  expect(JSON.stringify(metrics)).not.toContain('Zephyrine');
});

test('tables and indexes are told by size, the largest first', async () => {
  const { client } = await testEngine();

  const { trees } = await client.diagnostics.storage({});

  expect(trees.map(({ name }) => name)).toContain('change_log');
  expect(trees.map(({ bytes }) => bytes)).toEqual(trees.map(({ bytes }) => bytes).toSorted((a, b) => b - a));
});
