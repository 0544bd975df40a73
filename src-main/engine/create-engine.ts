import type { EngineClient } from '@shared/contract/index';
import { readAnswer } from '@shared/contract/json-text';
import type { Port } from '@shared/wire/line';
import { AggregateResult } from '@shared/contract/records.contract';
import type { ChangeSet } from '@shared/domain/changes';
import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import { backupInline, backupInThread, type SpawnBackup } from './backup/backup-thread';
import { settleRestored } from './backup/restore.service';
import { keepImportFiles } from './exchange/import.job';
import { clearStaging } from './exchange/staging';
import { createKeyring } from './encryption/keyring';
import type { ActionDeps } from './handlers/context';
import { createDispatch } from './handlers/dispatch';
import { handleJobs } from './handlers/job-handlers';
import { createChangeBus } from './kernel/event-bus';
import { createMetrics } from './metrics/call-metrics';
import { createSlowQueries } from './metrics/slow-queries';
import { createJobQueue, type JobQueue } from './jobs/job-queue';
import type { AlarmClock, KeyStore, Log, Random } from './kernel/ports';
import { createReaders, type SpawnReader } from './readers/readers';
import { numberRecords } from './records/write/number-records';
import { createViewers } from './records/policy/viewers';
import { enqueueRecompute } from './records/computed/recompute.job';
import { settleComputed } from './records/computed/settle-computed';
import { createSnapshotCache } from './records/read/snapshots';
import { scanInline, scanInThread, type SpawnScan } from './records/duplicates/scan-thread';
import { createUpkeep, upkeepJob } from './records/duplicates/upkeep';
import { buildIndexJob, createIndexKeeper } from './records/indexes/index-keeper';
import { createTotalsKeeper, keepTotalsJob } from './records/totals/totals-keeper';
import { seedViews } from './records/views/seed-views';
import { createSearchKeeper } from './records/search/search-keeper';
import { createSegmentKeeper } from './records/search/segment-keeper';
import { initSync } from './change-log/clock';
import { createSchemaRegistry } from './schema/registry';
import { actorOf } from './schema/acting-member';
import { adoptMembers } from './schema/seed-members';
import { seedSchema } from './schema/seed-schema';
import type { FillFields } from './schema/meta-write';
import { scheduleCheckpoints } from './storage/checkpoints';
import type { InTransaction } from './storage/db';
import type { DatabaseSource, OpenDatabase } from './storage/open-database';
import { STANDARD_COST } from './storage/keys/envelope';
import { NO_KEYS } from './storage/settle-encryption';
import { openWorkspace } from './storage/workspace-folder';
import { toStorageFailure } from './storage/storage-failure';
import { readSettings } from './workspace/settings';

export interface EnginePorts {
  readonly clock: AlarmClock;
  readonly random: Random;
  readonly log: Log;
  /** Indexes that follow use are built when nobody wrote for so long, in ms. Default: two seconds. */
  readonly indexQuietMs?: number | undefined;
  /** Where the host keeps the key of an encrypted workspace. Default: nowhere, so that none can be opened. */
  readonly keys?: KeyStore | undefined;
  /** What a guess of a passphrase costs: N of scrypt, a power of two. Default: 128 MB and some 0.4 s. */
  readonly keyCost?: number | undefined;
}

export interface EngineOptions {
  /** Made when it does not exist. */
  readonly workspaceDir: string;
  readonly appVersion: string;
  readonly ports: EnginePorts;
  /** Starts a reader thread; without it queries run in the engine's own thread (tests, short commands). */
  readonly spawnReader?: SpawnReader | undefined;
  /** Starts a thread that looks for duplicates; without it the engine's own thread does, a step at a time. */
  readonly spawnScan?: SpawnScan | undefined;
  /** Asks the checkpoint thread for a checkpoint; without it SQLite does it at the end. */
  readonly requestCheckpoint?: ((source: DatabaseSource) => void) | undefined;
  /** Starts a thread that writes, checks or unpacks a backup; without it the engine's own thread does. */
  readonly spawnBackup?: SpawnBackup | undefined;
  /** Closes this engine and starts another on the same workspace, soon; without it, whoever restores a backup opens the workspace again. */
  readonly restart?: (() => void) | undefined;
}

