import type { ChangeSet } from '@shared/domain/changes';
import type { Failure } from '@shared/errors/failure';
import type { SlowCall } from '../metrics/time-query';
import type { DatabaseSource } from '../storage/open-database';
import type { WorkspacePaths } from '../storage/workspace-folder';

/** What a reader needs to open the workspace. */
export interface ReaderStart {
  readonly source: DatabaseSource;
  readonly paths: WorkspacePaths;
  readonly appVersion: string;
}

/** Shared with a reader, which cannot hear messages while it works: the number of the call that nobody waits for any more. */
export type Unwanted = Int32Array<SharedArrayBuffer>;

export type ToReader =
  | { readonly type: 'start'; readonly start: ReaderStart; readonly unwanted: Unwanted }
  | {
      readonly type: 'run';
      /** Numbers the calls of one reader, from 1. */
      readonly call: number;
      readonly path: string;
      readonly input: unknown;
      readonly memberId: string | null;
    }
  | { readonly type: 'changes'; readonly changes: ChangeSet }
  | { readonly type: 'close' };

/** What a call failed with: an error for the caller, or one that only the log sees. */
export type ReaderFailure =
  | { readonly kind: 'told'; readonly failure: Failure }
  | { readonly kind: 'unexpected'; readonly message: string; readonly stack: string | undefined };

/** A reader answers its calls one by one, in order; it is never sent a second before it has answered the first. */
export type FromReader =
  | { readonly type: 'ready' }
  /** As JSON text: quicker across threads than cloning objects, and what the wire makes of it anyway. */
  | { readonly type: 'answered'; readonly json: string }
  | { readonly type: 'failed'; readonly failure: ReaderFailure }
  | { readonly type: 'slow'; readonly call: SlowCall }
  /** Since it told last. */
  | { readonly type: 'snapshots'; readonly hits: number; readonly reads: number }
  | {
      readonly type: 'log';
      readonly level: 'info' | 'warn';
      readonly message: string;
      readonly detail: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'logged-error'; readonly message: string; readonly cause: string };
