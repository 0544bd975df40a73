import type { ChangeSet } from '@shared/domain/changes';
import type { OperationId, RecordId } from '@shared/domain/ids';
import type { ValuesInput } from '@shared/domain/values';
import type { AppError } from '@shared/errors/app-error';

/** One wish to change one record. Values are by API name and not parsed yet. */
export type RecordWrite =
  | {
      readonly kind: 'create';
      readonly object: string;
      readonly id?: RecordId | undefined;
      readonly values: ValuesInput;
    }
  | { readonly kind: 'update'; readonly object: string; readonly id: RecordId; readonly values: ValuesInput }
  | { readonly kind: 'delete'; readonly object: string; readonly id: RecordId }
  | { readonly kind: 'restore'; readonly object: string; readonly id: RecordId };

export interface WrittenRecord {
  readonly id: RecordId;
  readonly rid: number;
  /** False when every value was there already: nothing was logged. */
  readonly isChanged: boolean;
}

export interface WriteOutcome {
  /** Null when nothing changed and no operation was given. */
  readonly operationId: OperationId | null;
  /** One per write, in order. `ingest` puts the error of a refused write in its place. */
  readonly results: readonly (WrittenRecord | AppError)[];
  /** To be published after the commit. */
  readonly changes: Omit<ChangeSet, 'seq'>;
}

/** Records from outside on their way in, all of one transaction. */
export interface Ingest {
  /** One answer per write, in order: a refused write's is its error. */
  readonly write: (writes: readonly RecordWrite[]) => WriteOutcome['results'];
  readonly close: () => Omit<WriteOutcome, 'results'>;
}
