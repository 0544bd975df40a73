import type { WorkspaceSettings } from '@shared/contract/workspace.contract';
import type { ChangeSet } from '@shared/domain/changes';
import type { ActorValue } from '@shared/domain/values';
import type { BackupWork } from '../backup/backup-thread';
import type { AppError } from '@shared/errors/app-error';
import type { Keyring } from '../encryption/keyring';
import type { ChangeBus } from '../kernel/event-bus';
import type { JobQueue } from '../jobs/job-queue';
import type { Clock, KeyStore, Log, Random } from '../kernel/ports';
import type { Metrics } from '../metrics/call-metrics';
import type { SlowQueries } from '../metrics/slow-queries';
import type { SearchKeeper } from '../records/search/search-keeper';
import type { ReaderLoad } from '../readers/reader-pool';
import type { SnapshotCache } from '../records/read/snapshots';
import type { FillFields } from '../schema/meta-write';
import type { SchemaRegistry, SeenSchema } from '../schema/registry';
import type { InTransaction, ReadDb, WriteDb } from '../storage/db';
import type { DatabaseSource, OpenDatabase } from '../storage/open-database';
import type { WorkspacePaths } from '../storage/workspace-folder';

/** Who speaks over a connection. */
export interface Session {
  /** Null: whoever owns the workspace. */
  memberId: string | null;
}

/** What a read may use; every reader thread has its own. */
export interface ReadDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** As whoever asks may see it. */
  readonly schema: SeenSchema;
  readonly settings: () => WorkspaceSettings;
  readonly snapshots: SnapshotCache;
  readonly paths: WorkspacePaths;
  readonly source: DatabaseSource;
  readonly appVersion: string;
}

/** What a change may use, besides its transaction. */
export interface WriteDeps extends ReadDeps {
  readonly random: Random;
  /** With nothing left out, whoever asks: for what changes the data model. */
  readonly wholeSchema: SchemaRegistry;
  /** Whoever asks. */
  readonly actor: () => ActorValue;
  readonly fillFields: FillFields;
  /** Where work goes that takes long. */
  readonly jobs: JobQueue;
}

/** What a command's services are given. */
export interface CommandDeps extends WriteDeps {
  /** Takes what a write did; published once the transaction has committed. */
  readonly changes: (changes: Omit<ChangeSet, 'seq'>) => void;
}

/** What async work may use: it opens short transactions of its own and publishes after each. */
export interface ActionDeps extends WriteDeps {
  readonly read: ReadDb;
  readonly inTransaction: InTransaction;
  readonly database: OpenDatabase;
  readonly bus: ChangeBus;
  readonly search: SearchKeeper;
  readonly backupWork: BackupWork;
  readonly metrics: Metrics;
  readonly slowQueries: SlowQueries;
  /** What the threads that answer queries do now. */
  readonly readerLoad: () => ReaderLoad;
  /** Where the host keeps the key of the workspace. */
  readonly keys: KeyStore;
  readonly keyring: Keyring;
  /** What a guess of a passphrase costs: N of scrypt. */
  readonly keyCost: number;
  readonly encryptionFailure: AppError | undefined;
  /** Has the host close the engine and start it anew, a moment after what is under way was answered. */
  readonly restart: () => void;
  /** Runs a query procedure where readers run; `readAnswer` gives its values. Errors: those of the procedure; `cancelled` once `signal` is aborted. */
  readonly runQuery: (path: string, input: unknown, signal?: AbortSignal) => Promise<unknown>;
}

export interface QueryContext {
  readonly db: ReadDb;
  readonly deps: ReadDeps;
}

export interface CommandContext {
  readonly db: WriteDb;
  readonly deps: CommandDeps;
}

export interface ActionContext {
  readonly deps: ActionDeps;
  readonly session: Session;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal | undefined;
}
