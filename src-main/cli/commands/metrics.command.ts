import { Command } from 'commander';
import type { EngineMetrics, StorageSizes } from '@shared/contract/diagnostics.contract';
import { printResult } from '../output';
import { type Cli, withEngine } from '../session';

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

const inWords = (metrics: EngineMetrics, { trees }: StorageSizes): string =>
  [
    `database\t${megabytes(metrics.databaseBytes)}`,
    `free pages\t${megabytes(metrics.freeBytes)}`,
    `write-ahead log\t${megabytes(metrics.walBytes)}`,
    `memory\t${megabytes(metrics.memoryBytes)}`,
    `changes in the log\t${metrics.changes}`,
    `commits\t${metrics.commits}`,
    `lists in memory\t${metrics.readers.snapshotHits} found, ${metrics.readers.snapshotReads} read whole`,
    `waiting for readers\t${metrics.readers.waiting} now, ${metrics.readers.mostWaiting} at most\tp95 ${metrics.readers.waitedP95Ms} ms`,
    ...metrics.calls.map(
      ({ path, count, errors, p50Ms, p95Ms, p99Ms }) =>
        `call\t${path}\t${count}\t${errors} errors\tp50 ${p50Ms} ms\tp95 ${p95Ms} ms\tp99 ${p99Ms} ms`,
    ),
    ...trees.map(({ name, bytes }) => `size\t${name}\t${megabytes(bytes)}`),
  ].join('\n');

export const metricsCommand = (cli: Cli): Command =>
  new Command('metrics')
    .description(
      'Show how large the workspace is, table by table, and what opening it took. Nothing leaves the machine.',
    )
    .action(async (_options: unknown, command: Command) => {
      const { metrics, storage } = await withEngine(cli, command, 'existing', async ({ client }) => {
        const sizes = await client.diagnostics.storage({});
        return { metrics: await client.diagnostics.metrics({}), storage: sizes };
      });
      printResult(cli, command, { ...metrics, ...storage }, () => inWords(metrics, storage));
    });