export interface Engine {
  /** Serves the contract over a port until it closes. */
  readonly attach: (port: Port) => void;
  /** The contract without a wire. */
  readonly client: EngineClient;
  /** Where work goes that takes long. */
  readonly jobs: JobQueue;
  readonly database: Pick<OpenDatabase, 'read' | 'inTransaction' | 'pragma'>;
  /** Where hosts put files in and take exports out. */
  readonly stagingDir: string;
  readonly databaseFile: string;
  /** Stops running work at its next safe point and closes the workspace. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a workspace and puts the engine together: the one place that knows every module.
 * Errors: those of `openWorkspace`; nothing is held after one.
 */
export const createEngine = async (options: EngineOptions): Promise<Engine> => {
  const { clock, random, log, keys = NO_KEYS } = options.ports;
  const workspace = await openWorkspace({ clock, keys }, options.workspaceDir);
  const { database, paths, source } = workspace;
  try {
    const schema = createSchemaRegistry();
    schema.reload(database.read);
    // A first start that ended between making the tables and this leaves a workspace without objects.
    if (schema.current().objects.size === 0) {
      database.inTransaction((db) => {
        initSync({ random }, db);
        seedSchema(db);
        schema.reload(db);
        seedViews(db);
      });
    }
    database.inTransaction((db) => {
      adoptMembers(db, readSettings(db).ownerName);
      schema.refresh(db);
    });

    const bus = createChangeBus();
    let settings: WorkspaceSettings | undefined;
    bus.subscribe(({ topics }) => {
      if (topics.includes('workspace')) settings = undefined;
    });
    const readDeps = {
      clock,
      log,
      settings: () => (settings ??= readSettings(database.read)),
      snapshots: createSnapshotCache({ maxBytes: 64 * 1024 * 1024 }),
      paths,
      source,
      appVersion: options.appVersion,
    };
    const search = createSearchKeeper({
      ...readDeps,
      schema,
      bus,
      read: database.read,
      inTransaction: database.inTransaction,
    });
    const viewers = createViewers({ ...readDeps, schema, db: database.read });
    const metrics = createMetrics();
    const slowQueries = createSlowQueries({
      clock,
      log,
      read: database.read,
      inTransaction: database.inTransaction,
      bus,
    });
    const readers = createReaders({
      deps: readDeps,
      viewers,
      db: database.read,
      spawn: options.spawnReader,
      bus,
      watch: { ...slowQueries, ...metrics },
    });
    const inTransaction: InTransaction = (work) => {
      try {
        const before = schema.current();
        let computed: Omit<ChangeSet, 'seq'> | undefined;
        const result = database.inTransaction((db) => {
          const value = work(db);
          if (schema.current() !== before)
            computed = settleComputed(db, before, schema.current(), (at, nodes) => enqueueRecompute(jobs, at, nodes));
          return value;
        });
        metrics.committed();
        if (computed && computed.topics.length > 0) bus.publish(computed);
        return result;
      } catch (cause) {
        // A schema change that was rolled back has left its schema in memory.
        schema.refresh(database.read);
        viewers.forget();
        throw cause;
      }
    };
    const jobs = createJobQueue({
      clock,
      random,
      log,
      read: database.read,
      inTransaction,
      bus,
      timeZone: () => readDeps.settings().timeZone,
    });
    const totals = createTotalsKeeper({
      schema,
      read: database.read,
      inTransaction,
      jobs,
      aggregate: async (query) =>
        AggregateResult.parse(readAnswer(await readers.run('records.aggregate', query, null))),
      log,
    });
    jobs.handle(keepTotalsJob, ({ query }, run) => totals.keep(query, run));
    totals.schemaChanged();
    bus.subscribe(({ topics }) => {
      if (topics.includes('schema')) totals.schemaChanged();
    });
    const indexes = createIndexKeeper({
      ...readDeps,
      indexQuietMs: options.ports.indexQuietMs,
      schema,
      bus,
      read: database.read,
      inTransaction,
      jobs,
    });
    jobs.handle(buildIndexJob, indexes.build);
    const checkpoints = scheduleCheckpoints(() => options.requestCheckpoint?.(source));
    bus.subscribe(checkpoints.committed);
    const segments = createSegmentKeeper({
      ...readDeps,
      bus,
      read: database.read,
      inTransaction: database.inTransaction,
      committed: checkpoints.committed,
    });
    const shared = {
      ...readDeps,
      random,
      wholeSchema: schema,
      read: database.read,
      inTransaction,
      fillFields: ((acting, db, made) =>
        numberRecords({ ...readDeps, schema, random, jobs, ...acting }, db, made)) satisfies FillFields as FillFields,
      database,
      bus,
      search,
      jobs,
      backupWork: options.spawnBackup ? backupInThread(options.spawnBackup) : backupInline,
      metrics,
      slowQueries,
      readerLoad: readers.load,
      keys,
      keyring: createKeyring(source.key),
      keyCost: options.ports.keyCost ?? STANDARD_COST,
      encryptionFailure: workspace.encryptionFailure,
      restart: options.restart ?? (() => undefined),
    };
    const depsAs = (memberId: string | null): ActionDeps => {
      const seen = viewers.as(memberId);
      return {
        ...shared,
        schema: seen,
        actor: () => actorOf(seen.current()),
        runQuery: (path, input, signal) => {
          if (path === 'records.aggregate' && !seen.current().access) totals.asked(input);
          indexes.asked(path, input);
          segments.asked();
          if (path.startsWith('search.')) search.indexWritten();
          return readers.run(path, input, memberId, signal);
        },
      };
    };
    const deps = depsAs(null);
    clearStaging(paths.staging, keepImportFiles(deps));

    const runScan = options.spawnScan
      ? scanInThread(source, options.spawnScan)
      : scanInline(database.read, schema.current);
    handleJobs(jobs, depsAs, runScan);
    const duplicates = createUpkeep({ ...shared, schema });
    jobs.handle(upkeepJob, duplicates.run);
    settleRestored(deps);
    jobs.start();
    const dispatch = createDispatch(depsAs);
    return {
      attach: dispatch.attach,
      client: dispatch.client,
      jobs,
      database,
      stagingDir: paths.staging,
      databaseFile: paths.database,
      close: async () => {
        const parts = [duplicates, jobs, search, segments, checkpoints, totals, indexes, readers, slowQueries];
        for (const part of parts) {
          try {
            await part.close();
          } catch (cause) {
            // On a disk that is full or gone nothing more can be noted. The next start finds that as after a crash; the file is let go of all the same.
            log.error('a part of the engine could not be closed in order', cause);
          }
        }
        workspace.close();
      },
    };
  } catch (cause) {
    workspace.close();
    throw toStorageFailure(cause) ?? cause;
  }
};
