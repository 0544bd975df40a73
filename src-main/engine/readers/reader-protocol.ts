import type { ChangeSet } from '@shared/domain/changes';
import type { ErrorCode, ErrorDetail } from '@shared/errors/app-error';
import type { WorkspacePaths } from '../storage/workspace-folder';

/** What a reader needs to open the workspace. */
export interface ReaderStart {
  readonly file: string;
  readonly paths: WorkspacePaths;
  readonly appVersion: string;
}

export type ToReader =
  | { readonly type: 'start'; readonly start: ReaderStart }
  | { readonly type: 'run'; readonly path: string; readonly input: unknown }
  | { readonly type: 'changes'; readonly changes: ChangeSet }
  | { readonly type: 'close' };

/** `code` is missing where the error was not meant for the caller. */
export interface ReaderFailure {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly detail: ErrorDetail;
  readonly stack: string | undefined;
}

/** A reader answers its calls one by one, in order; it is never sent a second before it has answered the first. */
export type FromReader =
  | { readonly type: 'ready' }
  /** As JSON text: quicker across threads than cloning objects, and what the wire makes of it anyway. */
  | { readonly type: 'answered'; readonly json: string }
  | { readonly type: 'failed'; readonly failure: ReaderFailure }
  | {
      readonly type: 'log';
      readonly level: 'info' | 'warn';
      readonly message: string;
      readonly detail: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'logged-error'; readonly message: string; readonly cause: string };
